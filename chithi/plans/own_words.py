"""The words with which a unit's own plan begins: what the plan above asks, said by the unit. Pure, Vietnamese."""

import datetime
import re
from collections.abc import Sequence

NAMES = frozenset(
    {"Sở", "Hội", "Ủy", "Uỷ", "Ban", "Công", "Tỉnh", "Liên", "Báo", "Đài", "Cục", "Mặt", "Chỉ", "Nghị", "Luật"}
    | {"Kế", "Trung", "Văn", "Đoàn", "Bộ", "Chi", "Bệnh", "Thanh"}
)  # fmt: skip
"""First words of names, which keep their capital inside a sentence."""
_LEADS = re.compile(
    r"^chủ trì,?\s+phối hợp (?:với|cùng) (?:các )?[^.;]*?(?:liên quan|địa phương|ngành)\s+", re.IGNORECASE
)
_TOGETHER = re.compile(r"^phối hợp (?:với|cùng) ", re.IGNORECASE)
_AND = re.compile(r"^(?:,|và|cùng|(?:các )?(?:đơn vị|cơ quan)(?: có)? liên quan)\s*", re.IGNORECASE)


def sentence(text: str) -> str:
    """On one line, with a capital at its beginning and a full stop at its end."""
    words = " ".join(text.split()).strip(" .;,/-")
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def inside(text: str) -> str:
    """The same as a part of a sentence: a small letter at its beginning where no name stands there."""
    words = " ".join(text.split()).strip(" .;,/-")
    first = words.partition(" ")[0]
    keeps = first in NAMES or (len(first) > 1 and first.isupper())
    return words if keeps else f"{words[:1].lower()}{words[1:]}"


def cooperating(text: str, lead: str, partners: Sequence[str]) -> str:
    """What a unit writes that only cooperates: with whom, and in what."""
    words = _LEADS.sub("", " ".join(text.split()))
    if _TOGETHER.match(words):
        words = _without(_TOGETHER.sub("", words), partners)
    return f"Phối hợp với {lead or 'các đơn vị liên quan'} {inside(words)}."


def _without(words: str, names: Sequence[str]) -> str:
    """Words without the names that stand at their beginning."""
    while True:
        name = next((n for n in names if n and words.casefold().startswith(n.casefold())), None)
        if name is not None:
            words = words[len(name) :].lstrip()
        elif match := _AND.match(words):
            words = words[match.end() :]
        else:
            return words


def called(kind: str, number: str, day: datetime.date | None, issuer: str, title: str) -> str:
    """How a paper names a plan: its kind, number, day and issuer; its title where it has no number."""
    parts = [kind.capitalize() or "Kế hoạch"]
    if number:
        parts.append(f"số {number}")
    if day is not None:
        parts.append(f"ngày {day.day}/{day.month}/{day.year}")
    parts.append(f"của {issuer}")
    return " ".join(parts if number else [*parts, inside(title)])
