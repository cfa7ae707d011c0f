"""What the unit's own records say to the words of its report, and which records these are.

Nothing is stored here: the words follow the records until somebody writes over them or the report leaves the unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from chithi.figures.derived import window_of
from chithi.figures.periods import parse_period
from chithi.reports.changes import Sent
from chithi.reports.fields import LONGEST, proposal_field, record_id, tidy, work_field, work_id
from chithi.reports.models import Answer, Report
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Record
from chithi.sheets.registers import Register
from chithi.vietnamese import fold


@dataclass(frozen=True)
class Told:
    """Words that records propose for a field, how many records these are, and where they stand.

    ``title``: of a proposal its own words alone, by which a typed one is known to be the same.
    """

    text: str
    records: int
    url: str
    title: str = ""


def words_from_records(report: Report, work_ids: Iterable[int]) -> dict[str, Told]:
    """What the unit's records of the period say to the fields of words. Two queries per register that tells or
    proposes, and the names of addressed units."""
    wanted = set(work_ids)
    found: dict[str, list[Told]] = {}
    for register in REGISTERS.values():
        if register.tell is not None:
            for field, those in fields_of(records_of(register, report), wanted).items():
                told = Told(register.tell(those), len(those), address_of(report, field))
                found.setdefault(field, []).append(told)
    together = {
        field: Told(tidy("\n".join(t.text for t in parts)), sum(t.records for t in parts), parts[0].url)
        for field, parts in found.items()
    }
    return together | {f: t for r in REGISTERS.values() for f, t in proposals_from(r, report)}


def proposals_from(register: Register, report: Report) -> Iterator[tuple[str, Told]]:
    """A proposal for each record of a register that proposes, with the link to it."""
    if register.propose is None:
        return
    records = records_of(register, report)
    for one, said in zip(records, register.propose(records), strict=True):
        for half, words in (("to", said.to), ("text", said.text)):
            text = shortened(tidy(words), LONGEST[half])
            yield proposal_field(f"r{one.pk}", half), Told(text, 1, register.url(one.pk), said.title)


def shortened(text: str, most: int) -> str:
    """A text that a field takes; a record may say more."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def told_here(register: Register, report: Report) -> Q:
    """The records of a register of which a report tells: the unit's own ones that its period counts."""
    window = window_of(parse_period(report.cycle.period))
    return register.when(window) & Q(**{register.unit: report.unit_id}) & Q(withdrawn_at=None)


def records_of(register: Register, report: Report) -> list[Record]:
    mine: Any = register.model._default_manager.filter(told_here(register, report))
    return list((mine.prefetch_related("work_items") if register.tell else mine).order_by("pk"))


def fields_of(records: Sequence[Any], work_ids: set[int]) -> dict[str, list[Record]]:
    """The fields to which records say something: the results, and the words of each work item they serve."""
    found: dict[str, list[Record]] = {"results": list(records)} if records else {}
    for one in records:
        for item in one.work_items.all():
            if item.pk in work_ids:
                found.setdefault(work_field(item.pk, "words"), []).append(one)
    return found


def told_in(field: str, register: Register, report: Report) -> Q | None:
    """The records of a register that the words of a field count, as a condition; None where it counts none."""
    if register.tell is None:
        return None
    if field == "results":
        return told_here(register, report)
    item = work_id(field) if field.endswith(":words") else None
    return None if item is None else told_here(register, report) & Q(work_items=item)


def address_of(report: Report, field: str) -> str:
    """The page with the very records that the words of a field count."""
    return f"{reverse('reports:records', args=[report.pk])}?{urlencode({'field': field})}"


def standing(told: Mapping[str, Told], said: Mapping[str, str]) -> dict[str, Told]:
    """What records say beside what was written (field → text, blanks too). A proposal that somebody typed in the same
    words stands once: the record is told at the typed one."""
    typed = {
        same(text): field
        for field, text in said.items()
        if text and field.startswith("proposal:") and field.endswith(":text") and record_id(field) is None
    }
    found: dict[str, Told] = {}
    for field, words in told.items():
        pk = record_id(field)
        if pk is None or {proposal_field(f"r{pk}", half) for half in ("to", "text")} & said.keys():
            found[field] = words
            continue
        place = next((typed[w] for w in (same(words.title), same(words.text)) if w in typed), None)
        if place is None:
            found[field] = words
        elif field.endswith(":text"):
            found[place] = words
    return found


def same(words: str) -> str:
    """Words without signs, accents and capitals: what is equal so was meant to be the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(words)).split())


def left_open(told: Mapping[str, Told], said: Mapping[str, str]) -> dict[str, Told]:
    """The fields in which the words of records stand: nobody wrote there. Without its words a proposal has no
    addressee either."""
    return {
        field: words
        for field, words in told.items()
        if field not in said
        and ((pk := record_id(field)) is None or said.get(proposal_field(f"r{pk}", "text")) != "")
    }


def shown_before(
    report: Report, changes: Sequence[Sent], work_ids: Iterable[int]
) -> tuple[dict[str, str], set[int]]:
    """What stood, out of records, in fields that changes write to for the first time, and the records whose proposals
    may be written to.

    It is looked up only where it matters: an emptied field is an answer where words of records stood, and a proposal
    of a record is there while that record is, or once it was written to.
    """
    asked = {
        c.field for c in changes if record_id(c.field) is not None or (not c.value.strip() and has_words(c))
    }
    if not asked:
        return {}, set()
    said = dict(Answer.objects.filter(report=report, is_latest=True).values_list("field", "text"))
    records = {pk for field in said if (pk := record_id(field)) is not None}
    if asked <= said.keys():
        return {}, records
    told = words_from_records(report, work_ids)
    records |= {pk for field in told if (pk := record_id(field)) is not None}
    return {field: words.text for field, words in left_open(told, said).items()}, records


def has_words(change: Sent) -> bool:
    """Whether records may have something to say to its field."""
    return change.field == "results" or change.field.endswith(":words")
