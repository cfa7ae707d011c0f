"""Figures out of proportion with last year's or with the registers', in words for the pages of a report.

Remarked and never refused; what is out of proportion is the business of ``figures.checks``.
"""

from collections.abc import Iterator, Sequence

from chithi.figures.cells import UNSPLIT
from chithi.figures.checks import LAST_YEAR, REGISTERS, leap, said
from chithi.figures.queries import FormCell


def leaps_of(cells: Sequence[FormCell], scale: int) -> list[tuple[str, str]]:
    """(sex, sentence) for one line of figures: of its total, and where that is likely, of its cells.

    A leap of the total is said once and not again for female and male.
    """
    found = []
    for of in (LAST_YEAR, REGISTERS):
        total = [(UNSPLIT, words) for words in _of_total(cells, of, scale)]
        found += total or [
            (cell.key.sex, words)
            for cell in cells
            for words in _words(cell.value, _against(cell, of), of, scale)
        ]
    return found


def total_of(values: Sequence[int | None]) -> tuple[int | None, bool]:
    """Female, male and total of one line as one number, or the only number; and whether it is all of it.

    The total where one is not split, else female and male together as far as they are known.
    """
    *parts, total = values
    if total is not None:
        return total, True
    known = [value for value in parts if value is not None]
    return (sum(known) if known else None), bool(known) and len(known) == len(parts)


def _of_total(cells: Sequence[FormCell], of: str, scale: int) -> Iterator[str]:
    now, is_all = total_of([cell.value for cell in cells])
    before, was_all = total_of([_against(cell, of) for cell in cells])
    if not was_all or (not is_all and (now or 0) < (before or 0)):
        return  # the other sex may still make up for it
    yield from _words(now, before, of, scale)


def _against(cell: FormCell, of: str) -> int | None:
    return cell.last_year_value if of == LAST_YEAR else cell.expected


def _words(value: int | None, against: int | None, of: str, scale: int) -> Iterator[str]:
    if value is not None and against is not None and (found := leap(value, against, scale)):
        yield said(found, of, scale)
