"""The ruled tables of a sheet: rules → grids, words → their cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from chithi.reader.formats.places import Rule, Word, lines_of

_NEAR = 3.0  # points: the two sides of a thick rule are one


@dataclass(slots=True)
class Table:
    """`columns` and `rows` are the places of the rules, rows from the top; `words` those within."""

    columns: list[float]
    rows: list[float]
    level: list[Rule]
    upright: list[Rule]
    words: list[Word] = field(default_factory=list)

    def holds(self, word: Word) -> bool:
        x, y = _middle(word)
        return self.columns[0] - _NEAR < x < self.columns[-1] + _NEAR and self.rows[-1] < y < self.rows[0]

    def cells(self) -> list[list[list[str]]]:
        """Rows of cells of lines. A cell that reaches over others has its words in the first, the others are empty."""
        wide, high = len(self.columns) - 1, len(self.rows) - 1
        first = self._merged(wide, high)
        found: dict[tuple[int, int], list[Word]] = {}
        for word in self.words:
            x, y = _middle(word)
            column = max(0, min(wide, sum(x > at for at in self.columns)) - 1)
            row = max(0, min(high, sum(y < at for at in self.rows)) - 1)
            found.setdefault(first[row, column], []).append(word)
        return [[[line.text for line in lines_of(found.get((row, column), []))] for column in range(wide)]
                for row in range(high)]  # fmt: skip

    def _merged(self, wide: int, high: int) -> dict[tuple[int, int], tuple[int, int]]:
        """Each cell → the first one of the cells with which no rule parts it."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(high):
            y = (self.rows[row] + self.rows[row + 1]) / 2
            for column in range(wide):
                x = (self.columns[column] + self.columns[column + 1]) / 2
                here = (row, column)
                first[here] = here
                if column and not _cut(self.upright, self.columns[column], y, False):
                    first[here] = first[row, column - 1]
                elif row and not _cut(self.level, self.rows[row], x, True):
                    first[here] = first[row - 1, column]
        return first


def find_tables(rules: list[Rule], words: list[Word]) -> tuple[list[Table], list[Word]]:
    """The tables from the top, and the words outside of them."""
    level = _joined([rule for rule in rules if rule.level], True)
    upright = _joined([rule for rule in rules if not rule.level], False)
    tables = [table for group in _groups(level, upright) if (table := _table(*group))]
    outside: list[Word] = []
    for word in words:
        home = next((table for table in tables if table.holds(word)), None)
        (home.words if home else outside).append(word)
    found = sorted((table for table in tables if table.words), key=lambda table: -table.rows[0])
    return found, outside


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.base + 0.3 * word.size


def _cut(rules: list[Rule], at: float, across: float, level: bool) -> bool:
    """Does a rule at this place reach over `across`?"""
    for rule in rules:
        place, low, high = (rule.y0, rule.x0, rule.x1) if level else (rule.x0, rule.y0, rule.y1)
        if abs(place - at) <= _NEAR and low - 1 <= across <= high + 1:
            return True
    return False


def _joined(rules: list[Rule], level: bool) -> list[Rule]:
    """Pieces of one line as one rule."""

    def key(rule: Rule) -> tuple[float, float]:
        return (rule.y0, rule.x0) if level else (rule.x0, rule.y0)

    out: list[Rule] = []
    rows: list[list[Rule]] = []
    for rule in sorted(rules, key=key):
        if rows and key(rule)[0] - key(rows[-1][0])[0] <= _NEAR:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        place = key(row[0])[0]
        low = high = None
        for start, end in sorted((r.x0, r.x1) if level else (r.y0, r.y1) for r in row):
            if low is None or high is None or start > high + _NEAR:
                if low is not None and high is not None:
                    out.append(_make(place, low, high, level))
                low, high = start, end
            high = max(high, end)
        if low is not None and high is not None:
            out.append(_make(place, low, high, level))
    return out


def _make(place: float, low: float, high: float, level: bool) -> Rule:
    return Rule(low, place, high, place) if level else Rule(place, low, place, high)


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch, level ones and upright ones."""
    home = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while home[index] != index:
            home[index] = home[home[index]]
            index = home[index]
        return index

    if len(level) * len(upright) > 1_000_000:  # a drawing, no table
        return []
    for i, flat in enumerate(level):
        for j, tall in enumerate(upright):
            if (flat.x0 - _NEAR <= tall.x0 <= flat.x1 + _NEAR) and (
                tall.y0 - _NEAR <= flat.y0 <= tall.y1 + _NEAR
            ):
                home[root(i)] = root(len(level) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*level, *upright]):
        groups.setdefault(root(i), ([], []))[i >= len(level)].append(rule)
    return list(groups.values())


def _table(level: list[Rule], upright: list[Rule]) -> Table | None:
    """A grid of at least two columns; its outer sides need not be drawn."""
    if not level or not upright:
        return None
    columns = _places([r.x0 for r in upright] + [min(r.x0 for r in level), max(r.x1 for r in level)])
    rows = _places([r.y0 for r in level] + [min(r.y0 for r in upright), max(r.y1 for r in upright)])
    if not (3 <= len(columns) <= 60 and 2 <= len(rows) <= 500):
        return None
    return Table(columns, rows[::-1], level, upright)


def _places(values: list[float]) -> list[float]:
    """The values in order, those near each other once."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * _NEAR:
            out.append(value)
    return out
