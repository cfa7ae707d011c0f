"""The matrix contents × units, as page and as file, and the page of one content."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from chithi.access import own
from chithi.plans.cascade import State, Table, matrix, one_content
from chithi.plans.models import Plan, Provision
from chithi.plans.pages import plan_of
from chithi.sheets.asked import day_asked
from chithi.sheets.downloads import Download, table_response
from chithi.sheets.tables import Column
from chithi.units.kinds import KINDS
from chithi.units.queries import tree

STATES = {
    State.ANSWERED: ("✓", pgettext_lazy("content", "yes"), gettext_lazy("answered by the own plan"), "good"),
    State.MORE: ("+", pgettext_lazy("content", "more"), gettext_lazy("answered though not asked"), "good"),
    State.PROPOSED: (
        "?",
        pgettext_lazy("content", "look"),
        gettext_lazy("proposed, not confirmed yet"),
        "warn",
    ),
    State.OPEN: ("✕", pgettext_lazy("content", "open"), gettext_lazy("asked and left open"), "bad"),
}
"""What a cell says: sign, short word, the word in full, look."""


def asked(request: HttpRequest, plan: Plan) -> tuple[Table, Table, str, bool]:
    """The whole matrix of the day that is asked for, what is asked of it, and by what it is narrowed."""
    whole = matrix(plan, tree(day_asked(request.GET.get("day", ""))[0]))
    kinds = {row.unit.kind for row in whole.rows}
    kind = request.GET.get("kind", "")
    kind, open_only = kind if kind in kinds else "", request.GET.get("open") == "1"
    return whole, whole.narrowed(kind, open_only), kind, open_only


@own("plans.read")
@require_GET
def cascade(request: HttpRequest, key: str) -> HttpResponse:
    """Which units answer which contents by their own plans, at a glance."""
    plan = plan_of(request, key, "plans.read")
    whole, shown, kind, open_only = asked(request, plan)
    day, wrong = day_asked(request.GET.get("day", ""))
    kinds = {row.unit.kind for row in whole.rows}
    context = {
        "plan": plan,
        "table": shown,
        "heads": list(zip(shown.provisions, shown.totals, strict=True)),
        "units": len(whole.rows),
        "with_plan": sum(bool(row.plans) for row in whole.rows),
        "pairs": (sum(row.answered for row in whole.rows), sum(row.asked for row in whole.rows)),
        "day": day,
        "wrong": wrong,
        "kinds": [(k, KINDS[k].label) for k in KINDS if k in kinds],
        "kind": kind,
        "open_only": open_only,
        "states": STATES,
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/cascade.html", context)


@own("plans.read")
@require_GET
def cascade_table(request: HttpRequest, key: str, ending: str) -> HttpResponseBase:
    """The same as CSV or .xlsx, narrowed in the same way."""
    plan = plan_of(request, key, "plans.read")
    _whole, shown, _kind, _open = asked(request, plan)
    fixed = (
        Column("unit", gettext_lazy("Key"), width=22),
        Column("name", gettext_lazy("Unit"), width=46),
        Column("kind", gettext_lazy("Kind"), width=22),
        Column("plan", gettext_lazy("Own plan"), width=30),
        Column("asked", gettext_lazy("Asked"), number=True, width=10),
        Column("answered", pgettext_lazy("contents", "Answered"), number=True, width=10),
    )
    contents = tuple(Column(p.at, p.text, width=22) for p in shown.provisions)
    shape = Download(f"cascade-{plan.key}", (*fixed, *contents))
    return table_response(shape, table_rows(shown), ending)


def table_rows(table: Table) -> Iterator[list[Any]]:
    """One row for each unit, in the order of the tree; the states in words."""
    for row in table.rows:
        plans = "; ".join(plan.number or str(plan) for plan in row.plans)
        kind = str(KINDS[row.unit.kind].label) if row.unit.kind in KINDS else row.unit.kind
        words = [str(STATES[s][2]) if s else "" for s in row.states]
        yield [row.unit.key, row.unit.name, kind, plans, row.asked, row.answered, *words]


@own("plans.read")
@require_GET
def provision(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One content: which units answer it with which words, and which leave it open."""
    plan = plan_of(request, key, "plans.read")
    rows = Provision.objects.filter(plan=plan, withdrawn_at=None).select_related("plan", "edition")
    found = get_object_or_404(rows, pk=pk)
    if found.edition.state == "draft" and not request.user.has_perm("plans.check", plan):
        raise Http404
    return render(
        request,
        "plans/provision.html",
        {"plan": plan, "provision": found, "found": one_content(found, tree())},
    )
