"""What was done, as it happened: one small model per register. Each stands in a file beside its declaration."""

from chithi.records.activities import Activity
from chithi.records.inspections import Inspection
from chithi.records.proposals import Proposal

__all__ = ["Activity", "Inspection", "Proposal"]
