"""What records say in the words of an official report: always Vietnamese, whatever the language of the screen."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from chithi.sheets.registers import Proposed
from chithi.units import naming

NAMES = {
    "dissemination": "hội nghị phổ biến, quán triệt",
    "training": "lớp tập huấn",
    "communication": "cuộc tuyên truyền, truyền thông",
    "education": "hoạt động giáo dục",
}
OUTCOMES = {
    "considered": "đang được xem xét",
    "accepted": "đã được tiếp thu",
    "partly": "đã được tiếp thu một phần",
    "refused": "không được tiếp thu",
}
NAMED = 5
"""Activities that are named one by one; of more only the number is told."""


def number(value: int) -> str:
    """1.234; below ten with a leading nought, as official papers write it (Decree 30/2020 writes days so; numbers from
    memory of usage)."""
    return f"0{value}" if 0 < value < 10 else f"{value:,}".replace(",", ".")


def tell_activities(held: Sequence[Any]) -> str:
    """``Đã tổ chức 03 hoạt động (02 lớp tập huấn, 01 …) với 120 lượt người dự, trong đó 80 lượt nữ, gồm: ….``"""
    counts = Counter(a.kind for a in held)
    kinds = ", ".join(f"{number(counts[kind])} {name}" for kind, name in NAMES.items() if counts[kind])
    women, men, rest = (sum(people(a, sex) for a in held) for sex in ("female", "male", "unsplit"))
    text = f"Đã tổ chức {kinds}"
    if women + men + rest:
        text += f" với {number(women + men + rest)} lượt người dự"
        text += f", trong đó {number(women)} lượt nữ" if women and not rest else ""
    named = "; ".join(
        f"{a.title} ({a.day:%d/%m/%Y})" for a in sorted(held, key=lambda a: (a.day, a.pk))[:NAMED]
    )
    more = f" và {number(len(held) - NAMED)} hoạt động khác" if len(held) > NAMED else ""
    return f"{text}, gồm: {named}{more}."


def tell_inspections(held: Sequence[Any]) -> str:
    """``Đã kiểm tra, giám sát 02 cuộc; xử lý 03 vụ vi phạm, gồm: ….``"""
    cases = sum(one.violations or 0 for one in held if one.sanctioned_on)
    handled = f"; xử lý {number(cases)} vụ vi phạm" if cases else ""
    named = "; ".join(f"{one.title} ({one.concluded_on:%d/%m/%Y})" for one in held[:NAMED])
    more = f" và {number(len(held) - NAMED)} cuộc khác" if len(held) > NAMED else ""
    return f"Đã kiểm tra, giám sát {number(len(held))} cuộc{handled}, gồm: {named}{more}."


def propose(held: Sequence[Any]) -> list[Proposed]:
    """``Bố trí kinh phí. Ba năm chưa được cấp. (Kết quả: đã được tiếp thu ngày 20/04/2024: Đồng ý.)``; an addressed
    unit by its name of today. The names of all are asked at once."""
    names = naming.names({one.to_unit_id for one in held if one.to_unit_id})
    return [
        Proposed(
            names.get(one.to_unit_id, "") or one.to_name,
            " ".join(filter(None, [ended(one.title), ended(one.text), outcome_of(one)])),
            one.title,
        )
        for one in held
    ]


def outcome_of(proposal: Any) -> str:
    """What became of a proposal, as far as it is known."""
    if proposal.outcome not in OUTCOMES:
        return ""
    day = f" ngày {proposal.answered_on:%d/%m/%Y}" if proposal.answered_on else ""
    answer = f": {ended(proposal.answer)}" if proposal.answer.strip() else "."
    return f"(Kết quả: {OUTCOMES[proposal.outcome]}{day}{answer})"


def ended(words: str) -> str:
    """Words as a sentence that ends."""
    words = words.strip()
    return words if not words or words[-1] in ".!?…;:" else f"{words}."


def people(activity: Any, sex: str) -> int:
    """Participants of one sex of all ages, as far as they were counted."""
    return sum(
        getattr(activity, name) or 0 for name in vars(activity) if name == sex or name.startswith(f"{sex}_")
    )
