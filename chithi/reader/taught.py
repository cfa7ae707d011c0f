"""What people taught, applied to a list of units as the grammar reads it."""

from __future__ import annotations

import re
from collections.abc import Callable

from chithi.reader.known import known_key
from chithi.reader.result import Span
from chithi.reader.view import Units, View

_WORD = re.compile(r"[^\x20,;:()\"\[\]]+")
_NEXT = re.compile(r"\x20*(?:[,;]|\x20(?:và|hoặc))\x20*")
_REACH = 300  # characters that an alias may run over
_LONGEST = 1500  # characters that a list goes on: keeps reading linear
Read = Callable[[View, int, int], Units]


def taught(view: View, units: Units, start: int, end: int, read: Read) -> Units:
    """`units` as read at `start`, without the names that are no unit; a known name of a unit stands for itself where
    the grammar sees none or less of it. `read` is the grammar, which reads on behind it."""
    if view.known.aliases:
        units = _once(view, units, start, end)
        units = _going_on(view, units, end, read) if units.items else units
    return _left(view, units) if view.known.not_units else units


def no_unit(view: View, start: int, end: int) -> bool:
    """Was it taught that these words are no unit? What was asked of such words is told of (`View.refused`)."""
    if known_key(view.low[start:end]) not in view.known.not_units:
        return False
    view.refused.add((start, end))
    return True


def _once(view: View, units: Units, start: int, end: int) -> Units:
    units = _parted(view, units)
    start = view.trim(start, end)[0]
    alias = _alias_at(view, start, end)
    if alias and (not units.items or alias[1] > units.items[0][1]):
        view.learned.add(alias)
        return Units((alias,), alias[1])
    return units


def _left(view: View, units: Units) -> Units:
    """Only the name itself goes; the others stay, and what follows the list still follows it."""
    kept = [index for index, item in enumerate(units.items) if not no_unit(view, *item)]
    if len(kept) == len(units.items):
        return units
    if not kept:
        return Units((), units.items[0][0])
    place = {old: new for new, old in enumerate(kept)}
    brackets = tuple((place[at], start, end) for at, start, end in units.brackets if at in place)
    return Units(tuple(units.items[index] for index in kept), units.stop, brackets)


def _parted(view: View, units: Units) -> Units:
    """A name that runs on over a known one ends before it (`Sở Y tế, Nhóm Sông Xanh`)."""
    for index, (left, right) in enumerate(units.items):
        for sign in _NEXT.finditer(view.flat, left, right):
            alias = _alias_at(view, sign.end(), right)
            if alias:
                kept = tuple(bracket for bracket in units.brackets if bracket[0] < index)
                return Units((*units.items[:index], (left, sign.start())), sign.start(), kept)
    return units


def _alias_at(view: View, start: int, end: int) -> Span | None:
    """The longest known name that begins right here, in capitals as names are."""
    if start >= end or not view.flat[start].isupper():
        return None
    first = _WORD.match(view.low, start, end)
    if first is None:
        return None
    for words in view.known.beginning_with(first.group().rstrip(".…/")):
        pattern = r"\x20+".join(re.escape(word) for word in words)
        match = re.compile(pattern + r"(?!\w)").match(view.low, start, min(end, start + _REACH))
        if match:
            return match.span()
    return None


def _going_on(view: View, units: Units, end: int, read: Read) -> Units:
    """The list goes on where a mark or `và` is followed by a known name, or by a unit behind one."""
    items, brackets, stop = list(units.items), list(units.brackets), units.stop
    while stop - items[0][0] < _LONGEST:
        sign = _NEXT.match(view.flat, stop, end)
        if sign is None or (items[-1] not in view.learned and _alias_at(view, sign.end(), end) is None):
            break
        more = _once(view, read(view, sign.end(), end), sign.end(), end)
        if not more.items:
            break
        brackets.extend((index + len(items), left, right) for index, left, right in more.brackets)
        items.extend(more.items)
        stop = more.stop
    return Units(tuple(items), stop, tuple(brackets))
