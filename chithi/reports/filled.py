"""A report that is already filled: figures and words out of the unit's own records, until somebody writes over them."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from chithi.figures import filling
from chithi.figures.cells import CellKey, scope_for
from chithi.figures.checks import RECORDS
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import Period, parse_period
from chithi.figures.queries import asked_of
from chithi.figures.values import BadValue
from chithi.reports.changes import Sent
from chithi.reports.cycles import tree_for
from chithi.reports.fields import record_id
from chithi.reports.models import Answer, Cycle, Report
from chithi.reports.moves import Refused
from chithi.reports.told import left_open, standing, words_from_records
from chithi.reports.writing import write_words
from chithi.sheets.windows import Closing


def closings() -> Iterable[Closing]:
    """When the data of each round close. One query."""
    rows = Cycle.objects.values_list("period_from", "period_to", "cutoff").distinct()
    return [Closing(*row) for row in rows]


def fill(report: Report, work_ids: Iterable[int], by: str) -> bool:
    """Write what the registers say into a locked report that is about to be submitted or sent; whether they said
    anything new.

    Raises ``Refused`` where a figure was typed over that of the registers without a reason.
    """
    tree, period = tree_for(report), parse_period(report.cycle.period)
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
    tree = tree_for(report)
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
    said = dict(Answer.objects.filter(report=report, is_latest=True).values_list("field", "text"))
    told = left_open(standing(words_from_records(report, ids), said), said)
    sent = [Sent(field, t.text) for field, t in told.items()]
    records = {pk for field in told if (pk := record_id(field)) is not None}
    return sum(outcome.made for outcome in write_words(report, sent, ids, by=by, records=records))
