"""A month as a field: kept as ``1970-05`` so that it sorts, typed and shown as ``05/1970``; no day is ever kept."""

import re
from typing import Any

from django.db import models

FIRST, LAST = 1900, 2100
"""Years of months that are taken."""
_TYPED = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2}(?:[ T]00:00(?::00)?)?)?")


class MonthField(models.CharField):
    """The column of a month. Excel makes a day of what looks like a month; its day is left out when it is read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 7})


def month_of(text: str) -> str | None:
    """``5/1970``, ``05-1970``, ``1970-05`` or a day like ``1970-05-01`` as ``1970-05``; None for what is no month."""
    if found := _TYPED.fullmatch(text):
        month, year = int(found[1]), int(found[2])
    elif found := _ISO.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    else:
        return None
    return f"{year}-{month:02}" if 1 <= month <= 12 and FIRST <= year <= LAST else None


def shown_month(value: str) -> str:
    """``1970-05`` as ``05/1970``."""
    year, _mark, month = value.partition("-")
    return f"{month}/{year}" if month else value
