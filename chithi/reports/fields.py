"""The fields of a report that are words: their names, their kinds, what may stand in them.

``work:<id>:state``, ``work:<id>:words``, ``results``, ``lacks``, ``causes``, ``next``, ``proposal:<n>:to``,
``proposal:<n>:text``. A proposal of the register has ``r`` and the id of its record for a number (``proposal:r12:to``),
so that it is the same one whatever comes before it. Figures have codes of their own (``f:…``, see
``chithi.figures.cells``).
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from chithi.vietnamese import fold

WORK_STATES = {
    "done": gettext_lazy("done"),
    "under_way": gettext_lazy("under way"),
    "not_begun": gettext_lazy("not begun"),
    "did_not_arise": gettext_lazy("did not arise"),
}
"""A standing duty has no day, so "did not arise" is an answer; it is not the same as "not begun"."""

WORDS = {
    "results": gettext_lazy("Results"),
    "lacks": gettext_lazy("What is lacking"),
    "causes": gettext_lazy("Why"),
    "next": gettext_lazy("What comes next year"),
}
PROPOSALS = 12
"""Proposals typed into one report at most; those of the register come beside them."""
LONGEST = {"words": 4000, "to": 300, "text": 4000}
LONGEST_WORDS = 20000

_FIELD = re.compile(
    r"work:(\d{1,18}):(state|words)|proposal:(r?\d{1,18}):(to|text)|(results|lacks|causes|next)"
)


class BadAnswer(ValueError):
    """An answer that is not taken; the message is one sentence that says what to do."""


def is_figure(field: str) -> bool:
    return field.startswith("f:")


def is_known(field: str, work_ids: Collection[int], records: Collection[int] = ()) -> bool:
    """Whether a report with these work items and records of proposals has such a field of words."""
    match = _FIELD.fullmatch(field)
    if match is None:
        return False
    if match[1]:
        return int(match[1]) in work_ids
    if match[3] and match[3].startswith("r"):
        return int(match[3][1:]) in records
    return not match[3] or 1 <= int(match[3]) <= PROPOSALS


def tidy(text: str) -> str:
    """A text as it is kept: NFC, no control characters, no blanks around it."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c == "\n" or c == "\t" or unicodedata.category(c) != "Cc").strip()


def clean(field: str, text: str, work_ids: Collection[int], records: Collection[int] = ()) -> str:
    """The text as it is kept; raises ``BadAnswer``."""
    if not is_known(field, work_ids, records):
        raise BadAnswer(_("This report has no such field. Load the page again."))
    text = tidy(text)
    kind = field.rpartition(":")[2]
    if kind == "state":
        if text and text not in WORK_STATES:
            raise BadAnswer(_("Choose one of the states: %(states)s.") % {"states": state_list()})
        return text
    limit = LONGEST.get(kind, LONGEST_WORDS)
    if len(text) > limit:
        raise BadAnswer(
            _("The text has %(length)s characters; %(limit)s are the most. Shorten it.")
            % {"length": len(text), "limit": limit}
        )
    return text


def state_list() -> str:
    return ", ".join(str(label) for label in WORK_STATES.values())


def state_of(words: str) -> str:
    """The state whose name in either language stands in a workbook, ``""`` for blank; raises ``BadAnswer``."""
    wanted = fold(words)
    names = {"": "", **{fold(code): code for code in WORK_STATES}}
    for language in ("en", "vi"):
        with override(language):
            names.update({fold(str(label)): code for code, label in WORK_STATES.items()})
    if wanted not in names:
        raise BadAnswer(_("Choose one of the states: %(states)s.") % {"states": state_list()})
    return names[wanted]


def work_field(work_item_id: int, part: str) -> str:
    return f"work:{work_item_id}:{part}"


def work_id(field: str) -> int | None:
    match = _FIELD.fullmatch(field)
    return int(match[1]) if match and match[1] else None


def proposal_field(number: str | int, half: str) -> str:
    """``half`` is to or text; ``number`` that of a typed one, or ``r`` and the id of a record."""
    return f"proposal:{number}:{half}"


def record_id(field: str) -> int | None:
    """The id of the record behind a field of a proposal; None for what is typed."""
    match = _FIELD.fullmatch(field)
    return int(match[3][1:]) if match and match[3] and match[3].startswith("r") else None


def proposal_numbers(records: Iterable[int], typed: int = PROPOSALS) -> list[str]:
    """The numbers of proposals in their order: those of records, then as many as were typed."""
    return [f"r{pk}" for pk in sorted(set(records))] + [str(n) for n in range(1, typed + 1)]


def proposals(answers: Mapping[str, str]) -> list[tuple[int, str, str]]:
    """The proposals that say something: (place, to whom, what), in their order."""
    records = {pk for field in answers if (pk := record_id(field)) is not None}
    found = (
        (answers.get(proposal_field(n, "to"), ""), answers.get(proposal_field(n, "text"), ""))
        for n in proposal_numbers(records)
    )
    return [(place, *said) for place, said in enumerate((s for s in found if any(s)), 1)]
