"""Days and terms that do not go together; sentences by field, as the ``check`` of a register gives them."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from chithi.shell.clock import today

_TERM = re.compile(r"(\d{4})-(\d{4})")


def wrong_order(
    values: Mapping[str, Any], last: str = "valid_to", first: str = "valid_from"
) -> dict[str, str]:
    """Where a last day lies before the first."""
    if values[last] and values[last] < values[first]:
        return {last: gettext("The last day lies before the first. Correct one of them.")}
    return {}


def still_to_come(day: datetime.date | None, name: str) -> dict[str, str]:
    """Where something that was done lies after today."""
    if day and day > today():
        return {name: gettext("This day is still to come. Enter it when it has come.")}
    return {}


def wrong_term(text: str, name: str = "term") -> dict[str, str]:
    """Where a term is not two years, the later one last: ``2021-2026``."""
    found = _TERM.fullmatch(text)
    if found is None or not int(found[1]) < int(found[2]) <= int(found[1]) + 10:
        return {name: gettext("Write the term as its first and last year, like 2021-2026.")}
    return {}


def years_between(month: str, day: datetime.date) -> int:
    """Whole years from a month (``1970-05``) to a day, as if born on the first of the month."""
    year, _mark, of_year = month.partition("-")
    return day.year - int(year) - (day.month < int(of_year))


def wrong_age(month: str, day: datetime.date, name: str = "birth_month") -> dict[str, str]:
    """Where somebody would be no adult of working age on a day: a slip of the pen in a year."""
    if not 18 <= years_between(month, day) <= 80:
        return {name: gettext("This makes a person under 18 or over 80. Correct the month of birth.")}
    return {}
