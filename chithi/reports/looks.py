"""What a person is to see before a report leaves the unit: what is not answered, and which figures leap."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chithi.figures.queries import form
from chithi.reports.changes import Outcome
from chithi.reports.content import Content, FigureRow, figure_row
from chithi.reports.cycles import tree_for
from chithi.reports.fields import is_figure
from chithi.reports.models import Report


@dataclass(frozen=True)
class Look:
    """One thing to look at: what it is called, the fragment of its place on the page, and what is said of it."""

    name: str
    anchor: str
    words: str = ""


@dataclass(frozen=True)
class Looks:
    """What is not answered, and the figures that are out of proportion."""

    gaps: tuple[Look, ...]
    leaps: tuple[Look, ...]

    def __bool__(self) -> bool:
        return bool(self.gaps or self.leaps)

    @property
    def seal(self) -> str:
        """What a page sends back to say which of these were on it; others that came since are shown first."""
        listed = "\n".join(f"{look.anchor} {look.words}" for look in (*self.gaps, *self.leaps))
        return hashlib.sha256(listed.encode()).hexdigest()


def looks_of(content: Content) -> Looks:
    """No further query."""
    return Looks(tuple(gaps(content)), tuple(leaps(content)))


def gaps(content: Content) -> Iterator[Look]:
    """What ``Content.answered`` does not count, in the order of the page."""
    for work in content.work:
        if not work.state.value:
            words = {"number": work.number, "text": capfirst(work.duty.text)}
            yield Look(_("Task %(number)s: %(text)s") % words, work.anchor)
    for row in content.figures:
        if not row.is_answered:
            yield Look(name_of(row), row.anchor)
    for name, field in content.words.items():
        if not field.value:
            yield Look(str(field.label), f"{name}-text")


def leaps(content: Content) -> Iterator[Look]:
    for row in content.figures:
        for words in row.leaps:
            yield Look(name_of(row), row.anchor, words)


def name_of(row: FigureRow) -> str:
    return _("Figure %(number)s: %(title)s") % {"number": row.number, "title": row.indicator.title}


def leaps_beside(report: Report, outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    """For the autosave: row of figures → what is out of proportion in it now, "nothing" among it; only the rows that
    were written to, in some seven queries, and in none where these are words."""
    written = [o.field for o in outcomes if is_figure(o.field) and o.outcome != "refused"]
    codes = {field.split(":")[1] for field in written if field.count(":") > 1}
    if not codes:
        return {}
    tree = tree_for(report)
    if (node := tree.get(report.unit_id)) is None:
        return {}
    rows = form(node, report.cycle.period, tree, codes=codes)
    return {row.id: row.leaps for row in (figure_row(n, r, "") for n, r in enumerate(rows, 1))}
