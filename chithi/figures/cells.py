"""What a cell is: an indicator of a unit in a period, by scope, breakdown, part and sex. No database."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from chithi.units.tree import Node, Tree

Scope = Literal["own", "all"]
OWN: Scope = "own"
ALL: Scope = "all"
FEMALE, MALE, UNSPLIT = "F", "M", "_T"
WHOLE, NUMERATOR, DENOMINATOR = "", "numerator", "denominator"

_CODE = re.compile(
    r"f:(?P<indicator>[a-z0-9_-]{1,60}):(?P<scope>own|all):(?P<part>numerator|denominator|):(?P<sex>F|M|_T)"
    r"(?::(?P<breakdown>[^\s:][^:]*))?",
    re.IGNORECASE,
)


class CellKey(NamedTuple):
    """A cell within one unit and period."""

    indicator_id: int
    scope: str = OWN
    breakdown: str = ""
    part: str = WHOLE
    sex: str = UNSPLIT


def code_of(key: CellKey, indicator: str) -> str:
    """The short stable text of a cell, a name of form fields and of numbers in papers.

    ``indicator`` is the code of ``key.indicator_id``: ``f:live-births:all::F``, ``f:bodies:own:numerator:_T``.
    """
    tail = f":{key.breakdown}" if key.breakdown else ""
    return f"f:{indicator}:{key.scope}:{key.part}:{key.sex}{tail}"


def key_of(code: str, indicators: Mapping[str, int]) -> CellKey | None:
    """The cell a code names; ``indicators`` gives the id of each code. None where it names none."""
    match = _CODE.fullmatch(code)
    if match is None or match["indicator"] not in indicators:
        return None
    return CellKey(
        indicators[match["indicator"]], match["scope"], match["breakdown"] or "", match["part"], match["sex"]
    )


def scope_for(node: Node, tree: Tree) -> Scope:
    """The scope in which a unit reports: with subordinates where it has units below it and is not the top."""
    return ALL if node.parent_id in tree and tree.children(node.id) else OWN


def cells_of(kind: str, by_sex: bool) -> tuple[tuple[str, str], ...]:
    """The (part, sex) pairs that a form asks of an indicator.

    A rate is asked as numerator and denominator. Where people are counted by sex, the unsplit cell (a total not
    yet split) stands beside female and male.
    """
    parts = (NUMERATOR, DENOMINATOR) if kind == "rate" else (WHOLE,)
    sexes = (FEMALE, MALE, UNSPLIT) if by_sex else (UNSPLIT,)
    return tuple((part, sex) for part in parts for sex in sexes)
