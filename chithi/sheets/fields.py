"""The fields of a register: one way from a model's field to a cell of a file, an input of a form, words on a screen.

``field_of(model_field)`` makes the field; the model says its title (``verbose_name``), hint (``help_text``), choices
and whether it may be empty. In files days are ISO, choices their key, related things the key of their ``Naming``.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from chithi.sheets.files import day_of
from chithi.sheets.months import MonthField, month_of, shown_month
from chithi.sheets.tables import Column
from chithi.sheets.typed_days import typed_day
from chithi.shell.clock import today
from chithi.vietnamese import fold, nfc

MOST = 2_000_000_000
"""The largest count, which every database keeps in an integer."""
BETWEEN = "|"
"""What parts several related things in one cell."""
FIRST_YEAR, LAST_YEAR = 1901, 2100
"""The years of a day: those of which every period that holds it can be written (``figures.periods``)."""
Read = Callable[[str], Any]


class BadText(ValueError):
    """What was written is no value of the field; the message is one sentence for the user."""


@dataclass(frozen=True)
class Naming:
    """How things of a model are called. ``names`` and ``keys`` answer for some ids; ``finder`` makes a function that
    finds an id by key or by name (None where there is none); ``options`` gives (key, words) to choose from; ``url``
    makes the page of a thing out of its key, where it has one that every reader of the register may open. ``absent``
    makes a function that says why a thing is no more on a day ("" where it is); ``with_former`` adds to a thing those
    that are no more and went to it whole."""

    names: Callable[[Iterable[int]], Mapping[int, str]]
    keys: Callable[[Iterable[int]], Mapping[int, str]]
    finder: Callable[[], Callable[[str], int | None]]
    options: Callable[[], Sequence[tuple[str, str]]]
    url: Callable[[str], str] | None = None
    absent: Callable[[], Callable[[int, datetime.date], str]] | None = None
    with_former: Callable[[int], Collection[int]] | None = None


NAMINGS: dict[type[models.Model], Naming] = {}
"""By model; a room names its things in ``AppConfig.ready``."""


@dataclass(frozen=True)
class Field:
    """A field of text, and what all kinds have in common. A value is never ``None`` here: a text may be empty."""

    name: str
    title: str | Promise
    hint: str | Promise = ""
    required: bool = False
    most: int = 0
    first: Any = None
    """What a new record begins with, where the model says so."""
    path: str = ""
    """Where a query finds the value, if not under the name of the field."""
    kind: ClassVar[str] = "text"
    empty: ClassVar[Any] = ""

    def reader(self) -> Read:
        """A function from text (stripped, NFC) to a value; it raises ``BadText``. Made once for many rows."""
        return self.read

    def typed_reader(self) -> Read:
        """A reader of what is typed into a form, which may take shorter spellings than files have."""
        return self.reader()

    def read(self, text: str) -> Any:
        if self.most and len(text) > self.most:
            raise BadText(_("This has more than %(most)s letters. Shorten it.") % {"most": self.most})
        return text

    def write(self, value: Any) -> str:
        """As files have it."""
        return "" if value is None else str(value)

    def type(self, value: Any) -> str:
        """As a person types it."""
        return self.write(value)

    def show(self, value: Any) -> str:
        """As the screen has it."""
        return self.write(value)

    def url(self, value: Any) -> str:
        """Where the value leads."""
        return ""

    def show_all(self, values: Sequence[Any]) -> Iterable[str]:
        """A column of a list; what the words need is asked once."""
        return map(self.show, values)

    @property
    def column(self) -> Column:
        """The column of files. Its values are read here, so that a file and a form say the same of the same text."""
        return Column(
            self.name, self.title, required=self.required, hint=self.hint, number=self.kind == "count"
        )


@dataclass(frozen=True)
class LongText(Field):
    """Text of several lines."""

    kind: ClassVar[str] = "long"


@dataclass(frozen=True)
class Choice(Field):
    """One of a few words."""

    choices: Mapping[str, str | Promise] = field(default_factory=dict)
    kind: ClassVar[str] = "choice"

    def reader(self) -> Read:
        known: dict[str, str] = {}
        for language in ("vi", "en"):
            with override(language):
                known.update({fold(str(label)): key for key, label in self.choices.items()})
        known.update({fold(key): key for key in self.choices})

        def read(text: str) -> str:
            found = known.get(fold(text))
            if found is None:
                words = {
                    "value": text,
                    "choices": ", ".join(f"{k} ({v})" for k, v in self.choices.items() if k),
                }
                raise BadText(_("“%(value)s” is not one of: %(choices)s.") % words)
            return found

        return read

    def read(self, text: str) -> str:
        return self.reader()(text)

    def show(self, value: Any) -> str:
        return str(self.choices.get(value, value))

    def show_all(self, values: Sequence[Any]) -> Iterable[str]:
        words = {value: self.show(value) for value in set(values)}
        return [words[value] for value in values]


@dataclass(frozen=True)
class Day(Field):
    """A day."""

    kind: ClassVar[str] = "day"
    empty: ClassVar[Any] = None

    def read(self, text: str) -> datetime.date:
        return self.checked(text, day_of(text))

    def typed_reader(self) -> Read:
        """Also ``5/3`` and ``0503`` of this year, ``5/3/24``, ``hôm nay``."""
        return lambda text: self.checked(text, typed_day(text, today()))

    def checked(self, text: str, found: datetime.date | None) -> datetime.date:
        if found is None:
            raise BadText(_("“%(value)s” is no day. Write it like 15/11/2026.") % {"value": text})
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            words = {"value": text, "first": FIRST_YEAR, "last": LAST_YEAR}
            sentence = _("“%(value)s” lies outside the years %(first)s to %(last)s. Check the year.")
            raise BadText(sentence % words)
        return found

    def write(self, value: Any) -> str:
        return value.isoformat() if value else ""

    def kept(self, text: str) -> datetime.date | None:
        """What ``write`` wrote once, also of a year that is no longer taken; None for anything else."""
        return day_of(text)

    def type(self, value: Any) -> str:
        return f"{value.day:02}/{value.month:02}/{value.year}" if value else ""

    show = type


@dataclass(frozen=True)
class Month(Field):
    """A month without a day: that of a birth."""

    def read(self, text: str) -> str:
        found = month_of(text)
        if found is None:
            raise BadText(_("“%(value)s” is no month. Write it like 05/1970.") % {"value": text[:40]})
        return found

    def type(self, value: Any) -> str:
        return shown_month(value or "")

    show = type


@dataclass(frozen=True)
class Count(Field):
    """A whole number from 0 on; empty is "not counted", never 0."""

    kind: ClassVar[str] = "count"
    empty: ClassVar[Any] = None

    def read(self, text: str) -> int:
        digits = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        whole, *groups = digits.split(".")
        grouped = bool(groups) and 1 <= len(whole) <= 3 and all(len(g) == 3 for g in groups)
        plain = digits.replace(".", "") if grouped else digits
        if not (plain.isascii() and plain.isdecimal()):
            sentence = _(
                "“%(value)s” is no whole number. Write digits only, like 20 or 1.234; leave it empty if not counted."
            )
            raise BadText(sentence % {"value": text[:40]})
        if len(plain.lstrip("0")) > 10 or int(plain) > MOST:
            raise BadText(_("“%(value)s” is too large. Check what was typed.") % {"value": text[:40]})
        return int(plain)

    def show(self, value: Any) -> str:
        return "" if value is None else f"{value:,}".replace(",", "," if get_language() == "en" else ".")


@dataclass(frozen=True)
class One(Field):
    """One thing of another model, by its id."""

    model: type[models.Model] = models.Model
    kind: ClassVar[str] = "one"
    empty: ClassVar[Any] = None

    @property
    def naming(self) -> Naming:
        return NAMINGS[self.model]

    def reader(self) -> Read:
        find = self.naming.finder()

        def read(text: str) -> int:
            found = find(text)
            if found is None:
                raise BadText(
                    _("“%(value)s” is not known. Write its key or its full name.") % {"value": text[:80]}
                )
            return found

        return read

    def read(self, text: str) -> int:
        return self.reader()(text)

    def write(self, value: Any) -> str:
        return self.naming.keys([value]).get(value, "") if value else ""

    def show(self, value: Any) -> str:
        return self.naming.names([value]).get(value, "") if value else ""

    def url(self, value: Any) -> str:
        """The page of the thing, "" where it has none."""
        return self.naming.url(self.write(value)) if value and self.naming.url else ""

    def show_all(self, values: Sequence[Any]) -> Iterable[str]:
        names = self.naming.names(set(values) - {None})
        return [names.get(value, "") for value in values]


@dataclass(frozen=True)
class Many(One):
    """Several things of another model, as a tuple of ids in their order."""

    kind: ClassVar[str] = "many"
    empty: ClassVar[Any] = ()

    def reader(self) -> Read:
        read_one = super().reader()

        def read(text: str) -> tuple[int, ...]:
            parts = [part.strip() for part in text.split(BETWEEN)]
            return tuple(sorted({read_one(part) for part in parts if part}))

        return read

    def url(self, value: Any) -> str:
        return ""

    def write(self, value: Any) -> str:
        keys = self.naming.keys(value or ())
        return BETWEEN.join(keys[v] for v in value or () if v in keys)

    def show(self, value: Any) -> str:
        names = self.naming.names(value or ())
        return "; ".join(names[v] for v in value or () if v in names)

    def show_all(self, values: Sequence[Any]) -> Iterable[str]:
        names = self.naming.names({i for ids in values for i in ids})
        return ["; ".join(names[i] for i in ids if i in names) for ids in values]


def field_of(of: models.Field[Any, Any]) -> Field:
    """The field of a register that a model's field is. Raises ``TypeError`` for a kind that no register has."""
    common: dict[str, Any] = {
        "name": of.name,
        "title": of.verbose_name,
        "hint": of.help_text,
        "required": not of.blank,
        "first": of.get_default() if of.has_default() else None,
    }
    if isinstance(of, models.ManyToManyField):
        return Many(**common, model=of.related_model)
    if isinstance(of, models.ForeignKey):
        return One(**common, model=of.related_model)
    if isinstance(of, models.DateField) and not isinstance(of, models.DateTimeField):
        return Day(**common)
    if of.choices:
        return Choice(**common, choices={str(k): v for k, v in of.flatchoices})
    if isinstance(of, models.IntegerField):
        return Count(**common)
    if isinstance(of, models.TextField):
        return LongText(**common, most=20_000)
    if isinstance(of, MonthField):
        return Month(**common)
    if isinstance(of, models.CharField):
        return Field(**common, most=of.max_length or 0)
    raise TypeError(f"a register has no field like {of!r}")


def cleaned(text: str) -> str:
    """What was typed or stands in a cell, as it is read: NFC, without outer spaces."""
    return nfc(text).replace("\xa0", " ").strip()


def read_all(
    fields: Sequence[Field], readers: Mapping[str, Read], texts: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """(values, why not by field): every text read by its field; a missing text is empty."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for one in fields:
        text = cleaned(texts.get(one.name, ""))
        if not text:
            values[one.name] = one.empty
            if one.required:
                wrong[one.name] = _("This must be filled in.")
            continue
        try:
            values[one.name] = readers[one.name](text)
        except BadText as bad:
            wrong[one.name] = str(bad)
    return values, wrong
