"""A report that is already filled: figures and words out of the unit's own records, until somebody writes over them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.figures import filling
from chithi.figures.cells import CellKey, scope_for
from chithi.figures.checks import RECORDS
from chithi.figures.derived import window_of
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import Period, parse_period
from chithi.figures.queries import asked_of
from chithi.figures.values import BadValue
from chithi.reports.changes import Sent
from chithi.reports.cycles import tree_of
from chithi.reports.fields import work_field
from chithi.reports.models import Answer, Cycle, Report
from chithi.reports.moves import Refused
from chithi.reports.writing import write_words
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Record
from chithi.sheets.registers import Register
from chithi.sheets.windows import Closing


@dataclass(frozen=True)
class Told:
    """Words that records propose for a field, how many records these are, and where they stand."""

    text: str
    records: int
    url: str


def closings() -> Iterable[Closing]:
    """When the data of each round close. One query."""
    rows = Cycle.objects.values_list("period_from", "period_to", "cutoff").distinct()
    return [Closing(*row) for row in rows]


def words_from_records(report: Report, work_ids: Iterable[int]) -> dict[str, Told]:
    """What the unit's records of the period say to the fields of words. Two queries per register that tells."""
    period, wanted = parse_period(report.cycle.period), set(work_ids)
    found: dict[str, list[Told]] = {}
    for register in REGISTERS.values():
        if register.tell is None:
            continue
        records = records_of(register, report.unit_id, period)
        for field, those in fields_of(register, records, wanted).items():
            told = Told(register.tell(those), len(those), address_of(register, report, period))
            found.setdefault(field, []).append(told)
    return {
        field: Told("\n".join(t.text for t in parts), sum(t.records for t in parts), parts[0].url)
        for field, parts in found.items()
    }


def records_of(register: Register, unit_id: int, period: Period) -> list[Record]:
    mine: Any = register.model._default_manager.filter(
        register.when(window_of(period)), withdrawn_at=None, **{register.unit: unit_id}
    )
    return list(mine.prefetch_related("work_items").order_by("pk"))


def fields_of(register: Register, records: Sequence[Any], work_ids: set[int]) -> dict[str, list[Record]]:
    """The fields to which records say something: the results, and the words of each work item they serve."""
    found: dict[str, list[Record]] = {"results": list(records)} if records else {}
    for one in records:
        for item in one.work_items.all():
            if item.pk in work_ids:
                found.setdefault(work_field(item.pk, "words"), []).append(one)
    return found


def address_of(register: Register, report: Report, period: Period) -> str:
    """The list of the register with the unit's records of the period."""
    day = register.sorts[0].lstrip("-")
    asked = {
        register.unit: report.unit.key,
        f"{day}_from": f"{period.first:%d/%m/%Y}",
        f"{day}_to": f"{period.last:%d/%m/%Y}",
    }
    return f"{reverse('registers:list', args=[register.name])}?{urlencode(asked)}"


def fill(report: Report, work_ids: Iterable[int], by: str) -> bool:
    """Write what the registers say into a locked report that is about to be submitted or sent; whether they said
    anything new.

    Raises ``Refused`` where a figure was typed over that of the registers without a reason.
    """
    tree, period = tree_of(report.cycle), parse_period(report.cycle.period)
    node = tree.get(report.unit_id)
    if node is None:
        return False
    asked, scope = asked_of(node, period), scope_for(node, tree)
    if unexplained := typed_over(report, scope, period, asked):
        sentence = _(
            "Say why these figures differ from the registers, or empty them to take those: %(names)s."
        )
        raise Refused(sentence % {"names": "; ".join(unexplained)})
    try:
        figures = filling.fill(node.id, scope, period, tree, asked, by=by)
    except BadValue as bad:
        raise Refused(str(bad)) from bad
    return fill_words(report, work_ids, by) + figures > 0


def typed_over(report: Report, scope: str, period: Period, asked: Sequence[Indicator]) -> list[str]:
    """The indicators in which a typed figure differs from the registers and nobody said why."""
    tree = tree_of(report.cycle)
    offered = filling.offered_to(report.unit_id, scope, period, tree, asked)
    if not offered:
        return []
    rows = Observation.objects.filter(
        unit=report.unit_id, period=period.text, is_latest=True, indicator__in=asked
    ).select_related("indicator")
    reasons: dict[int, str] = {}
    differing: dict[int, str] = {}
    for row in rows:
        key = CellKey(row.indicator_id, row.scope, row.breakdown, row.part, row.sex)
        if row.origin != RECORDS:
            reasons[row.indicator_id] = reasons.get(row.indicator_id) or row.reason
        if filling.differs(key, row, offered):
            differing[row.indicator_id] = row.indicator.title
    return [title for pk, title in differing.items() if not reasons.get(pk)]


def fill_words(report: Report, work_ids: Iterable[int], by: str) -> int:
    """The proposed words become answers where nobody wrote anything yet; how many did."""
    ids = set(work_ids)
    said = set(Answer.objects.filter(report=report, is_latest=True).values_list("field", flat=True))
    told = words_from_records(report, ids)
    sent = [Sent(field, t.text) for field, t in told.items() if field not in said]
    return sum(outcome.made for outcome in write_words(report, sent, ids, by=by))
