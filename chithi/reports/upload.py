"""Reading a report's workbook back: whose it is, whether its structure stands, what its cells say.

Nothing is written here. What is read becomes changes against the versions the workbook was made from, so that a
cell nobody touched never writes over what was typed on the screen meanwhile.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.reports.changes import Sent
from chithi.reports.content import ROW_ANSWERS, Content
from chithi.reports.fields import BadAnswer, record_id, state_of
from chithi.reports.models import Report
from chithi.reports.requests import posted_changes
from chithi.reports.sheet import (
    ABOUT,
    FIGURES,
    FIRST_ROW,
    KEY_COLUMNS,
    SCHEMA,
    TASKS,
    TEXTS,
    Place,
    places_of,
)
from chithi.sheets.files import RefusedTable, Sheet, read_sheets, text_of
from chithi.vietnamese import fold


class NotThisWorkbook(ValueError):
    """A file that is no workbook of this report; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class BadCell:
    """Why a cell is not taken; ``place`` is ``Biểu 2, D14``."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Loaded:
    """What was read: the changes of the cells that could be read, and what is wrong with the others.

    ``addresses`` says where each field stands.
    """

    changes: list[Sent]
    problems: list[BadCell]
    addresses: dict[str, str]


def about_of(data: bytes, filename: str) -> tuple[dict[str, str], dict[str, Sheet]]:
    """What a workbook says of itself, and its sheets by name. Raises ``NotThisWorkbook``."""
    try:
        sheets = {sheet.name: sheet for sheet in read_sheets(data, filename)}
    except RefusedTable as refused:
        raise NotThisWorkbook(str(refused)) from refused
    if ABOUT not in sheets or not {TASKS, FIGURES, TEXTS} <= sheets.keys():
        raise NotThisWorkbook(
            _(
                "This is no workbook of a report. Download the workbook on the page of the report and fill that in."
            )
        )
    rows = [[text_of(value) for value in row[:2]] for row in sheets[ABOUT].rows]
    return {row[0]: row[1] for row in rows if len(row) == 2}, sheets


def check_about(about: Mapping[str, str], report: Report) -> None:
    """Whether a workbook is the one of this report. Raises ``NotThisWorkbook``."""
    if about.get("schema") != str(SCHEMA):
        raise NotThisWorkbook(_("The workbook is of another version. Download it again and fill that in."))
    if about.get("unit") != report.unit.key:
        raise NotThisWorkbook(_("The workbook is that of another unit. Download the one of this report."))
    if about.get("period") != report.cycle.period:
        words = {"theirs": about.get("period", "?"), "ours": report.cycle.period}
        raise NotThisWorkbook(
            _("The workbook is for %(theirs)s, this report for %(ours)s. Download the one of this report.")
            % words
        )
    if about.get("report") != str(report.pk):
        raise NotThisWorkbook(_("The workbook is for another plan. Download the one of this report."))


def read(data: bytes, filename: str, content: Content) -> Loaded:
    """A workbook against the report as it stands. Raises ``NotThisWorkbook``; bad cells are problems."""
    about, sheets = about_of(data, filename)
    check_about(about, content.report)
    places = list(places_of(content, records_of(about)))
    problems = structure(sheets, places)
    if problems:
        return Loaded([], problems, {})
    filled = {
        name.removeprefix("filled:"): text for name, text in about.items() if name.startswith("filled:")
    }
    typed: dict[str, str] = {"versions": about.get("versions", "{}"), "filled": json.dumps(filled)}
    known = content.fields.keys()
    for place in places:
        sheet = sheets[place.sheet]
        if reason := sheet.never.get((place.row - 1, place.column - 1)):
            problems.append(BadCell(place.address, reason))
            continue
        try:
            typed[place.field] = meaning(place, raw_of(sheet, place.row, place.column))
        except BadAnswer as bad:
            problems.append(BadCell(place.address, str(bad)))
            continue
        if record_id(place.field) is not None and place.field not in known and typed[place.field]:
            gone = _("The register has this proposal no more. Empty the cell, or write it in another row.")
            problems.append(BadCell(place.address, gone))
    return Loaded(posted_changes(typed, content), problems, {place.field: place.address for place in places})


def records_of(about: Mapping[str, str]) -> list[int]:
    """The records whose proposals stood in a workbook when it was made."""
    try:
        found = json.loads(about.get("proposals") or "[]")
        return [int(pk) for pk in found if 0 < int(pk) < 10**18]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return []


def structure(sheets: Mapping[str, Sheet], places: list[Place]) -> list[BadCell]:
    """The first row of each sheet whose key is not the one that was written; rows added below count too."""
    problems = []
    for name, column in KEY_COLUMNS.items():
        wanted = {place.row: place.key for place in places if place.sheet == name}
        last = max([*wanted, len(sheets[name].rows)], default=0)
        for row in range(FIRST_ROW, last + 1):
            if text_of(raw_of(sheets[name], row, column)) != wanted.get(row, ""):
                message = _(
                    "The structure of the sheet is not that of this report. Download the workbook again."
                )
                problems.append(BadCell(f"{name}, {row}", message))
                break
    return problems


def raw_of(sheet: Sheet, row: int, column: int) -> object:
    try:
        return sheet.rows[row - 1][column - 1]
    except IndexError:
        return None


def meaning(place: Place, raw: object) -> str:
    """What a cell says, as the screen would have sent it. Raises ``BadAnswer``."""
    text = text_of(raw)
    if place.kind == "number" and isinstance(raw, int | float) and not isinstance(raw, bool):
        return text.replace(".", ",")
    if place.kind == "state":
        return state_of(text)
    return answer_of(text) if place.kind == "answer" else text


def answer_of(text: str) -> str:
    """The answer whose words stand in a cell; a blank one is a figure."""
    known = {}
    for language in ("en", "vi"):
        with override(language):
            known.update({fold(str(label)): code for code, label in ROW_ANSWERS.items()})
    if not text:
        return "final"
    if fold(text) not in known:
        raise BadAnswer(
            _("Choose one of the answers: %(answers)s.")
            % {"answers": ", ".join(map(str, ROW_ANSWERS.values()))}
        )
    return known[fold(text)]
