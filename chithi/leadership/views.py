"""Pages of committees: which units lack one or have one that is out of date; the committee of a unit; its
reconstitution. Names stand only where the reader may read the names of the unit; functions always."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from chithi.access import allow, fetch, id_of, own, user_of
from chithi.leadership import actions
from chithi.leadership.advice import VERDICTS, next_step, of_seat, said
from chithi.leadership.committee_queries import Line, history, review, seats_of
from chithi.leadership.committees import REGISTER
from chithi.leadership.members import REGISTER as MEMBERS
from chithi.leadership.members import Member
from chithi.leadership.rules import named_units
from chithi.leadership.shares import Tally
from chithi.leadership.upkeep import Verdict
from chithi.sheets.asked import day_asked
from chithi.sheets.downloads import Download, table_response
from chithi.sheets.record_actions import Refused
from chithi.sheets.register_forms import RecordForm, first_values
from chithi.sheets.tables import Column
from chithi.shell.clock import today
from chithi.units.following import as_it_stood, followers
from chithi.units.kinds import KINDS
from chithi.units.models import Unit
from chithi.units.naming import names
from chithi.units.queries import tree
from chithi.units.tree import Node

TO_DO = "to-do"
"""All units with something to do, as a choice beside the single states."""
DECIDED = ("title", "decision_number", "decision_day", "valid_from", "term_until", "chair_post")
"""What the decision on a reconstituted committee says."""


REVIEW = Download(
    "committees-to-renew",
    (
        Column("unit", gettext_lazy("Key"), width=22),
        Column("name", gettext_lazy("Unit"), width=46),
        Column("kind", gettext_lazy("Kind of unit"), width=22),
        Column("state", gettext_lazy("State"), width=26),
        Column("reason", gettext_lazy("Reason"), width=70),
        Column("next", gettext_lazy("What to do next"), width=70),
        Column("decision", gettext_lazy("Number of the decision"), width=20),
        Column("decided", gettext_lazy("Day of the decision"), width=16),
        Column("chair", gettext_lazy("Chair by post"), width=40),
        Column("women", gettext_lazy("Women"), number=True, width=10),
        Column("members", gettext_lazy("Members"), number=True, width=10),
    ),
)


def asked(request: HttpRequest) -> tuple[list[Line], datetime.date, str, str, Node | None]:
    """The units as of a day, of a branch where one is named; the day, what is wrong with it, the state, the branch."""
    day, wrong = day_asked(request.GET.get("day", ""))
    now = tree(day)
    key = request.GET.get("unit", "")
    branch = now.by_key(key) if key else None
    if key and branch is None:
        raise Http404
    only = {node.id for node in now.subtree(branch.id)} if branch is not None else None
    return review(day, only), day, wrong, request.GET.get("state", TO_DO), branch


def of_state(lines: list[Line], state: str) -> list[Line]:
    """The units of a state; of ``to-do`` all that are not in order, of "" all."""
    if state == TO_DO:
        return [one for one in lines if one.verdict != Verdict.GOOD]
    return [one for one in lines if not state or one.verdict == state]


def told(line: Line) -> list[tuple[str, str]]:
    """(what is not in order, what to do next)."""
    return [(said(reason), next_step(reason)) for reason in line.reasons]


@allow("leadership.read")
@require_GET
def committees(request: HttpRequest) -> HttpResponse:
    """Which units lack a committee, have one out of date or without its chair, and what to do next."""
    lines, day, wrong, state, branch = asked(request)
    now = tree(day)
    context = {
        "day": day,
        "wrong": wrong,
        "state": state,
        "branch": branch,
        "branches": [node for node in now if now.children(node.id)],
        "states": [(v.value, VERDICTS[v], len(of_state(lines, v))) for v in Verdict],
        "to_do": len(of_state(lines, TO_DO)),
        "all": len(lines),
        "rows": [(one, VERDICTS[one.verdict], told(one)) for one in of_state(lines, state)],
    }
    return render(request, "leadership/committees.html", context)


@allow("leadership.read")
@require_GET
def committees_table(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The same list, one row for each reason, as CSV or .xlsx."""
    lines, _day, _wrong, state, _branch = asked(request)
    rows = review_rows(of_state(lines, state))
    return table_response(REVIEW, rows, ending)


def review_rows(lines: list[Line]) -> Iterator[Mapping[str, Any]]:
    for one in lines:
        committee = one.committee
        row = {
            "unit": one.node.key,
            "name": one.node.name,
            "kind": str(KINDS[one.node.kind].label) if one.node.kind in KINDS else one.node.kind,
            "state": str(VERDICTS[one.verdict][0]),
            "decision": committee.decision_number if committee else "",
            "decided": f"{committee.decision_day:%d/%m/%Y}" if committee else "",
            "chair": committee.chair_post if committee else "",
            "women": one.women if committee else "",
            "members": len(one.members) if committee else "",
        }
        for reason, step in told(one) or [("", "")]:
            yield {**row, "reason": reason, "next": step}


@allow("leadership.read")
@require_GET
def committee(request: HttpRequest, key: str) -> HttpResponse:
    """The committee of a unit as of a day, of one that is no more as of its last: who sits on it, who came and went,
    what it met about and set out to do."""
    user, (day, wrong) = user_of(request), day_asked(request.GET.get("day", ""))
    is_asked = bool(request.GET.get("day", "").strip()) and not wrong
    stood = as_it_stood(key, day if is_asked else None)
    if stood is None:
        raise Http404
    node, day, now = stood[0], stood[1].day, tree()
    line = next(iter(review(day, {node.id})), None)
    present = line.committee if line is not None else None
    unit = Unit.objects.get(pk=node.id)
    past = history(node.id, day)
    seats = seats_of(line, day) if line is not None else []
    called = names({s.member.from_unit_id for s in seats if s.member.from_unit_id})
    context = {
        "node": node,
        "day": day,
        "wrong": wrong,
        "line": line,
        "committee": present,
        "state": VERDICTS[line.verdict] if line is not None else None,
        "reasons": told(line) if line is not None else [],
        "seats": [(s.member, of_seat(s.reasons), called.get(s.member.from_unit_id or 0, "")) for s in seats],
        "functions": functions(line.members) if line is not None else [],
        "history": past,
        "meetings": [one for one in past.meetings if one.day.year == day.year],
        "programmes": [one for one in past.programmes if one.year == day.year],
        "named": node.id in named_units(user, MEMBERS.name),
        "may_change": node.id in now and user.has_perm("leadership.change_unit", unit),
        "is_gone": node.id not in now,
        "followers": [now[heir] for heir in followers(node.id)],
        "of_committee": urlencode({"committee": present.pk}) if present is not None else "",
    }
    return render(request, "leadership/committee.html", context)


def functions(members: tuple[Member, ...]) -> list[tuple[Any, Tally]]:
    """Women among all members, by function and together."""
    found = []
    for role in Member.Role:
        mine = [one for one in members if one.role == role]
        if mine:
            found.append((role.label, tally(mine)))
    return [*found, (_("Together"), tally(members))]


def tally(members: Any) -> Tally:
    return Tally(sum(one.sex == "F" for one in members), len(members))


@own("leadership.change_unit")
def reconstitute(request: HttpRequest, key: str) -> HttpResponse:
    """Enter the decision that makes the committee anew, with the members who stay."""
    unit, user = fetch(request, "leadership.change_unit", Unit.objects.all(), key=key), user_of(request)
    line = next(iter(review(today(), {unit.pk})), None)
    if line is None or line.committee is None:
        raise Http404
    old = line.committee
    seats = seats_of(line, today())
    first = {**first_values(REGISTER, user, old), "unit": unit.pk, "decision_number": ""}
    form = RecordForm(REGISTER, request.POST or None, user=user, values=first, only=DECIDED)
    stay = {pk for text in request.POST.getlist("stay") if (pk := id_of(text)) is not None}
    if request.method == "POST" and form.is_valid():
        try:
            made, kept = actions.reconstitute(old.pk, form.cleaned_data, stay, actor=user)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(
                request,
                _("“%(name)s” has been reconstituted; %(count)s members stay. Enter the new ones.")
                % {"name": made, "count": kept},
            )
            return redirect(f"{reverse('registers:list', args=['committee-members'])}?committee={made.pk}")
    chosen = stay if request.method == "POST" else {s.member.pk for s in seats if not s.reasons}
    context = {
        "node": line.node,
        "committee": old,
        "form": form,
        "fields": [form[name] for name in DECIDED],
        "seats": [(s.member, of_seat(s.reasons), s.member.pk in chosen) for s in seats],
    }
    return render(request, "leadership/reconstitute.html", context, status=422 if form.errors else 200)
