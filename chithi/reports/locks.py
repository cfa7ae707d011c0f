"""Holding a report while it is written."""

from chithi.reports.models import Report


def locked(report: Report | int) -> Report:
    """The report as it stands now, locked until the end of the transaction.

    Its unit is locked too: a load, and the report on another plan, write the same cells.
    """
    pk = report if isinstance(report, int) else report.pk
    found = Report.objects.select_for_update(of=("self", "unit"), no_key=True)
    return found.select_related("cycle", "unit").get(pk=pk)
