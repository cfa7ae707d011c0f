"""What was done, as it happened: one small model per register. Each stands in a file beside its declaration."""

from chithi.records.activities import Activity

__all__ = ["Activity"]
