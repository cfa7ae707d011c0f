"""Pages of the official letters: who will get which, the press, the list, one letter and its files."""

import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chithi.access import fetch, id_of, own, user_of
from chithi.papers import html
from chithi.papers import json as paper_json
from chithi.plans.heads import abbreviation
from chithi.reports.extensions import extensions_of
from chithi.steering import letters, queries, seal, urging
from chithi.steering.actions import Refused
from chithi.steering.files import LETTERS, saved, written, zipped
from chithi.steering.letter_forms import LettersForm
from chithi.steering.models import ReminderLetter
from chithi.units.queries import tree


@own("steering.send_letters")
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Who will get which letter, with its words; then the one press that sends them all."""
    cycle = fetch(request, "steering.send_letters", queries.cycles(), pk=pk)
    units = tree()
    try:
        press = letters.press_of(cycle, units)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("steering:letters", pk=pk)
    form = LettersForm(request.POST or None, initial=proposed(press))
    if request.method == "POST" and form.is_valid():
        try:
            made = letters.send_letters(
                cycle,
                units,
                form.asked(),
                request.build_absolute_uri("/"),
                actor=user_of(request),
                seen=form.cleaned_data["seen"],
            )
            tell_made(request, len(made))
            return redirect("steering:letters", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    if form.is_bound:  # what is looked at now is what the next press sends
        form.data = {**request.POST.dict(), "seen": press.seen}
    asking = set(extensions_of(cycle).filter(state="asked").values_list("report", flat=True))
    context = {"cycle": cycle, "press": press, "form": form, **samples(request, press, form)}
    context["asking"] = asking & {draft.report_id for draft in press.drafts}
    return render(request, "steering/send_letters.html", context)


def proposed(press: letters.Press) -> dict[str, object]:
    """The next number of the sender's letters, its symbol and a day for the answer."""
    day = press.common.day
    return {
        "number": letters.next_number(press.issuer, day.year),
        "symbol": urging.symbol_of(abbreviation(press.issuer)),
        "reply_by": press.common.reply_by,
        "seen": press.seen,
    }


def samples(request: HttpRequest, press: letters.Press, form: LettersForm) -> dict[str, object]:
    """The letters shown below the list: that of the unit asked for, else the first of each tone."""
    chosen = id_of(request.GET.get("show", ""))
    first = {d.late.mode: d for d in reversed(press.drafts)}
    shown = [d for d in press.drafts if d.report_id == chosen] or [
        first[m] for m in sorted(first, reverse=True)
    ]
    asked = form.asked() if form.is_bound and form.is_valid() else form.proposed_as()
    papers = [(d, mark_safe(html.render(press.paper(d, asked), top=3))) for d in shown]
    return {"papers": papers, "chosen": chosen}


def tell_made(request: HttpRequest, made: int) -> None:
    if made:
        text = ngettext("%(count)s letter was sent and kept.", "%(count)s letters were sent and kept.", made)
        messages.success(request, text % {"count": made})
    else:
        messages.warning(request, _("No letter was sent: every late unit got its letter today."))


@own("steering.control")
def letter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of a round by the day of their press."""
    cycle = fetch(request, "steering.control", queries.cycles(), pk=pk)
    days: dict[datetime.date, list[ReminderLetter]] = {}
    units = tree()
    for one in letters.letters_of(cycle):
        one.node = units.get(one.report.unit_id)  # type: ignore[attr-defined]
        days.setdefault(one.date, []).append(one)
    context = {
        "cycle": cycle,
        "days": days,
        "may_send": request.user.has_perm("steering.send_letters", cycle),
    }
    return render(request, "steering/letters.html", context)


@own("steering.control")
def letter_zip(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """All letters of one day's press as one .zip."""
    cycle = fetch(request, "steering.control", queries.cycles(), pk=pk)
    try:
        wanted = datetime.date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    found = kept_letters().filter(report__cycle=cycle, date=wanted).order_by("id")
    papers = [(letters.file_name(one), paper_json.load(one.paper)) for one in found]
    if not papers:
        raise Http404
    return saved(zipped(papers), "zip", f"cong-van-{cycle.plan.key}-{wanted.isoformat()}")


def kept_letters() -> QuerySet[ReminderLetter]:
    return ReminderLetter.objects.select_related("report__cycle__plan__issuer", "report__unit")


@own("steering.read_letter")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter as it was sent, with its hash."""
    kept = fetch(request, "steering.read_letter", kept_letters(), pk=pk)
    context = {
        "letter": kept,
        "cycle": kept.report.cycle,
        "intact": seal.sha256(kept.paper) == kept.sha256,
        "outputs": LETTERS.items(),
        "may_control": request.user.has_perm("steering.control", kept.report.cycle),
        "paper": mark_safe(html.render(paper_json.load(kept.paper))),  # the room escapes every text
    }
    return render(request, "steering/letter.html", context)


@own("steering.read_letter")
def letter_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """One letter as a file, printed anew from what was kept."""
    kept = fetch(request, "steering.read_letter", kept_letters(), pk=pk)
    if ending not in LETTERS:
        raise Http404
    return saved(written(paper_json.load(kept.paper), ending), ending, letters.file_name(kept))
