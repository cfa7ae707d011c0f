"""What a reorganisation means for plans: work items keep their words, and pass to whoever follows when they are read.

Nothing is written here: ``passing`` follows each name to the day that is asked about.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.journal.actions import Actor
from chithi.journal.models import Entry
from chithi.plans.models import Assignment, ChosenMember, Plan, WorkItem
from chithi.plans.passing import Place, Source, places, sources, ways
from chithi.units.lineage import Link
from chithi.units.queries import not_over
from chithi.units.reorganising import Coming, Moved
from chithi.units.tree import Tree

NAMED = 5
"""Tasks that are named of one unit; of more only the number is told."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Passing:
    """A work item that passes from one unit to another, or to nobody (``heir`` None). ``is_parted``: it passes to all
    parts of the unit, for nobody said to which."""

    item: WorkItem
    unit: int
    heir: int | None
    is_parted: bool = False

    @property
    def words(self) -> str:
        return f"{self.item.at} ({self.item.plan.number or self.item.plan.key})"


def preview(found: Coming) -> list[Moved]:
    moving = list(passing(found))
    whole = [one for one in moving if one.heir is not None and not one.is_parted]
    parted = [one for one in moving if one.is_parted]
    lost = [one for one in moving if one.heir is None]
    names = found.names()
    heads = list(plan_heads(found, names))
    return [
        moved(gettext_lazy("Tasks that pass"), whole, names),
        moved(
            gettext_lazy("Tasks of parted units: all parts owe them unless one is named"), parted, names, True
        ),
        moved(gettext_lazy("Tasks that nobody owes any more: assign them anew"), lost, names, True),
        Moved(gettext_lazy("Plans whose issuer or focal unit ends"), heads, False, len(heads)),
    ]


def moved(
    title: str | Promise, rows: Sequence[Passing], names: Mapping[int, str], care: bool = False
) -> Moved:
    """``Sở A → Sở B: 12: III.1 (12/KH-UBND), …``, a line for each pair of units."""
    by_pair: dict[tuple[int, int | None], list[Passing]] = {}
    for one in rows:
        by_pair.setdefault((one.unit, one.heir), []).append(one)
    lines = []
    for (unit, heir), items in by_pair.items():
        counted = Counter(one.words for one in items).items()
        places = [f"{words} × {count}" if count > 1 else words for words, count in counted]
        shown = ", ".join(places[:NAMED])
        way = names.get(unit, "?") + (f" → {names.get(heir, '?')}" if heir is not None else "")
        lines.append(f"{way}: {len(items)}: {shown}{', …' if len(places) > NAMED else ''}")
    return Moved(title, lines, care and bool(rows), len({one.item.pk for one in rows}))


def passing(found: Coming) -> Iterator[Passing]:
    """What passes of the work items that bind on the last of its days or after it."""
    day = max(row.day for row in found.rows)
    items = {
        i.pk: i
        for i in WorkItem.objects.filter(not_over(found.first), valid_from__isnull=False)
        .select_related("plan")
        .order_by("plan", "order")
    }
    standing = Assignment.objects.filter(work_item__in=items, withdrawn_at=None).select_related("group")
    assignments = sorted(standing, key=lambda a: (*_place(items[a.work_item_id]), a.pk))
    meant = sources(assignments, _tree_before(found), found.known)
    where, new = places(items, found.lineage, day), frozenset(found.links)
    done = set()
    for a in assignments:
        for source in meant[a.pk]:
            for unit, heir, is_parted in passes(found, new, source, where[a.work_item_id], day):
                if (a.work_item_id, unit, heir) not in done:
                    done.add((a.work_item_id, unit, heir))
                    yield Passing(items[a.work_item_id], unit, heir, is_parted)


def _place(item: WorkItem) -> tuple[int, int]:
    return item.plan_id, item.order


def _tree_before(found: Coming) -> Tree:
    """The units of the day before, as they stand."""
    return found.before_on(found.first - _DAY)


def passes(
    found: Coming, new: Set[Link], source: Source, place: Place, day: datetime.date
) -> Iterator[tuple[int, int | None, bool]]:
    """(unit, who follows it, whether it is parted) for what an assignment gave to a unit, as far as this reorganisation
    moves it. What a group has by the kind of its units moves only with its clause: the group is asked anew."""
    had = ways(source, place, found.known, day)
    have = ways(source, place, found.lineage, day)
    for unit in had.keys() - have.keys():
        mine = {heir: step for heir, way in have.items() if (step := first_new(new, unit, way)) is not None}
        if source.is_by_kind and not any(link.function for link in mine.values()):
            continue
        if not mine:
            yield unit, None, False
        for heir, link in mine.items():
            yield unit, heir, len(mine) > 1 and not link.function


def first_new(new: Set[Link], unit: int, way: Iterable[Link]) -> Link | None:
    """The step of a way that leads away from a unit by this reorganisation."""
    return next((link for link in way if link.old == unit and link in new), None)


def plan_heads(found: Coming, names: Mapping[int, str]) -> Iterator[str]:
    """The plans, drafts too, whose issuer or focal unit it ends, with who follows."""
    ended = list(found.ended)
    plans = Plan.objects.filter(Q(issuer__in=ended) | Q(focal_unit__in=ended), ended_on=None).order_by("pk")
    for plan in plans.exclude(state=Plan.State.ENDED):
        for unit in dict.fromkeys((plan.issuer_id, plan.focal_unit_id)):
            if unit in found.ended:
                heirs = "; ".join(names.get(heir, "?") for heir in found.heirs[unit]) or "–"
                yield f"{plan}: {names[unit]} → {heirs}"


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    return {}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    return None


def worked_on(found: Coming, since: datetime.datetime) -> str:
    """Somebody changed a plan that names its units, after it."""
    entries = Entry.objects.filter(at__gt=since, verb__startswith="plans.")
    plans = entries.filter(subject_kind="plans.plan").values("subject_id")
    items = entries.filter(subject_kind="plans.workitem").values("subject_id")
    changed = set(Plan.objects.filter(Q(pk__in=plans) | Q(work_items__in=items)).values_list("pk", flat=True))
    if not changed:
        return ""
    named = Assignment.objects.filter(work_item__plan__in=changed)
    chosen = ChosenMember.objects.filter(assignment__work_item__plan__in=changed)
    for rows, plan in ((named, "work_item__plan"), (chosen, "assignment__work_item__plan")):
        for unit, pk in rows.values_list("unit", plan).distinct():
            if unit in found.touched:
                return _("The plan “%(plan)s” was changed after it.") % {"plan": Plan.objects.get(pk=pk)}
    for head in Plan.objects.filter(pk__in=changed):
        if not {head.issuer_id, head.focal_unit_id}.isdisjoint(found.touched):
            return _("The plan “%(plan)s” was changed after it.") % {"plan": head}
    return ""
