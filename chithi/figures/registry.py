"""Writes of the catalogue: indicators, who collects them, targets."""

import datetime
from typing import Any

from django.utils import timezone

from chithi.figures.models import Collector, Indicator, Target
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.shell.models import alone
from chithi.units.models import Unit

CHANGEABLE = (
    "title_vi", "title_en", "definition_vi", "definition_en", "unit_vi", "unit_en", "asked", "breakdowns",
    "numerator_vi", "numerator_en", "denominator_vi", "denominator_en", "collector_vi", "collector_en",
    "source", "source_mark", "order",
)  # fmt: skip
"""What may change once figures stand; kind, scale and split decide what they mean and stay."""


def locked(indicator: Indicator) -> Indicator:
    """The indicator as it stands now, locked with its targets and collectors until the end of the transaction."""
    return Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)


@action("figures.add_indicator")
def add_indicator(fields: dict[str, Any], *, actor: Actor) -> Indicator:
    """Add an indicator to the catalogue; ``fields`` are those of the model."""
    alone()
    last = Indicator.objects.order_by("-order").values_list("order", flat=True).first() or 0
    made = Indicator.objects.create(**{"order": last + 10, **fields})
    record(actor, made, name=made.code, new=fields)
    return made


@action("figures.change_indicator")
def change_indicator(indicator: Indicator, fields: dict[str, Any], *, actor: Actor) -> Indicator:
    """Change what an indicator is called, says and whom it asks."""
    indicator = locked(indicator)
    new = {k: v for k, v in fields.items() if k in CHANGEABLE and getattr(indicator, k) != v}
    if not new:
        nothing_changed()
        return indicator
    old = {k: getattr(indicator, k) for k in new}
    for name, value in new.items():
        setattr(indicator, name, value)
    indicator.save(update_fields=list(new))
    record(actor, indicator, name=indicator.code, old=old, new=new)
    return indicator


@action("figures.withdraw_indicator")
def withdraw_indicator(indicator: Indicator, reason: str, *, actor: Actor) -> None:
    """Ask an indicator of nobody any more; its figures stay."""
    indicator = locked(indicator)
    if indicator.withdrawn_at is not None:
        return nothing_changed()
    indicator.withdrawn_at = timezone.now()
    indicator.save(update_fields=["withdrawn_at"])
    record(
        actor,
        indicator,
        name=indicator.code,
        old={"withdrawn": False},
        new={"withdrawn": True},
        reason=reason,
    )


@action("figures.name_collector")
def name_collector(
    indicator: Indicator, unit: Unit, valid_from: datetime.date, *, actor: Actor
) -> Collector | None:
    """From a day on the figure of a unit stands for everybody's; the others are compared with it."""
    locked(indicator)
    standing = indicator.collectors.filter(unit=unit, valid_to=None).first()
    if standing is not None:
        nothing_changed()
        return standing
    made = Collector.objects.create(indicator=indicator, unit=unit, valid_from=valid_from)
    record(actor, indicator, name=indicator.code, new={"collector": unit.key, "valid_from": valid_from})
    return made


@action("figures.end_collector")
def end_collector(collector: Collector, valid_to: datetime.date, *, actor: Actor) -> None:
    """The last day on which a unit is the collector; a day before its first takes the naming back."""
    locked(collector.indicator)
    collector.refresh_from_db(fields=["valid_to"])
    if collector.valid_to is not None:
        return nothing_changed()
    collector.valid_to = valid_to
    collector.save(update_fields=["valid_to"])
    indicator = collector.indicator
    record(
        actor,
        indicator,
        name=indicator.code,
        old={"collector": str(collector.unit)},
        new={"valid_to": valid_to},
    )


@action("figures.set_target")
def set_target(
    indicator: Indicator, unit: Unit, year: int, value: int, direction: str, source: str = "", *, actor: Actor
) -> Target:
    """A value (scaled by the indicator's scale) to reach by the end of a year; an older one gives way."""
    locked(indicator)
    standing = Target.objects.filter(indicator=indicator, unit=unit, year=year, withdrawn_at=None).first()
    wanted = (value, direction, source)
    if standing is not None and (standing.value, standing.direction, standing.source) == wanted:
        nothing_changed()
        return standing
    if standing is not None:
        standing.withdrawn_at = timezone.now()
        standing.save(update_fields=["withdrawn_at"])
    made = Target.objects.create(
        indicator=indicator, unit=unit, year=year, value=value, direction=direction, source=source
    )
    record(
        actor,
        made,
        name=f"{indicator.code} {year}",
        old=described(standing) if standing is not None else {},
        new=described(made),
    )
    return made


@action("figures.withdraw_target")
def withdraw_target(target: Target, reason: str = "", *, actor: Actor) -> None:
    """Take a target back; it stays in the journal."""
    locked(target.indicator)
    target.refresh_from_db(fields=["withdrawn_at"])
    if target.withdrawn_at is not None:
        return nothing_changed()
    target.withdrawn_at = timezone.now()
    target.save(update_fields=["withdrawn_at"])
    name = f"{target.indicator.code} {target.year}"
    record(actor, target, name=name, old=described(target), new={"withdrawn": True}, reason=reason)


def described(target: Target) -> dict[str, Any]:
    return {"value": target.value, "direction": target.direction, "source": target.source}
