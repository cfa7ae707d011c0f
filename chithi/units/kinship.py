"""What a unit came from and where it went, as its page says it."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from chithi.sheets.catalogue import REGISTERS
from chithi.units import naming
from chithi.units.acts import called
from chithi.units.lineage import Link
from chithi.units.models import Succession
from chithi.units.queries import lineage


@dataclass(frozen=True)
class Step:
    """A decision by which a unit, a part or a function of it came from another unit or went there; ``other`` is that
    one's name, "" where it went to nobody, ``key`` leads to its page."""

    link: Link
    other: str
    key: str

    @property
    def change(self) -> Any:
        return Succession.Change(self.link.kind).label

    @property
    def function(self) -> str:
        """What was transferred, in words."""
        return function_words(self.link.function)


NAMES: dict[str, Callable[[str], str]] = {}
"""How a function is called: "indicator" by its code, "plan" by its key; the room that knows both says it when it is
made ready."""


def function_words(function: str) -> str:
    """What was transferred; of a clause the place at which it stood on that day."""
    kind, _colon, name = function.partition(":")
    if kind == "register" and name in REGISTERS:
        return _("register: %(name)s") % {"name": REGISTERS[name].title}
    if kind == "indicator":
        return _("indicator: %(name)s") % {"name": called_by("indicator", name)}
    if kind != "clause":
        return name
    plan, _colon, place = called(function).partition(":")[2].partition(":")
    place, is_one, _item = place.partition("#")
    words = {"place": place, "plan": called_by("plan", plan)}
    return (
        _("one task of clause %(place)s of %(plan)s") % words
        if is_one
        else _("clause %(place)s of %(plan)s") % words
    )


def called_by(kind: str, key: str) -> str:
    """A title in the place of a code, where somebody knows it."""
    return NAMES[kind](key) if kind in NAMES else key


@dataclass(frozen=True)
class Kinship:
    """Where a unit came from and went; ``renamed`` has the decisions that gave it another name, by day."""

    came: list[Step]
    went: list[Step]
    renamed: Mapping[datetime.date, str] = field(default_factory=dict)

    @property
    def taken_over(self) -> list[Step]:
        """The functions that were transferred to it."""
        return [step for step in self.came if step.link.function]

    @property
    def formed_from(self) -> list[Step]:
        """The units that went into it, whole or with a part."""
        return [step for step in self.came if not step.link.function]

    @property
    def given_away(self) -> list[Step]:
        """The functions that it transferred to another unit."""
        return [step for step in self.went if step.link.function]

    @property
    def went_to(self) -> list[Step]:
        """Where it went itself, whole or in parts."""
        return [step for step in self.went if not step.link.function]

    @property
    def followed_by(self) -> list[Step]:
        """To whom the unit itself went on its last day, or who takes over what it left."""
        whole = [step for step in self.went_to if step.key]
        return [step for step in whole if step.link.day == whole[-1].link.day]


def kinship(unit: int) -> Kinship:
    """Both ways, the latest first where it came from and in the order of days where it went. Two queries at most,
    beside the lineage, and none where nothing ever came or went."""
    received, moved = lineage().received(unit), lineage().moved(unit)
    others = {i for link in (*received, *moved) for i in (link.old, link.new) if i is not None and i != unit}
    names, keys = (naming.names(others), naming.keys(others)) if others else ({}, {})

    def steps(links: Iterable[Link], is_received: bool) -> list[Step]:
        found = []
        for link in links:
            other = link.old if is_received else link.new
            if other != unit:
                found.append(Step(link, names.get(other or 0, ""), keys.get(other or 0, "")))
        return found

    renamed = {link.day: link.decision for link in moved if link.kind == "rename" and link.new == unit}
    return Kinship(steps(reversed(received), True), steps(moved, False), renamed)
