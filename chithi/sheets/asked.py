"""What somebody asks of a list, as plain values."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from chithi.sheets.fields import BadText, Day
from chithi.shell.clock import today

DAY = Day("day", "")


@dataclass(frozen=True)
class Asked:
    """What a query string asks of a list. Words that are no value of a field are in ``wrong`` and not used."""

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    state: str = ""
    sort: str = ""
    columns: Sequence[str] = ()
    withdrawn: bool = False
    after: str = ""
    before: str = ""
    last: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[Q, ...] = ()
    day: datetime.date = field(default_factory=today)
    day_text: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or any(self.filters.values()) or self.state or self.withdrawn)


def day_asked(text: str) -> tuple[datetime.date, str]:
    """The day that somebody typed and why another one stands for it ("" where it is taken); today where none is."""
    if not text.strip():
        return today(), ""
    try:
        return DAY.typed_reader()(text.strip()), ""
    except BadText as bad:
        return today(), str(bad)
