"""What a record counts for: the indicators and the period, and whether it came too late for its own."""

import datetime
from collections.abc import Iterator
from operator import attrgetter
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.figures.derived import all_closings, records_of
from chithi.figures.models import Indicator
from chithi.figures.periods import Period, of_days, parse_period
from chithi.sheets.catalogue import Note
from chithi.sheets.fields import FIRST_YEAR, LAST_YEAR
from chithi.sheets.models import Record
from chithi.sheets.registers import Register
from chithi.sheets.windows import home, window


def notes(register: Register, one: Record) -> Iterator[Note]:
    """The way back from a record to its figures, and a word where it goes to the next period."""
    day: datetime.date | None = getattr(one, register.sorts[0].lstrip("-"), None)
    if not register.measures or not isinstance(day, datetime.date) or one.withdrawn_at is not None:
        return
    where = home(day, one.added_on, all_closings())
    if where is not None and not where[0] <= day <= (where[1] or where[0]):
        words = {"added": f"{one.added_on:%d/%m/%Y}", "first": f"{where[0]:%d/%m/%Y}"}
        sentence = _(
            "Added on %(added)s, after its period was closed: it counts in the next one, from %(first)s."
        )
        yield Note(sentence % words)
    titles = {i.code: i for i in Indicator.objects.filter(code__in=[m.indicator for m in register.measures])}
    for period in periods_of(register, one):
        of = window(period.first, period.last, all_closings())
        for measure in register.measures:
            indicator = titles.get(measure.indicator)
            counts = indicator and records_of(register, measure, of).filter(pk=one.pk).exists()
            if indicator is None or not counts:
                continue
            unit = attrgetter(measure.unit.replace("__", "."))(one)
            address = reverse("figures:explain", args=[indicator.code, period.address])
            words = {"indicator": indicator.title, "period": period.label}
            yield Note(
                _("Counts for “%(indicator)s”, %(period)s") % words,
                f"{address}?{urlencode({'unit': unit.key})}",
            )


def periods_of(register: Register, one: Record) -> list[Period]:
    """The periods in which some day of a record lies: an inspection counts where its conclusion does. None for a day
    that no period holds; some were saved before they were refused."""
    days = [getattr(one, name) for name, field in register.fields.items() if field.kind == "day"]
    held = [day for day in days if day and FIRST_YEAR <= day.year <= LAST_YEAR]
    return list(dict.fromkeys(period_of(day, home(day, one.added_on, all_closings())) for day in held))


def period_of(day: datetime.date, where: tuple[datetime.date, datetime.date | None] | None) -> Period:
    """The period that counts a record; the calendar year where no round says otherwise."""
    if where is None:
        return parse_period(str(day.year))
    return of_days(where[0], where[1]) if where[1] else parse_period(str(where[0].year))
