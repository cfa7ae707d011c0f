"""Changes of a report's fields as plain values: what was sent, what became of it, how a field stands."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Literal

SLACK = datetime.timedelta(seconds=2)
"""How far a browser's clock may be wrong before "typed earlier" is believed."""


@dataclass(frozen=True)
class Sent:
    """One change as it came. ``typed_at`` is by the server's clock; ``base`` the version it was typed over."""

    field: str
    value: str
    status: str = ""
    reason: str = ""
    key: uuid.UUID | None = None
    base: int | None = None
    typed_at: datetime.datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a change, and how the field stands now.

    ``saved``; ``duplicate``: this key came before; ``kept``: somebody typed later, so it is only a version;
    ``refused``: ``message`` says what to do. ``over`` names who wrote what this change replaced unseen, ``made``
    says that there is a new version.
    """

    field: str
    outcome: Literal["saved", "duplicate", "kept", "refused"]
    key: uuid.UUID | None = None
    version: int = 0
    value: str = ""
    status: str = ""
    reason: str = ""
    message: str = ""
    over: str = ""
    made: bool = False
    place: int = 0


@dataclass(frozen=True)
class Standing:
    """How a field stands: its newest version."""

    version: int = 0
    value: str = ""
    status: str = ""
    reason: str = ""
    by: str = ""
    at: datetime.datetime | None = None


def typed_earlier(standing: Standing, change: Sent) -> bool:
    """Whether somebody wrote the field after this change was typed, unseen by who typed it."""
    if (
        change.base is None
        or change.base == standing.version
        or change.typed_at is None
        or standing.at is None
    ):
        return False
    return change.typed_at + SLACK < standing.at
