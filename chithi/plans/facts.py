"""What a reading says, as plain values for this room. Pure: the JSON of the contract goes in.

The smallest thing a person decides on is a clause; the reader gives each only what differs from its leaf, here
every clause has its own leads, partners and deadlines.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chithi.reader.result import plain_name
from chithi.vietnamese import fold

Json = dict[str, Any]
Span = tuple[int, int]

# A part of the plan that says what is done, by the words of its heading, and what a part of another kind is
# called: purpose, objectives, arrangements, money.
WHAT = re.compile(r"\b(noi dung|nhiem vu|giai phap)\b")
NOT_WHAT = re.compile(
    r"\b(muc dich|yeu cau|muc tieu|quan diem|chi tieu|to chuc thuc hien|kinh phi|phan cong)\b"
)


@dataclass(frozen=True)
class Party:
    """A unit as the document writes it, on one line; ``mode`` is told or requested, by the words; ``found`` is how
    the reader found it (a code of ``confidence.FOUND``), empty in readings of before."""

    name: str
    span: Span
    mode: str = "told"
    found: str = ""


@dataclass(frozen=True)
class Clause:
    """One duty of a leaf with everything that holds for it. ``dues`` are (value, bound), ``due_found`` how they were
    found, ``whys`` the codes of what makes the reader doubt (``confidence.WHYS``), ``page`` that of the file on which
    it begins, where the file has pages."""

    id: str
    task_id: str
    at: str
    order: int
    text: str
    span: Span
    leads: tuple[Party, ...]
    partners: tuple[Party, ...]
    dues: tuple[tuple[str, str], ...]
    is_report_duty: bool = False
    doubt: bool = False
    due_found: tuple[str, ...] = ()
    whys: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True)
class Content:
    """A content to carry out: a leaf of the part that says what is done."""

    leaf_id: str
    at: str
    order: int
    heading: str
    text: str
    span: Span


def one_line(text: str) -> str:
    return " ".join(text.split())


def _span(value: Sequence[int]) -> Span:
    return (int(value[0]), int(value[1]))


def _parties(rows: list[Json], mode: str = "told") -> tuple[Party, ...]:
    return tuple(
        Party(plain_name(r["name"]), _span(r["span"]), r.get("mode") or mode, r.get("found") or "")
        for r in rows
    )


def _own(task: Json, clause: Json, key: str) -> list[Json]:
    """What a clause says itself, and what its leaf says outside of all clauses (label lines, columns)."""
    in_clauses = {_span(row["span"]) for c in task["clauses"] for row in c.get(key) or []}
    shared = [row for row in task.get(key) or [] if _span(row["span"]) not in in_clauses]
    return [*(clause.get(key) or []), *shared]


def clauses(reading: Json) -> list[Clause]:
    """Every clause of every task, in the document's order.

    A clause that holds the words of the duty to report is marked: the yearly report itself answers it.
    """
    found: list[Clause] = []
    reports = [_span(r["span"]) for r in reading.get("reports") or [] if r.get("span")]
    for task in reading.get("tasks") or []:
        for clause in task["clauses"]:
            span = _span(clause["span"])
            dues = _own(task, clause, "due")
            partners = _own(task, clause, "with")
            leads = clause.get("lead") or task.get("lead") or []
            doubted = [x for x in (task, clause, *leads, *partners, *dues) if x.get("doubt")]
            found.append(
                Clause(
                    id=clause["id"],
                    task_id=task["id"],
                    at=task["at"],
                    order=len(found) + 1,
                    text=clause["text"],
                    span=span,
                    leads=_parties(leads),
                    partners=_parties(partners),
                    dues=tuple(dict.fromkeys((d["value"], d["bound"]) for d in dues)),
                    is_report_duty=any(covers(span, r) for r in reports),
                    doubt=bool(doubted),
                    due_found=tuple(dict.fromkeys(d["found"] for d in dues if d.get("found"))),
                    whys=tuple(dict.fromkeys(x["why"] for x in doubted if x.get("why"))),
                    page=clause.get("page"),
                )
            )
    return found


def covers(clause: Span, report: Span) -> bool:
    """Whether most of a clause is the duty to report."""
    shared = min(clause[1], report[1]) - max(clause[0], report[0])
    return shared > 0 and shared * 2 >= clause[1] - clause[0]


def contents(reading: Json) -> list[Content]:
    """The leaves of the parts that say what is done, in the document's order; none where there is no such part."""
    found: list[Content] = []
    for part in reading["provisions"]:
        heading = fold(part.get("heading") or "")
        if not WHAT.search(heading) or NOT_WHAT.search(heading):
            continue
        for leaf, above in _leaves(part, []):
            text = leaf["text"].strip()
            if leaf is part or not text:
                continue
            label = leaf["id"].split("-")[0]
            found.append(
                Content(
                    leaf["id"],
                    label,
                    len(found) + 1,
                    one_line(above[-1] if above else ""),
                    text,
                    _span(leaf["span"]),
                )
            )
    return found


def _leaves(node: Json, above: list[str]) -> Iterator[tuple[Json, list[str]]]:
    if not node["children"]:
        yield node, above
        return
    heading = [node["heading"]] if node.get("heading") else []
    for child in node["children"]:
        yield from _leaves(child, [*above, *heading])


def joined(
    parts: Sequence[Clause],
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[tuple[str, str], ...]]:
    """Leads, partners and deadlines of clauses taken together, each once."""
    leads = tuple(dict.fromkeys(p for c in parts for p in c.leads))
    partners = tuple(dict.fromkeys(p for c in parts for p in c.partners))
    return leads, partners, tuple(dict.fromkeys(d for c in parts for d in c.dues))


def yearly_report(reading: Json) -> tuple[int | None, int | None, str]:
    """(month, day, bound) of the yearly report; a month alone has no day; nothing where the document says none."""
    for duty in reading.get("reports") or []:
        if duty.get("every") not in ("year", None) or not duty.get("due"):
            continue
        if match := re.fullmatch(r"(\d{2})(?:-(\d{2}))?", duty["due"]):
            return int(match[1]), int(match[2]) if match[2] else None, duty.get("bound") or "before"
    return None, None, "before"


def reported_through(reading: Json) -> list[str]:
    """The units through which reports go, as written: the focal unit is among them."""
    return [plain_name(name) for duty in reading.get("reports") or [] for name in duty.get("via") or []]
