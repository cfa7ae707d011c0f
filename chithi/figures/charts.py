"""Charts of figures: a series of points → what a chart says. Pure but for the words, which the caller gives."""

from collections.abc import Iterable, Sequence

from chithi.figures.models import Indicator, Target
from chithi.figures.series import Point, value_of
from chithi.papers import charts
from chithi.papers.charts import ChartWords, Lines, Mark, Milestone, Series


def women_and_men(
    indicator: Indicator, points: Sequence[Point], *, title: str, words: ChartWords, female: str, male: str
) -> Lines | None:
    """Women and men over the periods; years without any figure are gaps. None where no value was given by sex."""
    if not indicator.by_sex:
        return None
    labels, at = timeline(points)
    lines = tuple(
        Series(name, marks(labels, at, indicator, sex)) for name, sex in ((female, "F"), (male, "M"))
    )
    if all(mark.value is None for line in lines for mark in line.marks):
        return None
    return Lines(
        title=title, unit=indicator.unit, scale=indicator.scale, words=words, labels=labels, series=lines
    )


def towards_targets(
    indicator: Indicator, points: Sequence[Point], targets: Iterable[Target], *, title: str, words: ChartWords
) -> charts.Target | None:
    """The figure over the periods, its targets, and the way that was left at the beginning of the newest period.

    That path begins at the value before the newest one, as the step by which a report judges a later target. None
    without a target or without a value.
    """
    known = sorted(targets, key=lambda t: t.year)
    known = [t for t in known if t.direction == known[-1].direction]
    labels, at = timeline(points, [t.year for t in known])
    values = marks(labels, at, indicator)
    given = [label for label, mark in zip(labels, values, strict=True) if mark.value is not None]
    if not known or not given:
        return None
    least = known[-1].direction == Target.Direction.AT_LEAST
    start = given[-2] if len(given) > 1 else given[-1]
    base = next(m.value for label, m in zip(labels, values, strict=True) if label == start)
    if not any(is_short(base, t.value, least) for t in known if t.year > at[start].period.year):
        start = ""
    return charts.Target(
        title=title,
        unit=indicator.unit,
        scale=indicator.scale,
        words=words,
        labels=labels,
        series=Series(words.value, values),
        milestones=tuple(Milestone(year_label(at, t.year), t.value) for t in known),
        start=start,
        least=least,
    )


def is_short(value: int | None, aim: int, least: bool) -> bool:
    """Whether there is a way left: a floor that holds already has none."""
    return value is not None and (value < aim if least else value > aim)


def timeline(points: Sequence[Point], years: Sequence[int] = ()) -> tuple[tuple[str, ...], dict[str, Point]]:
    """The labels of an axis and the points that stand there.

    Calendar years come one by one, so that a year without a figure keeps its place; other periods come as they
    are, and years of targets that no period ends in after them.
    """
    at = {p.period.text: p for p in points}
    if all(text.isdigit() for text in at):
        all_years = [*map(int, at), *years]
        labels = range(min(all_years), max(all_years) + 1) if all_years else range(0)
        return tuple(map(str, labels)), at
    ended = {p.period.year for p in points}
    return (*at, *(str(y) for y in sorted(set(years)) if y not in ended)), at


def year_label(at: dict[str, Point], year: int) -> str:
    """Where a target of a year stands: at the year, or at the last period that ends in it."""
    if str(year) in at or not (within := [text for text, p in at.items() if p.period.year == year]):
        return str(year)
    return within[-1]


def marks(
    labels: Iterable[str], at: dict[str, Point], indicator: Indicator, sex: str = "_T"
) -> tuple[Mark, ...]:
    """A mark for each label; what was not given or cannot be compared has no value."""
    found = []
    for label in labels:
        point = at.get(label)
        value = value_of(point.total, indicator, sex) if point is not None else None
        found.append(Mark(value, point is not None and point.status == "estimate"))
    return tuple(found)
