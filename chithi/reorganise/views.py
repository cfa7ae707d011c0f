"""Pages of reorganisations: what was carried out, the guided page, a file, looked at and confirmed, undone."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from chithi.access import allow, fetch, own, user_of
from chithi.reorganise import actions
from chithi.reorganise.functions import Functions
from chithi.reorganise.guided import NAME, Act, choices_of, fresh, known_units, posted
from chithi.reorganise.loading import LOADER, Read, read
from chithi.sheets.pasting import PASTED, from_paste
from chithi.sheets.views import XLSX, as_download
from chithi.shell import attachments
from chithi.shell.models import Attachment
from chithi.units.actions import Refused
from chithi.units.kinship import function_words
from chithi.units.models import Reorganisation, Succession
from chithi.units.reorganising import names_then

SALT = "reorganise.carry-out"
CONFIRM_WITHIN = 24 * 3600
"""Seconds in which what was looked at can be carried out."""
SHOWN = 300
"""Problems, and lines of each kind of thing that moves, that a page lists."""
PER_PAGE = 100


@allow("reorganise.read")
@require_GET
def reorganisations(request: HttpRequest) -> HttpResponse:
    """What was carried out, the newest first."""
    shown = Paginator(Reorganisation.objects.all(), PER_PAGE).get_page(request.GET.get("page", ""))
    found = {made.pk: made for made in shown}
    rows = Succession.objects.filter(reorganisation__in=found).values_list(
        "reorganisation_id", "decision", "day"
    )
    decisions: dict[int, dict[tuple[str, Any], int]] = {}
    for pk, decision, day in rows:
        counted = decisions.setdefault(pk, {})
        counted[decision, day] = counted.get((decision, day), 0) + 1
    context = {"page": shown, "rows": [(made, list(decisions.get(made.pk, {}).items())) for made in shown]}
    may = request.user.has_perm("reorganise.carry_out")
    return render(request, "reorganise/list.html", {**context, "may_carry_out": may})


@allow("reorganise.carry_out")
def new(request: HttpRequest) -> HttpResponse:
    """One act, typed row by row; posted, it is weighed and nothing is written yet."""
    if request.method != "POST":
        return show_act(request, fresh())
    act = posted(request.POST, more=4 if "more" in request.POST else 0)
    if "more" in request.POST or "back" in request.POST:
        return show_act(request, act)
    if act.is_empty:
        act.why[""] = _("Fill in at least one row.")
        return show_act(request, act)
    return show_look(request, act)


def show_look(request: HttpRequest, act: Act, error: str = "") -> HttpResponse:
    """What an act would do, or the page with what is refused beside its cell."""
    data = act.table()
    found = read(data, NAME)
    act.refuse(found.table.problems)
    if not found.is_good:
        return show_act(request, act, found)
    return show_read(request, found, data, act.decision or NAME, act, error)


def show_act(request: HttpRequest, act: Act, found: Read | None = None) -> HttpResponse:
    """The page with everything that was typed; a refused one answers with 422."""
    refused = bool(act.why) or any(line.why for line in act.lines)
    context = {
        "act": act,
        "before": found.carried_out_by() if found is not None else [],
        "units": known_units(),
        "functions": Functions().options(),
        "changes": Succession.Change.choices,
        "add": reverse("units:new"),
    }
    return render(request, "reorganise/new.html", context, status=422 if refused else 200)


@allow("reorganise.carry_out")
def file(request: HttpRequest) -> HttpResponse:
    """A file, or rows pasted from Excel; posted, it is weighed and nothing is written yet."""
    if request.method != "POST":
        return show_read(request)
    given, pasted = request.FILES.get("file"), request.POST.get("pasted", "")
    if given is None and not pasted.strip():
        return show_read(request, error=_("Choose a file first, or paste rows."))
    if given is not None:
        data, name = given.read(), given.name or "?"
    else:
        data, name = from_paste(pasted, LOADER.columns), PASTED
    return show_read(request, read(data, name), data, name)


def show_read(
    request: HttpRequest,
    found: Read | None = None,
    data: bytes = b"",
    name: str = "",
    act: Act | None = None,
    error: str = "",
) -> HttpResponse:
    """What it would do, or where it is refused, and the way to carry it out."""
    token = ""
    if found is not None and found.is_good and found.coming is not None:
        try:
            kept = attachments.keep(data, name if act is None else NAME, ("xlsx", "csv"))
            token = signing.dumps([request.user.pk, kept.pk, name], salt=SALT)
        except attachments.RefusedFile as refused:
            error = str(refused)
    problems = found.table.problems if found is not None else []
    choices = choices_of(act, found) if act is not None and found is not None else []
    context = {
        "choices": choices,
        "hidden": act.cells({choice.name for choice in choices}) if act is not None else [],
        "found": found,
        "before": found.carried_out_by() if found is not None else [],
        "moved": [(m, m.lines[:SHOWN], len(m.lines) - SHOWN) for m in (found.moved if found else ())],
        "problems": problems[:SHOWN],
        "more_problems": max(0, len(problems) - SHOWN),
        "count": len(found.coming.rows) if found is not None and found.coming is not None else 0,
        "token": token,
        "name": name,
        "act": act,
        "error": error,
        "pasted": request.POST.get("pasted", ""),
        "columns": LOADER.columns,
    }
    return render(request, "reorganise/file.html", context, status=422 if problems or error else 200)


@allow("reorganise.carry_out")
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    return as_download(LOADER.template(), "reorganise.xlsx", XLSX)


@allow("reorganise.carry_out")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Carry out what was looked at: weighed again, for others may have changed units meanwhile."""
    try:
        user, kept, name = signing.loads(
            request.POST.get("file_token", ""), salt=SALT, max_age=CONFIRM_WITHIN
        )
        if user != request.user.pk:
            raise signing.BadSignature
        data = attachments.read(Attachment.objects.get(pk=kept))
    except (signing.BadSignature, Attachment.DoesNotExist, ValueError, TypeError):
        return show_read(request, error=_("This can no longer be confirmed. Begin again."))
    act = posted(request.POST) if "rows" in request.POST else None
    if act is not None and act.table() != data:
        error = _("You have chosen otherwise: look at what would move once more, then carry it out.")
        return show_look(request, act, error)
    return carried_out(request, data, name, act)


def carried_out(request: HttpRequest, data: bytes, name: str, act: Act | None) -> HttpResponse:
    """The page of what was carried out just now, or by somebody else before; else what stands in the way."""
    found, error = read(data, name), ""
    if found.is_good and found.coming is not None:
        rows = found.coming.rows
        try:
            made = actions.carry_out(rows, name, actor=user_of(request))
        except Refused as refused:  # somebody did something between the weighing and the writing
            found, error = read(data, name), str(refused)
        else:
            count = len(rows)
            said = ngettext("Carried out: one row.", "Carried out: %(count)s rows.", count) % {"count": count}
            messages.success(request, said)
            return redirect("reorganise:reorganisation", made.pk)
    if found.is_good and found.coming is None:
        made = found.carried_out_by()[0]
        moment = timezone.localtime(made.made_at).strftime("%d/%m/%Y %H:%M")
        words = {"name": made, "by": made.made_by, "moment": moment}
        messages.info(request, _("“%(name)s” was carried out already (%(by)s, %(moment)s).") % words)
        return redirect("reorganise:reorganisation", made.pk)
    if act is not None and not error:
        act.refuse(found.table.problems)
        return show_act(request, act, found)
    return show_read(request, found, data, name, error=error)


@own("reorganise.read")
@require_GET
def reorganisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What was carried out, what moved with it, and the way to undo it."""
    made = fetch(request, "reorganise.read", Reorganisation.objects.all(), pk=pk)
    return show_made(request, made)


def show_made(
    request: HttpRequest, made: Reorganisation, refused: Refused | None = None, reason: str = ""
) -> HttpResponse:
    """The page of what was carried out, with why it was not undone."""
    rows = made.successions.select_related("old", "new")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page", ""))
    names = names_then(shown.object_list, made)
    may = request.user.has_perm("reorganise.carry_out") and made.withdrawn_at is None
    context = {
        "made": made,
        "page": shown,
        "rows": [(row, *names[row.pk], function_words(row.function)) for row in shown],
        "moved": actions.kept_moves(made),
        "may_undo": may,
        "refused": refused,
        "reason": reason,
    }
    status = 422 if refused is not None else 200
    return render(request, "reorganise/reorganisation.html", context, status=status)


@own("reorganise.carry_out")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything as it stood before."""
    made = fetch(request, "reorganise.carry_out", Reorganisation.objects.all(), pk=pk)
    reason = request.POST.get("reason", "")[:500]
    try:
        actions.undo(made, actor=user_of(request), reason=reason)
    except Refused as refused:
        return show_made(request, made, refused, reason)
    messages.success(request, _("It was undone: everything stands as before."))
    return redirect("reorganise:reorganisation", pk)
