"""What a reorganisation means for figures: they stay with the unit that gave them, and series go on by lineage.

Nothing is written here. Targets are of a unit and do not add up: somebody sets those of the units that follow.
"""

import datetime
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures.models import Collector, Observation, Target
from chithi.journal.actions import Actor
from chithi.units.queries import not_over
from chithi.units.reorganising import Coming, Moved, Work, in_portions

DAY = datetime.timedelta(days=1)


def preview(found: Coming) -> list[Moved]:
    names = found.names()
    whole: list[str] = []
    shared: list[str] = []
    parted: list[str] = []
    days = {link.old: link.day for link in found.links if link.kind == "split"} | found.ended
    for unit, count in sorted(given(days).items(), key=lambda pair: names[pair[0]]):
        heir = found.whole_heirs.get(unit)
        said = _("%(count)s indicators with figures") % {"count": count}
        if heir is not None:
            whole.append(f"{names[unit]} → {names.get(heir, '')}: {said}")
        elif found.lineage.flow(unit, days[unit] - DAY, days[unit]).has_shares:
            shared.append(f"{names[unit]}: {said}")
        else:
            parted.append(f"{names[unit]}: {said}")
    kept = of_units(found, Target.objects.filter(withdrawn_at=None))
    targets = [
        f"{names[t.unit_id]}: {t.indicator.title}, {t.year}"
        for t in kept
        if t.year >= found.ended[t.unit_id].year
    ]
    collecting = [
        f"{names[c.unit_id]}: {c.indicator.title}"
        for c in of_units(found, Collector.objects.filter(not_over(found.first)))
        if c.unit_id not in found.whole_heirs
    ]
    return [
        Moved(gettext_lazy("Series that go on"), whole, count=len(whole)),
        Moved(
            gettext_lazy("Series of earlier years that are shared out in today's borders"),
            shared,
            count=len(shared),
        ),
        Moved(
            gettext_lazy(
                "Series that cannot be attributed: the units that follow are not comparable with them"
            ),
            parted,
            bool(parted),
            len(parted),
        ),
        Moved(
            gettext_lazy("Targets that end: set those of the units that follow"),
            targets,
            bool(targets),
            len(targets),
        ),
        Moved(
            gettext_lazy("Figures whose collector is parted or abolished: name another"),
            collecting,
            bool(collecting),
            len(collecting),
        ),
    ]


def of_units(found: Coming, rows: QuerySet[Any]) -> list[Any]:
    """The rows of the units that end."""
    kept: list[Any] = []
    named = rows.select_related("indicator")
    in_portions(list(found.ended), lambda units: kept.extend(named.filter(unit__in=units)))
    return kept


def given(units: Collection[int]) -> dict[int, int]:
    """How many indicators have official figures of each of some units."""
    counted: dict[int, int] = {}
    in_portions(
        list(units),
        lambda some: counted.update(
            Observation.objects.filter(unit__in=some, is_official=True)
            .order_by()
            .values_list("unit")
            .annotate(Count("indicator", distinct=True))
        ),
    )
    return counted


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    return {}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    return None


def worked_on(found: Coming, since: datetime.datetime) -> str:
    """A figure was given since by a unit that it touched."""
    touched = list(found.touched)
    for start in range(0, len(touched), 5000):
        row = (
            Observation.objects.filter(recorded_at__gt=since, unit__in=touched[start : start + 5000])
            .select_related("unit", "indicator")
            .first()
        )
        if row is not None:
            what = _("%(unit)s has given figures since.") % {"unit": row.unit}
            url = reverse("figures:indicator", args=[row.indicator.code])
            return Work(what, row.recorded_by, row.recorded_at, url)
    return ""
