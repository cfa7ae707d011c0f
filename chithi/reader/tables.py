"""Tables of tasks → blocks: a row's task with its cells as labels (lead, partners, deadline) below it.

A table comes as rows (`| 1 | Xây dựng … | Sở Y tế | … |`, also from Word) or, copied out of a page, as one cell per
paragraph; both are known by their head (`TT`, `Nội dung`, `Cơ quan chủ trì`, `Thời gian`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from chithi.reader.blocks import Block
from chithi.reader.flat_tables import Row, flat_rows
from chithi.reader.label_dates import dues_in_label
from chithi.reader.labels import column_of, spread_values
from chithi.reader.units import parse_units
from chithi.reader.view import View

_NUMBER = re.compile(r"\d{1,3}\.?|[IVX]{1,5}\.?")
_AS_ABOVE = re.compile(r"[-\s]*(?:nt|như trên)[-.\s]*")
_PARTS = ("annex", "part", "article", "roman", "upper")
_LEAST = 3  # columns that a head must name


def lay_tables(view: View, blocks: list[Block]) -> list[Block]:
    """The blocks with every table of tasks laid out as rows and cells; all others untouched, in order."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        if blocks[i].row >= 0:
            stop = i
            while stop < len(blocks) and blocks[stop].row >= 0:
                stop += 1
            out.extend(_from_rows(view, blocks[i:stop]))
            i = stop
            continue
        flat = flat_rows(view, blocks, i)
        if flat:
            out.extend(part for row in flat for part in _from_flat(row))
            i += 1 + len(flat)
            continue
        columns = _head_of_paragraphs(view, blocks, i)
        if columns:
            i = _from_paragraphs(view, blocks, i + len(columns), columns, out)
            continue
        out.append(blocks[i])
        i += 1
    return spread_values(view, out)


def _from_flat(row: Row) -> list[Block]:
    if not row.columns:
        return [row.block]
    spans = {role: replace(row.block, start=start, end=end) for role, (start, end) in row.columns.items()}
    others = [_cell(spans[role], role) for role in ("lead", "with", "due") if role in spans]
    return [_row(spans["task"], row.number), *others]


def _cell(block: Block, role: str) -> Block:
    return Block("cell", "", role, block.start, block.end, block.outer)


def _row(block: Block, label: str) -> Block:
    return Block("row", label, "", block.start, block.end, block.outer)


def is_head(columns: dict[int, str]) -> bool:
    """Do these columns, by their places, make the head of a table of tasks?"""
    roles = set(columns.values())
    return len(columns) >= _LEAST and "task" in roles and ("lead" in roles or "due" in roles)


def _from_rows(view: View, cells: list[Block]) -> list[Block]:
    """Cells that know their row and column; the last head seen counts for the rows below it."""
    rows: dict[int, list[Block]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    columns: dict[int, str] = {}
    out: list[Block] = []
    above: dict[str, Block] = {}
    for row in rows.values():
        named = {cell.cell: role for cell in row if (role := column_of(view, cell.start, cell.end))}
        if is_head(named):
            columns = named
        elif columns:
            out.extend(_laid(view, row, columns, above))
        else:
            out.extend(row)
    return out


def _laid(view: View, row: list[Block], columns: dict[int, str], above: dict[str, Block]) -> list[Block]:
    """A row under a known head: its task first, then its other cells; `nt`, `như trên` say what stands above."""
    by_role = {columns[cell.cell]: cell for cell in row if cell.cell in columns}
    for role, cell in by_role.items():
        if _AS_ABOVE.fullmatch(view.low, cell.start, cell.end):
            by_role[role] = above.get(role, cell)
    above.update(by_role)
    task = by_role.get("task")
    if task is None:
        return row
    number = by_role.get("number")
    label = view.text[number.start : number.end] if number else ""
    others = [_cell(cell, role) for role, cell in by_role.items() if role in ("lead", "with", "due", "other")]
    return [_row(task, label), *others]


def _head_of_paragraphs(view: View, blocks: list[Block], at: int) -> list[str]:
    """The roles of a head given as one paragraph per cell, `TT` first or none; empty where none stands here."""
    roles: list[str] = []
    for block in blocks[at : at + 8]:
        role = (
            column_of(view, block.start, block.end)
            if block.kind == "plain" and block.end - block.start < 60
            else None
        )
        if role is None or (role in roles and role != "other") or (roles and role == "number"):
            break
        roles.append(role)
    return roles if is_head(dict(enumerate(roles))) else []


def _from_paragraphs(view: View, blocks: list[Block], at: int, columns: list[str], out: list[Block]) -> int:
    """Read rows until a paragraph breaks the pattern; returns where the table ends."""
    if "number" not in columns:
        return _without_numbers(view, blocks, at, columns, out)
    last = 0
    while at < len(blocks):
        number = view.flat[blocks[at].start : blocks[at].end].strip()
        if not _NUMBER.fullmatch(number):
            if column_of(view, blocks[at].start, blocks[at].end) or _is_filler(number):
                at += 1  # the head repeated on the next page, a row of dots
                continue
            following = _next_row(view, blocks, at, last)
            if following is None:
                return at
            at = following  # a cell that a page's end tore in two
            continue
        last = int(number.rstrip(".")) if number[0].isdigit() else last
        stop = at + 1
        while stop < len(blocks) and stop - at < len(columns) and not _starts_row(view, blocks[stop]):
            stop += 1
        cells = blocks[at + 1 : stop]
        if cells:
            out.append(_row(cells[0], number))
            roles = [role for role in columns if role != "number"]
            out.extend(
                _cell(cell, role)
                for cell, role in zip(cells[1:], _roles(view, cells[1:], roles[1:]), strict=False)
            )
        at = stop
    return at


def _without_numbers(view: View, blocks: list[Block], at: int, columns: list[str], out: list[Block]) -> int:
    """Rows that fill all columns, as long as units and days stand where the head says so."""
    while at + len(columns) <= len(blocks):
        row = dict(zip(columns, blocks[at : at + len(columns)], strict=True))
        if any(cell.kind != "plain" or cell.row >= 0 for cell in row.values()) or not _fits(view, row):
            break
        out.append(_row(row["task"], ""))
        out.extend(_cell(cell, role) for role, cell in row.items() if role != "task")
        at += len(columns)
    return at


def _fits(view: View, row: dict[str, Block]) -> bool:
    """Are the cells of leads and partners lists of units, and that of the deadline no list of units?"""
    for role, cell in row.items():
        units = parse_units(view, cell.start, cell.end)
        whole = bool(units.items) and view.trim(units.stop, cell.end, ".;,")[0] >= cell.end
        if whole is not (role in ("lead", "with")) and role != "other":
            return False
    return True


def _roles(view: View, cells: list[Block], roles: list[str]) -> list[str]:
    """What each cell holds: in the order of the head, where a row lacks some and a day stands in a column of units
    that column is the one that lacks."""
    if len(cells) == len(roles):
        return roles
    found: list[str] = []
    left = list(roles)
    for cell in cells:
        if left and left[0] == "with" and "due" in left and _is_day(view, cell):
            left = left[left.index("due") :]
        found.append(left.pop(0) if left else "other")
    return found


def _is_day(view: View, cell: Block) -> bool:
    said = bool(parse_units(view, cell.start, cell.end).items)
    return not said and bool(dues_in_label(view, cell.start, cell.end))


def _next_row(view: View, blocks: list[Block], at: int, last: int) -> int | None:
    """Where the row behind row `last` begins, if it is near."""
    for index in range(at + 1, min(len(blocks), at + 4)):
        number = view.flat[blocks[index].start : blocks[index].end].strip().rstrip(".")
        if number.isdigit() and int(number) == last + 1:
            return index
    return None


def _starts_row(view: View, block: Block) -> bool:
    if block.kind in _PARTS:
        return True  # the next part of the paper
    return bool(_NUMBER.fullmatch(view.flat[block.start : block.end].strip()))


def _is_filler(text: str) -> bool:
    return not any(c.isalnum() for c in text)
