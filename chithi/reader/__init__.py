"""A plan document → a reading: text, provisions, tasks, clauses, deadlines, citations, each with its span.

Pure Python: no Django, no other room. `read(path)` and `read_bytes(data, filename)` give a `Reading`;
`Reading.as_dict()` is the JSON object of the contract; what cannot be read raises `UnreadableError`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chithi.reader.errors import UnreadableError
    from chithi.reader.known import Known
    from chithi.reader.pipeline import read, read_bytes
    from chithi.reader.result import Reading

__all__ = ["Known", "Reading", "UnreadableError", "read", "read_bytes"]
_WHERE = {
    "Known": "known",
    "Reading": "result",
    "UnreadableError": "errors",
    "read": "pipeline",
    "read_bytes": "pipeline",
}


def __getattr__(name: str) -> Any:
    """The grammar is loaded where it is used: the process that only takes a file apart starts without it."""
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"chithi.reader.{_WHERE[name]}"), name)
