"""Charts of a consolidated report and of the leader's page: plain values → what a chart says. Pure.

The words are the caller's: a paper's are Vietnamese, those of a screen are of its language.
"""

from collections.abc import Iterable, Mapping

from chithi.papers.charts import ChartWords, Mark, Milestone, Series, Stacked, Target
from chithi.steering import counts
from chithi.steering.values import WORK_STATES, Aim, Case, Measure, Value

MOST_ROWS = 12
"""Indicators that one chart of women and men shows; more would not be read."""

SIGNS = {"done": "✓", "under_way": "…", "not_begun": "○", "did_not_arise": "–", "unanswered": "?"}
PAPER_WORDS = ChartWords(
    label="Nội dung",
    table="Bảng số liệu",
    estimate="ước",
    missing="chưa có số liệu",
    value="Thực hiện",
    target="Mục tiêu",
    path="lộ trình còn lại",
    total="Tổng số",
)


def contents(
    case: Case,
    titles: Iterable[str],
    states: Mapping[str, str],
    *,
    title: str,
    unit: str,
    words: ChartWords,
    number: str = "",
) -> Stacked | None:
    """Contents of the plan × states of their duties; ``titles`` name the contents with their numbers.

    None for a plan without any.
    """
    if not case.contents:
        return None
    tallies = [(c.number, counts.work_of_content(case, c.number)) for c in case.contents]
    return Stacked(
        title=title,
        unit=unit,
        words=words,
        number=number,
        labels=tuple(titles),
        series=tuple(
            Series(
                states[state],
                tuple(Mark(tally[state], code=f"content:{n}:{state}") for n, tally in tallies),
                SIGNS[state],
            )
            for state in WORK_STATES
        ),
    )


def target(measure: Measure, year: int, *, title: str, words: ChartWords) -> Target | None:
    """A figure of this year and the last, its target and the way that was left at the beginning of the year.

    That is the path by which ``values.track`` judges. None without a target or without a figure of the year.
    """
    aim = measure.aim
    if aim is None or measure.main(measure.now) is None:
        return None
    years = range(year - 1, max(aim.year, year) + 1)
    known = {year - 1: mark(measure, measure.before), year: mark(measure, measure.now)}
    return Target(
        title=title,
        unit=measure.unit,
        scale=measure.scale,
        words=words,
        labels=tuple(map(str, years)),
        series=Series(words.value, tuple(known.get(y, Mark()) for y in years)),
        milestones=(Milestone(str(aim.year), aim.value),),
        start=str(year - 1) if is_short(measure.main(measure.before), aim) else "",
        least=aim.direction == "ge",
    )


def is_short(value: int | None, aim: Aim) -> bool:
    """Whether there is a way left: a floor that holds already has none."""
    return value is not None and (value < aim.value if aim.direction == "ge" else value > aim.value)


def mark(measure: Measure, value: Value) -> Mark:
    return Mark(measure.main(value), value.status == "estimate")


def women_and_men(case: Case, *, see: str, number: str) -> Stacked | None:
    """The paper's chart of who was counted, for the indicators that were given by sex; numbers stand in ``see``."""
    split = [
        m for m in case.measures
        if m.kind != "rate" and m.by_sex and (m.now.female or 0) + (m.now.male or 0) > 0
    ][:MOST_ROWS]  # fmt: skip
    if not split:
        return None
    return Stacked(
        title=f"Nữ và nam trong các chỉ tiêu năm {case.year}",
        unit="tỷ trọng trong tổng số của từng chỉ tiêu",
        words=PAPER_WORDS,
        number=number,
        see=see,
        labels=tuple(f"{m.title} ({m.unit})" for m in split),
        series=(
            Series("Nữ", tuple(Mark(m.now.female) for m in split), "♀"),
            Series("Nam", tuple(Mark(m.now.male) for m in split), "♂"),
            Series("Chưa phân tách", tuple(Mark(m.now.unsplit) for m in split), "?"),
        ),
    )
