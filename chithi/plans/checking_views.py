"""Pages of checking: the text beside the reading, one work item, the names, the members of open groups."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chithi.access import id_of, own, user_of
from chithi.plans import checking, confidence, learning, naming
from chithi.plans.checklist import doubtful_first, marks_of, next_to_look, rows_of
from chithi.plans.forms import ItemForm, NameForm
from chithi.plans.highlight import segments
from chithi.plans.item_page import item_page
from chithi.plans.models import ProvisionLink, WorkItem
from chithi.plans.name_pages import name_rows, near_choices, open_assignments
from chithi.plans.pages import back_to_item, edition_in_hand, frame, item_of, plan_of, press
from chithi.plans.passing import expanded
from chithi.plans.refusals import Refused
from chithi.plans.rules import is_below
from chithi.units.kinds import KINDS
from chithi.units.queries import tree
from chithi.vietnamese import fold

State = WorkItem.State
MOVES = {
    "join": checking.join,
    "split": checking.split,
    "leave-out": checking.leave_out,
    "take-in": checking.take_in,
}


@own("plans.check")
def check(request: HttpRequest, key: str) -> HttpResponse:
    """The text on the left, what was read on the right, what is doubtful first."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    if edition is None:
        return redirect("plans:plan", key)
    rows = rows_of(edition, tree())
    counted = [r for r in rows if r.item.state != State.WITHDRAWN]
    shown = {
        "look": [r for r in rows if r.wants_a_look],
        "open": [r for r in rows if r.item.state == State.PROPOSED],
    }
    asked = request.GET.get("item", "")
    passages = confidence.passages(edition.reading, edition.text)
    context = {
        **frame(plan, edition, "plans:check"),
        "rows": shown.get(request.GET.get("show", ""), doubtful_first(rows)),
        "show": request.GET.get("show", ""),
        "segments": segments(edition.text, marks_of(rows), [(p.number, p.start, p.end) for p in passages]),
        "passages": confidence.unplaced(passages),
        "left_out": confidence.left_out(passages),
        "selected": id_of(asked),
        "query_start": f"show={request.GET['show']}&" if request.GET.get("show") in shown else "",
        "all": len(counted),
        "confirmed": sum(r.item.state == State.CONFIRMED for r in counted),
        "look": len(shown["look"]),
        "waiting": len(shown["open"]),
        "clear": sum(r.item.state == State.PROPOSED and not r.codes for r in counted),
    }
    return render(request, "plans/check.html", context)


@own("plans.check")
def item(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One work item: its words, deadline, units and contents beside what was read."""
    found = item_of(request, key, pk)
    units = tree()
    contents = list(found.edition.provisions.filter(withdrawn_at=None))
    form = ItemForm(request.POST or None, item=found, tree=units, contents=[p.pk for p in contents])
    if request.method == "POST" and form.is_valid():
        given = form.given(confirm="confirm" in request.POST)
        try:
            after = next_to_look(rows_of(found.edition, units), pk) if given.confirm else None
            checking.check_item(found, given, actor=user_of(request))
            return back_to_item(request, key, after.item.pk if after else pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    page = item_page(found, form, units, user_of(request))
    context = {**frame(found.plan, found.edition, "plans:check"), **page}
    return render(request, "plans/item.html", context)


@own("plans.check")
@require_POST
def move_item(request: HttpRequest, key: str, pk: int, move: str) -> HttpResponse:
    """Join with the next clause, split again, leave out, take in."""
    found = item_of(request, key, pk)
    if move not in MOVES:
        raise Http404
    press(request, lambda: MOVES[move](found, actor=user_of(request)))
    return back_to_item(request, key, pk)


@own("plans.check")
@require_POST
def confirm(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Confirm one work item as it stands; from a doubtful one on to the next that wants a look."""
    found = item_of(request, key, pk)
    after = next_to_look(rows_of(found.edition, tree()), pk)
    done = press(request, lambda: checking.confirm_item(found, actor=user_of(request)))
    return back_to_item(request, key, after.item.pk if done and after else pk)


@own("plans.check")
@require_POST
def confirm_all(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm everything that wants no look."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    if edition is not None:
        press(
            request,
            lambda: checking.confirm_undoubtful(edition, actor=user_of(request)),
            _("Everything clear is confirmed."),
        )
    return redirect("plans:check", key)


@own("plans.check")
def names(request: HttpRequest, key: str) -> HttpResponse:
    """Every name the plan writes, and what it stands for."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    rows = name_rows(edition, tree()) if edition else []
    context = {
        **frame(plan, edition, "plans:names"),
        "rows": sorted(rows, key=lambda r: (r.known and r.sure, not r.known and r.is_lead)),
        "unknown": sum(not r.known for r in rows),
        "unsure": sum(r.known and not r.sure for r in rows),
        "used": learning.used(edition) if edition else {},
        "issuer": tree().get(plan.issuer_id) if is_below(tree(), plan.issuer_id) else None,
    }
    return render(request, "plans/names.html", context)


@own("plans.check")
def name(request: HttpRequest, key: str) -> HttpResponse:
    """Say what one name stands for, everywhere in the plan."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    units = tree()
    rows = name_rows(edition, units) if edition else []
    row = next((r for r in rows if fold(r.name) == fold(request.GET.get("name", ""))), None)
    if edition is None or row is None:
        return redirect("plans:names", key)
    form = NameForm(request.POST or None, tree=units, near=near_choices(row, plan, units))
    if request.method == "POST" and form.is_valid():
        try:
            if form.is_no_unit():
                learning.say_no_unit(edition, row.name, actor=user_of(request))
                messages.success(request, _("“%(name)s” gets no work any more.") % {"name": row.name})
                return redirect("plans:names", key)
            places = naming.name_stands_for(edition, row.name, form.said(), actor=user_of(request))
            said = ngettext("Set in %(count)s place.", "Set in %(count)s places.", places) % {"count": places}
            press(request, lambda: None, said)
            return redirect("plans:names", key)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        **frame(plan, edition, "plans:names"),
        "row": row,
        "form": form,
        "picked": request.POST.get("meaning", row.value),
        "teaches": request.user.has_perm("plans.teach", plan),
    }
    return render(request, "plans/name.html", context)


@own("plans.check")
@require_POST
def match_again(request: HttpRequest, key: str) -> HttpResponse:
    """Look for the unknown names in the directory as it is now."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    if edition is not None:
        press(
            request,
            lambda: naming.match_again(edition, actor=user_of(request)),
            _("The directory has been asked again."),
        )
    return redirect("plans:names", key)


@own("plans.check")
@require_POST
def own_divisions(request: HttpRequest, key: str) -> HttpResponse:
    """Every name that is left is a division of the unit whose plan it is."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    if edition is None or not is_below(tree(), plan.issuer_id):
        raise Http404
    press(
        request,
        lambda: naming.own_divisions(edition, actor=user_of(request)),
        _("The names left are divisions of this unit."),
    )
    return redirect("plans:names", key)


@own("plans.check")
def members(request: HttpRequest, key: str, pk: int, assignment: int) -> HttpResponse:
    """Choose the units that an open group means in one work item."""
    found = item_of(request, key, pk)
    standing = open_assignments(found).select_related("work_item__plan", "group")
    chosen_for = get_object_or_404(standing, pk=assignment)
    units = tree()
    if request.method == "POST":
        ids = [unit for i in request.POST.getlist("unit") if (unit := id_of(i))]
        press(
            request,
            lambda: naming.choose_members(chosen_for, ids, actor=user_of(request)),
            _("The members are chosen."),
        )
        return redirect("plans:item", key, pk)
    chosen = {node.id for node in expanded([chosen_for], units)[chosen_for.pk]}
    kinds = [(KINDS[kind].label, [(n, n.id in chosen) for n in units if n.kind == kind]) for kind in KINDS]
    context = {
        "item": found,
        "assignment": chosen_for,
        "kinds": [(label, rows) for label, rows in kinds if rows],
    }
    return render(
        request, "plans/members.html", {**frame(found.plan, found.edition, "plans:check"), **context}
    )


@own("plans.check")
@require_POST
def decide_link(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Confirm or reject that a work item carries out a content."""
    plan = plan_of(request, key, "plans.check")
    links = ProvisionLink.objects.filter(work_item__edition=edition_in_hand(plan)).select_related(
        "work_item__plan"
    )
    link = get_object_or_404(links, pk=pk)
    confirmed = request.POST.get("decision") == "confirm"
    press(request, lambda: naming.decide_link(link, confirmed, actor=user_of(request)))
    return redirect(f"{request.path.rsplit('/links/', 1)[0]}/contents/#content-{link.provision_id}")


@own("plans.check")
@require_POST
def confirm_links(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm every proposed link at one press."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    if edition is not None:
        press(
            request,
            lambda: naming.confirm_links(edition, actor=user_of(request)),
            _("All proposals are confirmed."),
        )
    return redirect("plans:contents", key)
