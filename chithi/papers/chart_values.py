"""What a chart says: plain values and the words of its reader. How it looks is the business of `chart_spec`.

Charts are blocks of a paper too (`content.Block`), so everything here is frozen, hashable and goes into JSON.
Numbers are integers in units of 10**-scale; None is "no data" and stays a gap, it is never drawn as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from chithi.papers.vietnam import number


@dataclass(frozen=True, slots=True)
class Mark:
    """One value. `estimate` is drawn hollow; `code` opens where the number comes from, as that of a `Figure`."""

    value: int | None = None
    estimate: bool = False
    code: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One mark for each label of the chart. `sign` stands for the series where colour says nothing ("✓")."""

    name: str
    marks: tuple[Mark, ...]
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value to be reached by a label (a year) of the chart."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words of a chart in the language of its reader, and whether that language writes 1234,5 or 1234.5.

    `label` heads the first column of the table, `table` is its title; `value`, `target` and `path` are for
    `Target`, `total` for `Stacked`.
    """

    label: str
    table: str
    estimate: str
    missing: str
    value: str = ""
    target: str = ""
    path: str = ""
    total: str = ""
    decimal: Literal[",", "."] = ","


def _one_mark_each(labels: tuple[str, ...], series: tuple[Series, ...]) -> None:
    if len(set(labels)) != len(labels):
        raise ValueError("two labels of a chart are the same")
    for one in series:
        if len(one.marks) != len(labels):
            raise ValueError(f"{one.name!r} has {len(one.marks)} marks for {len(labels)} labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chart:
    """What every chart has.

    `number` is printed in papers ("Hình 1."). `see` names a table of the same paper with the same numbers
    ("Biểu 1"); the paper then does not print them a second time.
    """

    title: str
    unit: str
    words: ChartWords
    source: str = ""
    scale: int = 0
    number: str = ""
    see: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(_Chart):
    """Series over time, as women and men. Raises ValueError where marks and labels do not match."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        _one_mark_each(self.labels, self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(_Chart):
    """A figure over time, what is to be reached by milestones, and the straight path there.

    The path begins at the mark of `start`, a label that has a value; "" draws none. `least`: the targets are
    at least (≥), else at most (≤). Raises ValueError for milestones beyond the labels.
    """

    labels: tuple[str, ...]
    series: Series
    milestones: tuple[Milestone, ...]
    start: str = ""
    least: bool = True

    def __post_init__(self) -> None:
        _one_mark_each(self.labels, (self.series,))
        known = set(self.labels)
        for label in (*(m.label for m in self.milestones), *filter(None, [self.start])):
            if label not in known:
                raise ValueError(f"{label!r} is no label of the chart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacked(_Chart):
    """Counts of several states, row by row, as shares of each row's total. Negative counts raise ValueError."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def __post_init__(self) -> None:
        _one_mark_each(self.labels, self.series)
        if any((mark.value or 0) < 0 for one in self.series for mark in one.marks):
            raise ValueError("a part of a whole is not negative")


Chart: TypeAlias = Lines | Target | Stacked


def written(value: int | None, scale: int = 0, decimal: Literal[",", "."] = ",") -> str:
    """A number as it is printed, "" for None: `written(12345, 1)` is "1.234,5", with "." "1,234.5"."""
    if value is None:
        return ""
    text = number(value, scale)
    return text if decimal == "," else text.translate(str.maketrans(".,", ",."))
