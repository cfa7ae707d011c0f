"""Where the planning pool (quy hoạch) has fewer women than the plan needs, per level and year."""

from collections.abc import Iterable
from dataclasses import dataclass

from chithi.roadmap.plain import Plain
from chithi.roadmap.plan import Plan
from chithi.roadmap.retirement import Month, retires_between, retires_on


@dataclass(frozen=True)
class Candidate:
    """A woman planned for posts of ``level``; one planned for two levels stands twice and counts in each.

    ``eligible_from``: the first year in which she can be appointed, None: any. The birth as of `vacancies.Holder`.
    """

    level: str
    birth_year: int | None = None
    birth_month: int | None = None
    eligible_from: int | None = None
    retires: Month | None = None


@dataclass(frozen=True)
class Stock(Plain):
    """One level in one year. ``needed``: women to appoint by the plan; ``free``: women of the pool who can be
    appointed in the year and were not yet; ``missing``: needed but not there."""

    level: str
    year: int
    needed: int
    free: int
    missing: int


@dataclass(frozen=True)
class Pool(Plain):
    """``stocks``: level by level, in it year by year. ``unknown``: by level, women of the pool whose last year is not
    known; they are not counted as free."""

    stocks: tuple[Stock, ...]
    unknown: tuple[tuple[str, int], ...]

    @property
    def thin(self) -> tuple[Stock, ...]:
        """Where the pool is too thin."""
        return tuple(stock for stock in self.stocks if stock.missing)

    @classmethod
    def also(cls) -> tuple[str, ...]:
        return ("thin",)


def measure(plan: Plan, candidates: Iterable[Candidate], serves: int = 1) -> Pool:
    """The women of the pool against the appointments of the plan.

    A candidate can be appointed in the years from ``eligible_from`` on after which she still has at least ``serves``
    calendar years up to the one of her retirement (1: she does not retire in the year itself; a first appointment
    commonly asks for a whole term, five). Each is appointed once, first the one whose last year comes first, which
    fills as many appointments as can be filled. Raises ``ValueError`` for a level the plan does not have and for a
    negative ``serves``.
    """
    if serves < 0:
        raise ValueError(f"years to serve are not negative: {serves}")
    levels = list(dict.fromkeys(row.level for row in plan.rows if row.level is not None))
    spans: dict[str, list[tuple[int, int]]] = {level: [] for level in levels}
    unknown = dict.fromkeys(levels, 0)
    for candidate in candidates:
        if candidate.level not in spans:
            raise ValueError(
                f"a candidate is planned for the level {candidate.level!r}, which the plan does not have"
            )
        last = _last_year(candidate, serves)
        if last is None:
            unknown[candidate.level] += 1
        else:
            spans[candidate.level].append((candidate.eligible_from or 0, last))
    stocks = [stock for level in levels for stock in _stocks(plan, level, spans[level])]
    return Pool(tuple(stocks), tuple((level, number) for level, number in unknown.items() if number))


def _last_year(candidate: Candidate, serves: int) -> int | None:
    """The last year in which she can be appointed; None where it is not known."""
    if candidate.retires is not None:
        return candidate.retires.year - serves
    if candidate.birth_year is None:
        return None
    if candidate.birth_month is not None:
        return retires_on("F", candidate.birth_year, candidate.birth_month).year - serves
    earliest, latest = retires_between("F", candidate.birth_year)
    return earliest.year - serves if earliest.year == latest.year else None


def _stocks(plan: Plan, level: str, spans: list[tuple[int, int]]) -> list[Stock]:
    waiting = sorted(spans, key=lambda span: span[1])
    stocks = []
    for row in plan.rows:
        if row.level != level:
            continue
        free = [span for span in waiting if span[0] <= row.year <= span[1]]
        for span in free[: row.appoint]:
            waiting.remove(span)
        stocks.append(Stock(level, row.year, row.appoint, len(free), max(0, row.appoint - len(free))))
    return stocks
