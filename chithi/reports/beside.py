"""What a room above has to say on the page of a report: papers of guidance, letters.

A room above registers a source when it starts; ``reports`` knows nothing of what stands in the notes but where.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chithi.accounts.models import User
from chithi.reports.content import Content, WorkRow


@dataclass(frozen=True)
class Note:
    """One thing shown on the page of a report: a template of its room and what it shows.

    ``work_items``: beside which work items it stands; none is at the top of the page.
    """

    template: str
    thing: Any
    work_items: frozenset[int] = frozenset()


Source = Callable[[User, Content], Iterable[Note]]
"""Who reads, and the report as it stands → notes; a few queries at most."""

SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Take a source in, once."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def place_notes(user: User, content: Content) -> list[Note]:
    """The notes for the top of the page; those beside work items are put on their rows.

    A note whose work items are not in this report stands at the top.
    """
    rows: dict[int, WorkRow] = {row.duty.work_item_id: row for row in content.work}
    top = []
    for note in (note for source in SOURCES for note in source(user, content)):
        beside = [rows[pk] for pk in rows if pk in note.work_items]
        if beside:
            beside[0].notes.append(note)
        else:
            top.append(note)
    return top
