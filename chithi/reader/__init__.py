"""A plan document → a reading: text, provisions, tasks, clauses, deadlines, citations, each with its span.

Pure Python: no Django, no other room. `read(path)` and `read_bytes(data, filename)` give a `Reading`;
`Reading.as_dict()` is the JSON object of the contract; what cannot be read raises `UnreadableError`.
"""

from chithi.reader.errors import UnreadableError
from chithi.reader.known import Known
from chithi.reader.pipeline import read, read_bytes
from chithi.reader.result import Reading

__all__ = ["Known", "Reading", "UnreadableError", "read", "read_bytes"]
