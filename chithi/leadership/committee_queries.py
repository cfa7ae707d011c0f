"""Committees as of a day: unit by unit whether they are in order, and one of them in full."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef

from chithi.leadership.committees import Committee, in_office
from chithi.leadership.holders import Holder
from chithi.leadership.meetings import Meeting
from chithi.leadership.members import Member
from chithi.leadership.posts import Post
from chithi.leadership.programmes import Programme
from chithi.leadership.upkeep import (
    MUST,
    ONE,
    Change,
    Held,
    Kept,
    Reason,
    Sitting,
    Term,
    Verdict,
    changes,
    left,
    reasons,
    services,
    verdict,
)
from chithi.units import naming as units
from chithi.units.queries import held_on, tree
from chithi.units.tree import Node
from chithi.vietnamese import fold, tone_normalised


@dataclass(frozen=True)
class Line:
    """A unit with its committee, if it has one, and what is not in order."""

    node: Node
    committee: Committee | None
    members: tuple[Member, ...]
    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def women(self) -> int:
        return sum(one.sex == "F" for one in self.members)


def review(day: datetime.date, only: Collection[int] | None = None) -> list[Line]:
    """The units that must have a committee or have one, in the order of the tree; of some units only where named. Some
    seven queries, however many units."""
    now = tree(day)
    nodes = [node for node in now if only is None or node.id in only]
    rows = Committee._default_manager.filter(withdrawn_at=None)
    if only is not None:
        rows = rows.filter(unit__in=only)
    standing = {one.unit_id: one for one in rows.filter(in_office(day)).annotate(**at_work(day))}
    sitting = members_on(day, standing.values())
    seats = sittings(day, [one for members in sitting.values() for one in members])
    dissolved = dict(rows.filter(valid_to__lt=day).order_by().values_list("unit").annotate(Max("valid_to")))
    found = []
    for node in nodes:
        one = standing.get(node.id)
        if one is None and node.kind not in MUST:
            continue
        members = tuple(sitting[one.pk]) if one is not None else ()
        kept = kept_of(one, [seats[member.pk] for member in members]) if one is not None else None
        why = reasons(kept, node.kind in MUST, day, dissolved.get(node.id))
        found.append(Line(node, one, members, verdict(why, one is not None), why))
    return found


def at_work(day: datetime.date) -> dict[str, Exists]:
    """Whether any committee of the unit met, and has a programme, in the year of a day."""
    same = {"committee__unit": OuterRef("unit"), "committee__withdrawn_at": None, "withdrawn_at": None}
    first = datetime.date(day.year, 1, 1)
    met = Meeting._default_manager.filter(day__gte=first, day__lte=day, **same)
    planned = Programme._default_manager.filter(year=day.year, issued_on__lte=day, **same)
    return {"met": Exists(met), "planned": Exists(planned)}


def kept_of(one: Any, sitting: Iterable[Sitting]) -> Kept:
    """A committee with the answers of ``at_work``, as plain values."""
    return Kept(one.decision_day, one.valid_from, one.term_until, tuple(sitting), one.met, one.planned)


ORDER = {role: number for number, role in enumerate(Member.Role.values)}


def members_on(day: datetime.date, committees: Iterable[Committee]) -> dict[int, list[Member]]:
    """Committee → those who sit on it on a day, the chair first. One query."""
    found: dict[int, list[Member]] = defaultdict(list)
    named = [one.pk for one in committees]
    rows = Member._default_manager.filter(
        held_on(day), committee__in=named, withdrawn_at=None
    ).select_related("leading_post")
    for one in sorted(rows, key=lambda one: (ORDER.get(one.role, 9), one.pk)):
        found[one.committee_id].append(one)
    return found


def sittings(day: datetime.date, members: Collection[Member]) -> dict[int, Sitting]:
    """Member → what is known of the post and unit that made them one. Two queries at most."""
    held = posts_held({post.pk: post for one in members if (post := one.leading_post) is not None})
    now = tree(day)
    gone = {one.from_unit_id for one in members if one.from_unit_id and one.from_unit_id not in now}
    called: Mapping[int, str] = units.names(gone) if gone else {}
    return {
        one.pk: Sitting(
            one.role,
            fold(one.name),
            held.get(one.leading_post_id or 0),
            called.get(one.from_unit_id or 0, "?") if one.from_unit_id in gone else "",
        )
        for one in members
    }


def posts_held(posts: Mapping[int, Post]) -> dict[int, Held]:
    """Posts with whoever held them; a withdrawn one says nothing. One query, none where there is no post."""
    if not posts:
        return {}
    terms: dict[int, list[Term]] = defaultdict(list)
    rows = Holder._default_manager.filter(post__in=posts, withdrawn_at=None).order_by("pk")
    for pk, name, first, last in rows.values_list("post", "name", "valid_from", "valid_to"):
        terms[pk].append(Term(fold(name), first, last))
    return {
        pk: Held(one.title, one.valid_to, one.seats, tuple(terms[pk]))
        for pk, one in posts.items()
        if one.withdrawn_at is None
    }


@dataclass(frozen=True)
class Seat:
    """A member on the page of a committee, and why they should no longer sit."""

    member: Member
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Turn:
    """A day on which somebody joined or left: the decision of that day, if there is one, and whom it was."""

    day: datetime.date
    decision: Committee | None
    joined: tuple[Member, ...]
    left: tuple[Member, ...]


@dataclass(frozen=True)
class History:
    """The committees of a unit up to a day, the newest first; who came and went, and what they did."""

    committees: tuple[Committee, ...]
    turns: tuple[Turn, ...]
    meetings: tuple[Meeting, ...]
    programmes: tuple[Programme, ...]


def seats_of(line: Line, day: datetime.date) -> list[Seat]:
    """The composition as of a day."""
    known = sittings(day, line.members)
    return [Seat(one, tuple(left(known[one.pk], day))) for one in line.members]


def history(unit_id: int, day: datetime.date) -> History:
    """Everything of the committees of one unit up to a day. Four queries."""
    rows = Committee._default_manager.filter(unit=unit_id, withdrawn_at=None, valid_from__lte=day)
    committees = list(rows.order_by("valid_from", "pk"))
    members = Member._default_manager.filter(committee__in=committees, withdrawn_at=None).order_by("pk")
    done = {"committee__in": committees, "withdrawn_at": None}
    meetings = Meeting._default_manager.filter(day__lte=day, **done).order_by("-day", "-pk")
    programmes = Programme._default_manager.filter(issued_on__lte=day, **done).order_by("-year", "-issued_on")
    return History(
        tuple(committees[::-1]),
        tuple(turns(committees, list(members), day)),
        tuple(meetings),
        tuple(programmes),
    )


def turns(committees: list[Committee], members: list[Member], day: datetime.date) -> list[Turn]:
    """Who joined and left, day by day, the newest first; ``committees`` are the oldest first."""
    ends: dict[int, datetime.date | None] = {}
    for one, later in zip(committees, [*committees, None][1:], strict=True):
        replaced = later.valid_from - ONE if later is not None else None
        ends[one.pk] = min((d for d in (one.valid_to, replaced) if d is not None), default=None)
    begun = {one.pk: one.valid_from for one in committees}
    spans, called = [], {}
    for member in members:
        last = min((d for d in (member.valid_to, ends[member.committee_id]) if d is not None), default=None)
        key = tone_normalised(member.name).casefold()
        spans.append((key, max(member.valid_from, begun[member.committee_id]), last))
        called[key] = member
    decided = {one.valid_from: one for one in committees}

    def turn(one: Change) -> Turn:
        joined, gone = (tuple(called[key] for key in keys) for keys in (one.joined, one.left))
        return Turn(one.day, decided.get(one.day), joined, gone)

    return [turn(one) for one in changes(services(spans), day)]
