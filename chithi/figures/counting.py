"""What a record counts for: the indicators and the period, and whether it came too late for its own."""

import datetime
from collections.abc import Iterator, Sequence
from operator import attrgetter
from urllib.parse import urlencode

from django.db.models import BooleanField, Case, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.figures.derived import all_closings, window_of
from chithi.figures.models import Indicator
from chithi.figures.periods import Period, of_days, parse_period
from chithi.sheets.catalogue import Note
from chithi.sheets.fields import FIRST_YEAR, LAST_YEAR
from chithi.sheets.models import Record
from chithi.sheets.registers import Measure, Register
from chithi.sheets.windows import home
from chithi.shell.clock import today

YEARS = 30
"""How many years back the periods are named that count a record of long standing."""
IN_YEAR = (12, 1)
"""Month and day that lie in the calendar year and in the State's reporting year of one number."""


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
    periods = periods_of(register, one)
    for measure in register.measures:
        indicator = titles.get(measure.indicator)
        if indicator is None:
            continue
        query = urlencode({"unit": attrgetter(measure.unit.replace("__", "."))(one).key})
        links = [
            (period.label, f"{reverse('figures:explain', args=[indicator.code, period.address])}?{query}")
            for period in counted_in(register, measure, one, periods)
        ]
        words = {"indicator": indicator.title, "period": links[0][0] if links else ""}
        if len(links) == 1:
            yield Note(_("Counts for “%(indicator)s”, %(period)s") % words, links[0][1])
        elif links:
            yield Note(_("Counts for “%(indicator)s” in:") % words, links=links)


def counted_in(register: Register, measure: Measure, one: Record, periods: Sequence[Period]) -> list[Period]:
    """The periods in which a measure counts a record. One query."""
    if not periods:
        return []
    asked = [
        Case(
            When(measure.when(window_of(period)) & measure.where, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        for period in periods
    ]
    answers = register.model._default_manager.filter(pk=one.pk).values_list(*asked).get()
    return [period for period, is_counted in zip(periods, answers, strict=True) if is_counted]


def periods_of(register: Register, one: Record) -> list[Period]:
    """The periods that may count a record, the newest first: those in which some day of it lies (an inspection counts
    where its conclusion does), and those of the ``YEARS`` up to today since the first of them (a member counts in each
    in which they sit). None for a day that no period holds; some were saved before they were refused."""
    days = [getattr(one, name) for name, field in register.fields.items() if field.kind == "day"]
    held = [day for day in days if day and FIRST_YEAR <= day.year <= LAST_YEAR]
    now = today().year
    since = max(min((day.year for day in held), default=now + 1), now - YEARS + 1)
    held += [datetime.date(year, *IN_YEAR) for year in range(since, now + 1)]
    found = {period_of(day, home(day, one.added_on, all_closings())) for day in held}
    return sorted(found, reverse=True)


def period_of(day: datetime.date, where: tuple[datetime.date, datetime.date | None] | None) -> Period:
    """The period that counts a record; the calendar year where no round says otherwise."""
    if where is None:
        return parse_period(str(day.year))
    return of_days(where[0], where[1]) if where[1] else parse_period(str(where[0].year))
