"""The grammar of units: where a list of bodies, groups or posts begins in a sentence, and where it ends.

Written for the way the genre writes: `Sở Lao động, Thương binh và Xã hội` is one name, `Sở Kế hoạch và Đầu tư, Cục
Thống kê tỉnh` are two, `các sở, ban, ngành` is one group, and `… có liên quan rà soát` ends before the verb.
"""

from __future__ import annotations

from chithi.reader.heads import HEADS, head_of, is_office, is_person, next_person
from chithi.reader.names import AND, name_end
from chithi.reader.result import Span
from chithi.reader.taught import taught
from chithi.reader.tokens import FIRST_WORD, Token, tokens
from chithi.reader.view import Units, View

_LOOK = 1500  # characters a list of units may run over: keeps reading linear
_FIRST_LOOK, _STEP = (
    160,
    400,
)  # most lists are short: read on only where one reaches the end of what was looked at
_MARGIN = 60
_KNOWN = 1100  # how far into a list an item's own list is taken from it: what stands behind was not looked at enough
NONE = Units((), 0)


def parse_units(view: View, start: int, end: int) -> Units:
    """The list of units that begins right at `start`; no items where none begins there."""
    known = view.units.get((start, end))
    if known is None:
        known = view.units[start, end] = taught(view, _read_units(view, start, end), start, end, _read_units)
    return known


def _read_units(view: View, start: int, end: int) -> Units:
    start, end = view.trim(start, end)
    word = FIRST_WORD.match(view.low, start, end)
    if word is None or word.group().rstrip(".…/") not in HEADS:
        return NONE  # most sentences begin with no unit: one look at their first word is enough
    known = view.lists.get((start, end))
    if known:
        return _rest_of(*known)
    found = _parse(view, start, end)
    for index, item in enumerate(found.items[1:], 1):
        if item[0] >= start + _KNOWN:
            break
        view.lists[item[0], end] = found, index
    return found


def _rest_of(units: Units, index: int) -> Units:
    """The list from its item `index` on: in `Sở A; Sở B; Sở C` each may be asked for, and all are read once."""
    brackets = tuple((at - index, start, end) for at, start, end in units.brackets if at >= index)
    return Units(units.items[index:], units.stop, brackets)


def _parse(view: View, start: int, end: int) -> Units:
    limit = min(end, start + _LOOK)
    reach = min(limit, start + _FIRST_LOOK)
    toks = tokens(view, start, reach)
    items: list[Span] = []
    brackets: list[tuple[int, int, int]] = []
    i, stop, sep, person = 0, start, "", False
    head_end = head_of(toks, 0, True)
    while head_end:
        last = name_end(toks, i, head_end)
        if toks[last - 1].end > reach - _MARGIN:
            if reach < limit:
                reach = _read_on(view, toks, min(limit, reach + _STEP))
                head_end = head_of(toks, i, True)
                continue
            if limit < end and items:
                break  # a name that was not seen to its end
        office = person and sep == "," and is_office(toks, i)
        items[-1:] = [*items[-1:], (toks[i].start, toks[last - 1].end)] if not office else [
            (items[-1][0], toks[last - 1].end)
        ]  # fmt: skip
        person = office or is_person(toks, i, head_end)
        stop, i = toks[last - 1].end, last
        sep = toks[i].sep if i < len(toks) else view.flat[stop : min(end, stop + _MARGIN)].replace(" ", "")
        if sep[:1] == "(":
            closing = view.flat.find(")", stop, min(end, stop + _LOOK))
            if closing < 0:
                break
            opening = view.flat.index("(", stop)
            brackets.append((len(items) - 1, opening + 1, closing))
            stop = closing + 1
            if stop > reach - _MARGIN and reach < limit:
                reach = _read_on(view, toks, min(limit, stop + _STEP))
            while i < len(toks) and toks[i].start < stop:
                i += 1
            sep = toks[i].sep.rpartition(")")[2] if i < len(toks) else ""
        if i >= len(toks):
            break
        head_end = head_of(toks, i, True) if sep in (",", ";") else 0
        if not head_end and sep in ("", ",") and toks[i].low in AND:
            i += 1
            head_end = head_of(toks, i, True)
        if not head_end and person and (sep in (",", ";") or toks[i - 1].low in AND):
            named = next_person(toks, i)
            head_end = i + named if named else 0
    return Units(tuple(items), stop, tuple(brackets))


def _read_on(view: View, toks: list[Token], reach: int) -> int:
    """Add the words up to `reach` to `toks`, of which the last may have been cut; returns `reach`."""
    cut = toks.pop()
    first, *more = tokens(view, cut.start, reach)
    toks += [first._replace(sep=cut.sep), *more]
    return reach


def members(view: View, units: Units) -> Units:
    """A group whose bracket lists its members (`Các cơ quan báo chí (Đài …, Báo …)`) becomes those members."""
    items: list[Span] = list(units.items)
    for index, start, end in reversed(units.brackets):
        if view.low.startswith(("các ", "những "), units.items[index][0]):
            inner = parse_units(view, start, end)
            rest = view.flat[inner.stop : end].strip(" .…,;")
            if inner.items and (not rest or rest.lower() in ("v.v", "vv")):
                items[index : index + 1] = inner.items
    return Units(tuple(items), units.stop, units.brackets)
