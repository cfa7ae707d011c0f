"""Pages that everybody with a role reads: plans, their contents and work, their file."""

import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from chithi.access import allow, own, user_of
from chithi.plans import answers, cascade, confidence, queries
from chithi.plans.history import history_of
from chithi.plans.models import Edition, LinkState, Plan, PlanLink
from chithi.plans.pages import frame, plan_of
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.plans.plan_links import carried_out
from chithi.plans.reading_pages import contents_table, work_of
from chithi.plans.rules import importable
from chithi.plans.states import may, open_moves
from chithi.sheets.fields import BadText, Day
from chithi.shell import attachments
from chithi.units.following import as_it_stood, followers
from chithi.units.queries import roles_of, tree

DAY = Day("day", "")


@allow("plans.read")
def plan_list(request: HttpRequest) -> HttpResponse:
    """The plans a person may read: those that others carry out and those of one's own units, or all own plans."""
    found, show_own = queries.plans_for(user_of(request)), request.GET.get("show") == "own"
    own = found.filter(queries.is_own_plan())
    main = found.filter(~queries.is_own_plan() | Q(issuer__in=mine_of(request)))
    context = {
        "page": Paginator(own if show_own else main, 50).get_page(request.GET.get("page")),
        "units": tree(),
        "may_import": request.user.has_perm("plans.import"),
        "show_own": show_own,
        "own_count": own.count(),
    }
    return render(request, "plans/list.html", context)


@own("plans.read")
def plan_page(request: HttpRequest, key: str) -> HttpResponse:
    """One plan: what it is, where it stands, its editions, whose work it is, its history."""
    plan = plan_of(request, key, "plans.read")
    checks = request.user.has_perm("plans.check", plan)
    units = tree()
    editions = plan.editions.select_related("source")
    if not checks:
        editions = editions.filter(state=Edition.State.CONFIRMED)
    draft = queries.draft_edition(plan) if checks else None
    duties = queries.duties(plan, units)
    mine = list(dict.fromkeys(units[r.unit_id] for r in roles_of(user_of(request)) if r.unit_id in units))
    own, draws = own_plans_of(request, plan), importable(user_of(request), units) - {plan.issuer_id}
    context = {
        "plan": plan,
        "checks": checks,
        "moves": open_moves(plan.state) if checks else [],
        "editions": editions,
        "draft": draft,
        "notices": confidence.notices(draft.reading) if draft else [],
        "mine": [
            (
                unit,
                len(duties.get(unit.id, ())),
                own.get(unit.id, []),
                unit.id in draws and may("end", plan.state),
            )
            for unit in mine
        ],
        "own_plans": len(cascade.own_plans(plan, units)),
        "above": [p for p in carried_out(plan) if request.user.has_perm("plans.read", p)],
        "drawn_up": answers.is_drawn_up(queries.current_edition(plan)),
        "working": [(unit, duties[unit.id]) for unit in units if unit.id in duties],
        "items": len({d.work_item_id for rows in duties.values() for d in rows}),
        "unanswered": queries.unanswered_provisions(plan),
        "history": history_of(plan) if checks else [],
        "issuer": issuer_of(plan, units),
        "focal": focal_unit_of(plan, units),
    }
    return render(request, "plans/plan.html", context)


def own_plans_of(request: HttpRequest, plan: Plan) -> dict[int, list[Plan]]:
    """The plans that carry out this one and that a person may read, drafts too, by unit."""
    links = PlanLink.objects.filter(
        other=plan,
        kind=PlanLink.Kind.CARRIES_OUT,
        state=LinkState.CONFIRMED,
        plan__issuer__in=mine_of(request),
    )
    found: dict[int, list[Plan]] = {}
    for one in queries.plans_for(user_of(request)).filter(pk__in=links.values("plan")).exclude(state="ended"):
        found.setdefault(one.issuer_id, []).append(one)
    return found


def mine_of(request: HttpRequest) -> set[int]:
    """The units in which a person holds a role today."""
    return {r.unit_id for r in roles_of(user_of(request))}


@own("plans.read")
def work(request: HttpRequest, key: str) -> HttpResponse:
    """What one unit has to do by a plan: its exact words, with those who lead or cooperate beside it; as of a day, of a
    unit that is no more as of its last one."""
    plan = plan_of(request, key, "plans.read")
    stood = as_it_stood(request.GET.get("unit", ""), day_asked(request))
    if stood is None:
        raise Http404
    unit, units = stood
    now = tree()
    context = {
        "plan": plan,
        "unit": unit,
        "as_of": units.day if units.day != now.day else None,
        "is_gone": unit.id not in now,
        "followers": [now[heir] for heir in followers(unit.id)],
        **work_of(plan, unit, units, user_of(request)),
    }
    return render(request, "plans/work.html", context)


def day_asked(request: HttpRequest) -> datetime.date | None:
    """The day that is asked for in the address; none where it is no day."""
    text = request.GET.get("day", "").strip()
    try:
        return DAY.typed_reader()(text) if text else None
    except BadText:
        return None


@own("plans.read")
def contents(request: HttpRequest, key: str) -> HttpResponse:
    """The contents of a plan, the work items that carry them out, and the contents nobody answers."""
    plan = plan_of(request, key, "plans.read")
    checks = request.user.has_perm("plans.check", plan)
    edition = queries.draft_edition(plan) if checks else None
    edition = edition or queries.current_edition(plan)
    table = contents_table(edition, tree(), checks) if edition else {}
    if edition and edition.state == Edition.State.CONFIRMED:
        totals = cascade.answered_by(plan, tree())
        for content in table["contents"]:
            content.answered = totals.get(content.provision.pk, 0)
    context = {**frame(plan, edition, "plans:contents"), "checks": checks, **table}
    return render(request, "plans/contents.html", context)


@own("plans.read")
def source(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """The file of an edition; that of a draft only for those who check it."""
    plan = plan_of(request, key, "plans.read")
    edition = plan.editions.select_related("source").filter(number=number).first()
    if edition is None:
        raise Http404
    if edition.state != Edition.State.CONFIRMED and not request.user.has_perm("plans.check", plan):
        raise Http404
    return attachments.download(edition.source, edition.file_name)
