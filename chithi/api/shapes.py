"""What goes in and out: the shapes of the OpenAPI document, and records as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema

from chithi.sheets.fields import BETWEEN
from chithi.sheets.fields import Field as RecordField
from chithi.sheets.models import Job, Record
from chithi.sheets.registers import Register
from chithi.sheets.tables import Problem
from chithi.shell.middleware import storable

Typed = str | int | list[str] | None


class Wrong(ValueError):
    """Values that are not taken: a sentence for each field."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__()
        self.fields = dict(fields)


class FieldOut(Schema):
    name: str
    title: str
    kind: str = Field(description="text, long, choice, day, count, one, many")
    required: bool
    hint: str
    choices: dict[str, str]


class RegisterOut(Schema):
    name: str
    title: str
    may_change: bool
    fields: list[FieldOut]
    filters: list[str] = Field(description="names under which a list is narrowed")
    sorts: list[str]


class RecordOut(Schema):
    id: int
    version: int = Field(description="sent back with a change")
    withdrawn: bool
    values: dict[str, Any] = Field(description="text, ISO day, whole number, key, list of keys, or null")
    file: dict[str, str] = Field(description="the same as files have it")


class RecordsOut(Schema):
    records: list[RecordOut]
    next: str = Field(description="`after` of the next page; empty on the last")
    previous: str = Field(description="`before` of the page before; empty on the first")
    count: int = Field(description="how many there are, counted up to 1000")
    more: bool = Field(description="whether there are more than were counted")


class ListIn(Schema):
    """What narrows and turns the pages of a list; the filters of the register beside it, by name."""

    q: str = ""
    sort: str = ""
    after: str = ""
    before: str = ""
    last: str = Field("", description="1: the last page")
    withdrawn: str = Field("", description="1: the withdrawn ones")
    limit: int = Field(50, ge=1, le=500)


class AddIn(Schema):
    values: dict[str, Any]
    again: bool = Field(False, description="add it though the same record stands already")


class ChangeIn(Schema):
    version: int = Field(description="of the record as you read it", ge=0, le=2**31 - 1)
    values: dict[str, Any] = Field(description="only what is to change")


class WithdrawIn(Schema):
    reason: str


class ErrorOut(Schema):
    error: str = Field(description="one sentence")
    fields: dict[str, str] = Field(description="a sentence for each field that is not taken")


class ProblemOut(Schema):
    sheet: str
    cell: str
    reason: str


class ChangeOut(Schema):
    row: int
    what: str
    kind: str
    old: dict[str, Any]
    new: dict[str, Any]


class LoadOut(Schema):
    loaded: bool
    created: int
    changed: int
    unchanged: int
    problem_count: int
    problems: list[ProblemOut]
    changes: list[ChangeOut]


class JobOut(Schema):
    id: int
    address: str
    state: str
    reason: str
    rows_total: int
    rows_checked: int
    rows_done: int
    created: int
    changed: int
    unchanged: int
    problem_count: int
    problems: list[ProblemOut] = Field(description="the first 500")


def register_out(
    register: Register, may_change: bool, filters: Sequence[str], sorts: Sequence[str]
) -> RegisterOut:
    return RegisterOut(
        name=register.name,
        title=str(register.title),
        may_change=may_change,
        fields=[field_out(one) for one in register.fields.values()],
        filters=list(filters),
        sorts=list(sorts),
    )


def field_out(one: RecordField) -> FieldOut:
    choices = {key: str(label) for key, label in getattr(one, "choices", {}).items() if key}
    return FieldOut(
        name=one.name,
        title=str(one.title),
        kind=one.kind,
        required=one.required,
        hint=str(one.hint),
        choices=choices,
    )


def records_out(register: Register, records: Iterable[Record]) -> list[RecordOut]:
    """Records with typed values; the keys of related things are asked once for all."""
    found = [(one, register.values(one)) for one in records]
    write = register.writer([values for _one, values in found])
    return [record_out(register, one, values, write(values)) for one, values in found]


def record_out(
    register: Register, one: Record, values: Mapping[str, Any], file: Mapping[str, str]
) -> RecordOut:
    typed = {name: typed_of(register.fields[name], value, file[name]) for name, value in values.items()}
    return RecordOut(
        id=one.pk, version=one.version, withdrawn=one.withdrawn_at is not None, values=typed, file=dict(file)
    )


def typed_of(of: RecordField, value: Any, text: str) -> Typed:
    if of.kind == "count":
        return value
    if of.kind == "many":
        return [key for key in text.split(BETWEEN) if key]
    return (text or None) if of.kind in ("day", "one") else text


def texts_of(register: Register, values: Mapping[str, Any]) -> dict[str, str]:
    """The values of a request as a person would have typed them. Raises ``Wrong``."""
    texts, wrong = {}, {}
    for name, value in values.items():
        if name not in register.fields:
            wrong[storable(name)[:80]] = _("There is no such field.")
        elif value is None:
            texts[name] = ""
        elif isinstance(value, str):
            texts[name] = storable(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            texts[name] = str(value)
        elif isinstance(value, list) and all(isinstance(v, str) for v in value):
            texts[name] = BETWEEN.join(map(storable, value))
        else:
            wrong[name] = _("Send a text, a whole number, a list of texts, or null.")
    if wrong:
        raise Wrong(wrong)
    return texts


def problem_out(problem: Problem | Any) -> ProblemOut:
    """``Sheet1!B3`` is taken apart."""
    sheet, mark, cell = problem.address.rpartition("!")
    return ProblemOut(sheet=sheet if mark else cell, cell=cell if mark else "", reason=problem.message)


def job_out(job: Job, address: str, most: int = 500) -> JobOut:
    names = (
        "id",
        "state",
        "reason",
        "rows_total",
        "rows_checked",
        "rows_done",
        "created",
        "changed",
        "unchanged",
    )
    return JobOut(
        address=address,
        problem_count=job.problem_count,
        problems=[problem_out(p) for p in job.found()[:most]],
        **{name: getattr(job, name) for name in names},
    )
