"""What a draft edition changes, for the page: clause by clause, with the words that came and went marked."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from chithi.plans.difference import Change, difference
from chithi.plans.drafting import changes_between, content_pieces
from chithi.plans.models import Edition, Plan, WorkItem


@dataclass(frozen=True)
class Run:
    """A run of words that stayed ("="), came ("+") or went ("-")."""

    sign: str
    text: str


@dataclass(frozen=True)
class DifferenceRow:
    change: Change
    runs: list[Run]
    item: WorkItem | None


def runs_between(old: str, new: str) -> list[Run]:
    """The words of both texts in one row."""
    a, b = re.findall(r"\s*\S+", old), re.findall(r"\s*\S+", new)
    found = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Run("=", "".join(b[j1:j2])))
            continue
        found += [Run(sign, "".join(part)) for sign, part in (("-", a[i1:i2]), ("+", b[j1:j2])) if part]
    return found


def difference_rows(plan: Plan, standing: Edition, draft: Edition) -> dict[str, Any]:
    """The clauses and contents that changed, and how many stayed."""
    item_of = {c: i for i in draft.work_items.filter(joined_into=None) for c in i.clause_ids}

    def rows(changes: list[Change]) -> list[DifferenceRow]:
        return [
            DifferenceRow(
                c,
                runs_between(c.old.text, c.new.text) if c.kind == "changed" and c.old and c.new else [],
                item_of.get(str(c.new.key)) if c.new else None,
            )
            for c in changes
            if c.kind != "same"
        ]

    clauses = changes_between(standing, draft)
    contents = difference(content_pieces(standing.reading), content_pieces(draft.reading))
    kinds = ("same", "moved", "changed", "added", "removed")
    return {
        "tables": [(_("Work items"), rows(clauses)), (_("Contents"), rows(contents))],
        "nothing": all(c.kind == "same" for c in [*clauses, *contents]),
        "counts": [(kind, sum(c.kind == kind for c in clauses)) for kind in kinds],
    }
