"""Plausible figures of the made-up units: one table of sizes, one draw per unit, indicator and year.

Values are integers as ``figures`` keeps them. Communes count of their own; a district reports with its communes, so
where they are asked its figure is what they counted. The same seed gives the same figures on any day.
"""

import datetime
from dataclasses import dataclass, field
from random import Random

from chithi.figures.cells import ALL, DENOMINATOR, FEMALE, MALE, NUMERATOR, OWN, UNSPLIT, WHOLE
from chithi.units.tree import Node, Tree

Values = dict[tuple[str, str], int]
"""(part, sex) → value of one unit."""


@dataclass(frozen=True)
class Size:
    """How large an indicator is in one unit of a kind, how much of it are women, how it grows in a year."""

    means: dict[str, float]
    women: float = 0.0
    growth: float = 0.03
    part: float = 0.0
    """Of a rate: the numerator's share of the denominator, whose size ``means`` gives."""
    spread: float = 0.25
    whole: bool = False
    """The denominator is the same every year (villages)."""


BODIES = ("department", "sector_agency", "press", "fatherland_front", "mass_organisation", "public_service")


def bodies(mean: float, **others: float) -> dict[str, float]:
    return {**dict.fromkeys(BODIES, mean), **others}


SIZES: dict[str, Size] = {
    "officials-trained": Size(bodies(115), women=0.46),
    "gender-training-participants": Size(bodies(55, commune=22), women=0.6, growth=0.06),
    "gender-officers": Size({"district": 0, "commune": 5}, women=0.72, growth=0.0),
    "staff-informed": Size(bodies(120), women=0.45, part=0.93),
    "communication-sessions": Size(bodies(9)),
    "communication-participants": Size(bodies(620, district=0, commune=310), women=0.57, growth=0.05),
    "media-items": Size({"press": 260}),
    "new-jobs": Size({"district": 0, "commune": 118}, women=0.465, growth=0.02),
    "vocational-learners": Size({"public_service": 24, "department": 5200}, women=0.36),
    "women-led-enterprises": Size({"district": 540}, part=0.262),
    "women-supported-start-up": Size({"mass_organisation": 190}),
    "violence-victims-served": Size({"district": 0, "commune": 3.4}, women=0.86, part=0.78, growth=-0.06),
    "violence-perpetrators-counselled": Size(
        {"district": 0, "commune": 2.9}, women=0.08, part=0.6, growth=-0.06
    ),
    "live-births": Size({"district": 0, "commune": 88}, women=0.472, growth=-0.02, spread=0.15),
    "legal-aid": Size({"public_service": 6, "department": 41}, women=0.9),
    "village-conventions-fair": Size({"district": 0, "commune": 9}, part=0.94, whole=True),
    "budget-allocated": Size(bodies(1450, district=0, commune=320), growth=0.08),
    "inspections": Size(bodies(3, district=6)),
    "violations-handled": Size({"department": 1.2, "sector_agency": 2.5}),
}


@dataclass(frozen=True)
class Draw:
    """The dice: ``seed`` and the first year, from which growth counts."""

    seed: int
    first_year: int
    parts: dict[tuple[str, int], tuple[float, float]] = field(default_factory=dict)
    """Of a unit that came or went in a year: of how many it is made, and what part of the year it stood."""
    days: dict[str, tuple[datetime.date, datetime.date]] = field(default_factory=dict)
    """Of such a unit the days between which its records lie."""

    def own(self, node: Node, code: str, by_sex: bool, rate: bool, year: int) -> Values:
        """What one unit counted of its own."""
        size = SIZES[code]
        mean = size.means.get(node.kind, 0)
        steady = Random(f"{self.seed}|{node.key}|{code}")
        yearly = Random(f"{self.seed}|{node.key}|{code}|{year}")
        grown = 1 if size.whole else (1 + size.growth) ** (year - self.first_year)
        total = steady.gauss(mean, mean * size.spread) * grown
        if not size.whole:
            total *= yearly.uniform(0.93, 1.07)
        many, time = self.parts.get((node.key, year), (1, 1))
        count = max(0, round(total * many * (1 if rate else time)))
        share = size.women + 0.006 * (year - self.first_year) * (size.women > 0)
        split = split_by_sex(count, share, yearly) if by_sex else {UNSPLIT: count}
        if not rate:
            return {(WHOLE, sex): n for sex, n in split.items()}
        values: Values = {}
        for sex, n in split.items():
            likely = min(0.99, size.part + 0.015 * (year - self.first_year))
            values[DENOMINATOR, sex] = n
            values[NUMERATOR, sex] = (
                sum((steady if size.whole else yearly).random() < likely for _ in range(n))
                if n < 60
                else round(n * min(1, yearly.gauss(likely, 0.02)))
            )
        return values

    def with_subordinates(
        self, node: Node, tree: Tree, code: str, by_sex: bool, rate: bool, year: int
    ) -> Values:
        """What a district counted with its communes."""
        units = [node, *(n for n in tree.below(node.id) if n.kind in SIZES[code].means)]
        sums: Values = {}
        for unit in units:
            for key, value in self.own(unit, code, by_sex, rate, year).items():
                sums[key] = sums.get(key, 0) + value
        return sums


def split_by_sex(count: int, share: float, dice: Random) -> dict[str, int]:
    women = (
        round(count * min(1, max(0, dice.gauss(share, 0.03))))
        if count > 20
        else sum(dice.random() < share for _ in range(count))
    )
    return {FEMALE: women, MALE: count - women}


def values_of(
    draw: Draw, node: Node, tree: Tree, code: str, by_sex: bool, rate: bool, year: int
) -> tuple[str, Values]:
    """The scope a unit reports in and what it counted."""
    if node.kind == "district":
        return ALL, draw.with_subordinates(node, tree, code, by_sex, rate, year)
    return OWN, draw.own(node, code, by_sex, rate, year)
