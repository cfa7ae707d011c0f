"""How sure a reading is, in words: how each fact was found, why it wants a look, what could not be placed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chithi.reader.commands import said

Words = str | Promise

FOUND: dict[str, Words] = {
    "heading": _("read from the heading above"),
    "sentence": _("read from the subject of the sentence"),
    "phrase": _("read from words inside the sentence"),
    "bracket": _("read from the brackets"),
    "label": _("read from a label line"),
    "column": _("read from the column of the table"),
    "learned": _("found by what was taught"),
}
"""How the reader found a fact (`reader.result.Found`)."""

WHYS: dict[str, Words] = {
    "number_lost": _("the numbering skips beside it; a heading may be missing in the file"),
    "number_twice": _("its number stands in the plan twice; a heading may be missing in the file"),
    "label_inside": _("its words hold the number of another item; two lines may have run together"),
    "label_unread": _("a line or cell that says who does it or by when could not be read"),
    "no_label": _("it has no number or dash of its own among items that have one"),
    "no_duty": _("its words do not begin like a task"),
    "far_above": _("the unit stands far above, with other headings between"),
    "name_end": _("it is not sure where the name of a unit ends"),
    "name_short": _("the name of a unit seems to lack a word"),
    "several": _("several deadlines were read"),
    "day_odd": _("the deadline lies before the plan or far behind it"),
    "cut": _("it was cut from the clause before without a sure sign"),
    "own_partner": _("a unit leads and cooperates at once"),
}
"""Why the reader wants a fact looked at (`reader.result.Doubt`)."""

TAUGHT = "taught_no_unit"
OF_FILE = ("scanned", "picture_pages")
"""Warnings of the whole file: how its words were got."""


@dataclass(frozen=True)
class Passage:
    """Words of the plan that nothing was made of, and why; ``number`` counts from 1 within the edition, ``page`` is
    that of the file where it has pages."""

    number: int
    what: str
    start: int
    end: int
    text: str
    page: int | None = None

    @property
    def sentence(self) -> str:
        return sentence(self.what)


def sentence(what: str) -> str:
    """A warning of the reader in the user's language."""
    return said(what, english=get_language() == "en")


def notices(reading: dict[str, Any]) -> list[str]:
    """What a person must know of the whole file before trusting its words, in sentences."""
    found = dict.fromkeys(w["what"] for w in reading.get("warnings") or [])
    return [sentence(what) for what in found if what in OF_FILE]


def passages(reading: dict[str, Any], text: str) -> list[Passage]:
    """The warnings of a reading that point at words of its text, in order; those of the whole file have none."""
    found: list[Passage] = []
    for warning in reading.get("warnings") or []:
        start, end = warning["span"]
        if start < end:
            words = " ".join(text[start:end].split())
            found.append(Passage(len(found) + 1, warning["what"], start, end, words, warning.get("page")))
    return found


def unplaced(rows: Iterable[Passage]) -> list[Passage]:
    """Those that a person has to look at; names left out because that was taught are only told of."""
    return [p for p in rows if p.what != TAUGHT]


def left_out(rows: Iterable[Passage]) -> list[Passage]:
    """The names that were left out because people said that they are no unit."""
    return [p for p in rows if p.what == TAUGHT]


def how(found: Iterable[str]) -> list[Words]:
    """The ways in words, each once; ways that no longer exist are left out."""
    return [FOUND[code] for code in dict.fromkeys(found) if code in FOUND]


def why(codes: Iterable[str]) -> list[Words]:
    return [WHYS[code] for code in dict.fromkeys(codes) if code in WHYS]


UNREAD: dict[str, Words] = {
    "title": _("the title was not found in the file"),
    "number": _("the number was not found in the file"),
    "date": _("the date was not found in the file"),
    "yearly": _("no day of a yearly report was found in the file"),
}


def of_head(reading: dict[str, Any]) -> list[Words]:
    """What wants a look in the plan itself: what was not found, and a duty to report that the reader doubts."""
    looks = [UNREAD[key] for key in ("title", "number", "date") if not reading.get(key)]
    duties = [d for d in reading.get("reports") or [] if d.get("every") in ("year", None) and d.get("due")]
    if not duties:
        return [*looks, UNREAD["yearly"]]
    return [*looks, *why(d["why"] for d in duties[:1] if d.get("why"))]
