"""A paper as plain JSON values and back, without loss.

Every part of the tree is an object with its `type` (the class's name) and its fields; a text is a string and
a day is written 2026-01-05, the bytes of a picture in base64. The outermost object also has `schema`.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from chithi.papers import chart_values, content
from chithi.papers.content import Paper

SCHEMA = 1

_TYPES: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        content.Annex,
        content.Cell,
        content.Column,
        content.Emphasis,
        content.Figure,
        content.Head,
        content.Heading,
        content.Item,
        content.Paper,
        content.Paragraph,
        content.Picture,
        content.Recipient,
        content.Row,
        content.Signature,
        content.Strong,
        content.Table,
        chart_values.ChartWords,
        chart_values.Lines,
        chart_values.Mark,
        chart_values.Milestone,
        chart_values.Series,
        chart_values.Stacked,
        chart_values.Target,
    )
}


def _hints_of(kind: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


_HINTS = {name: _hints_of(kind) for name, kind in _TYPES.items()}


def dump(paper: Paper) -> dict[str, Any]:
    """The paper as dicts, lists, strings, integers, booleans and None."""
    return {"schema": SCHEMA, **_dumped(paper)}


def load(value: Mapping[str, Any]) -> Paper:
    """The paper that `dump` gave; raises ValueError, naming the place, for anything else."""
    if value.get("schema") != SCHEMA:
        raise ValueError(f"schema {SCHEMA} is read here, not {value.get('schema')!r}")
    paper = _loaded({key: part for key, part in value.items() if key != "schema"}, Paper, "paper")
    assert isinstance(paper, Paper)
    return paper


def _dumped(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_dumped(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if hints := _HINTS.get(type(value).__name__):
        return {"type": type(value).__name__, **{name: _dumped(getattr(value, name)) for name in hints}}
    return value


def _loaded(value: Any, hint: Any, where: str) -> Any:
    """`value` as the type that `hint` asks for; `where` names the place in complaints."""
    origin = get_origin(hint)
    if origin is Literal:
        return _expect(value in get_args(hint) and type(value) is not bool, value, where)
    if origin is tuple:
        _expect(isinstance(value, list), value, where)
        inner = get_args(hint)[0]
        return tuple(_loaded(part, inner, f"{where}[{i}]") for i, part in enumerate(value))
    if origin in (Union, UnionType):
        return _loaded(value, _choice(value, get_args(hint), where), where)
    if hint is NoneType:
        return _expect(value is None, value, where)
    if hint is date:
        return _day(value, where)
    if hint is bytes:
        return _bytes(value, where)
    if hint in (str, int, bool):
        return _expect(type(value) is hint, value, where)
    return _object(value, hint, where)


def _choice(value: Any, hints: tuple[Any, ...], where: str) -> Any:
    """The one of several types that `value` can be: by its `type` where it is an object."""
    if isinstance(value, dict):
        wanted = _TYPES.get(str(value.get("type")))
        _expect(wanted in hints, value, where)
        return wanted
    for hint in hints:
        if (value is None) == (hint is NoneType) and hint not in _TYPES.values():
            return hint
    raise ValueError(f"{where}: {value!r} does not belong here")


def _object(value: Any, kind: type[Any], where: str) -> Any:
    _expect(isinstance(value, dict) and value.get("type") == kind.__name__, value, where)
    hints = _HINTS[kind.__name__]
    unknown = value.keys() - hints.keys() - {"type"}
    missing = hints.keys() - value.keys()
    if unknown or missing:
        raise ValueError(f"{where}: unknown {sorted(unknown)}, missing {sorted(missing)}")
    return kind(**{name: _loaded(value[name], hint, f"{where}.{name}") for name, hint in hints.items()})


def _day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: {value!r} is not a day") from None


def _bytes(value: Any, where: str) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (TypeError, ValueError):
        raise ValueError(f"{where}: {str(value)[:60]!r} is not base64") from None


def _expect(right: bool, value: Any, where: str) -> Any:
    if not right:
        raise ValueError(f"{where}: {str(value)[:60]!r} does not belong here")
    return value
