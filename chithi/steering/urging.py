"""The official letters about late reports as papers: plain values in and out, always Vietnamese.

Told units get a letter that urges (công văn đôn đốc). Organisations that are requested (the Party, the Front, mass
organisations, firms) get an invitation to cooperate: it neither orders nor says how late they are.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chithi.papers.content import Block, Paper, Paragraph, Recipient
from chithi.papers.vietnam import day_text, symbol
from chithi.plans.heads import Issuer
from chithi.steering.actions import Signed, signed_paper
from chithi.steering.values import Mode

ORDINALS = (
    "",
    "thứ nhất",
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "thứ tám",
    "thứ chín",
)


@dataclass(frozen=True, slots=True)
class Round:
    """What all letters of one press have in common; ``plan`` as papers name it, ``above`` to whom the focal unit
    reports ("" where it is the issuer itself), ``reply_by`` until when an answer is asked."""

    plan: str
    year: int
    day: datetime.date
    reply_by: datetime.date
    place: str
    above: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """One unit whose report is late: ``due`` its own last day in time, ``before`` the letters it already got."""

    name: str
    mode: Mode
    due: datetime.date
    days_late: int
    extended: bool = False
    returned: bool = False
    before: tuple[tuple[str, datetime.date], ...] = ()

    @property
    def ordinal(self) -> int:
        return len(self.before) + 1


def ordinal_words(n: int) -> str:
    """ "thứ hai" of 2; from the tenth on in digits."""
    return ORDINALS[n] if n < len(ORDINALS) else f"thứ {n}"


def short(day: datetime.date) -> str:
    return f"{day:%d/%m/%Y}"


def letter(common: Round, late: Late, issuer: Issuer, signed: Signed) -> Paper:
    """The letter to one unit, with number, day and signer."""
    told = late.mode == "told"
    again = f" (lần {ordinal_words(late.ordinal)})" if late.ordinal > 1 else ""
    matter = f"kết quả năm {common.year} thực hiện {common.plan}"
    subject = (
        f"đôn đốc gửi báo cáo {matter}{again}"
        if told
        else f"đề nghị quan tâm phối hợp, chia sẻ {matter}{again}"
    )
    above = (Recipient(common.above, "để b/c"),) if common.above else ()
    paper = Paper(
        kind="Công văn",
        subject=subject,
        head=replace(issuer.head(common.place, common.day.year), symbol=signed.symbol),
        addressees=(late.name,),
        blocks=tuple(urged(common, late, issuer) if told else invited(common, late, issuer)),
        signature=issuer.signature,
        recipients=above,
        letter=True,
    )
    return signed_paper(paper, signed)


def symbol_of(body: str) -> str:
    """What follows the number of a letter: the body's abbreviation alone (Decree 30/2020, Annex I §II.3)."""
    return symbol("Công văn", body)


def named(letters: tuple[tuple[str, datetime.date], ...]) -> str:
    """ "Công văn số 15/SYT ngày 15 tháng 11 năm 2024 và Công văn số …"."""
    return " và ".join(f"Công văn số {number} {day_text(day)}" for number, day in letters)


def urged(common: Round, late: Late, issuer: Issuer) -> Iterator[Block]:
    """The body for a told unit."""
    extended = ", đã tính thời gian được gia hạn" if late.extended else ""
    yield Paragraph(
        (
            f"Thực hiện {common.plan}, {late.name} có trách nhiệm gửi báo cáo kết quả thực hiện năm {common.year} "
            f"về {issuer.name} chậm nhất ngày {short(late.due)}{extended}.",
        )
    )
    if late.before:
        yield Paragraph((f"{issuer.name} đã đôn đốc tại {named(late.before)}.",))
    missing = "báo cáo đã hoàn thiện, bổ sung" if late.returned else "báo cáo"
    yield Paragraph(
        (
            f"Tuy nhiên, đến ngày {short(common.day)}, {issuer.name} chưa nhận được "
            f"{missing} của {late.name}" + (f" (quá hạn {late.days_late} ngày)." if late.days_late else "."),
        )
    )
    purpose = f" để kịp tổng hợp, báo cáo {common.above}" if common.above else " để kịp tổng hợp"
    once = f"Đây là lần đôn đốc {ordinal_words(late.ordinal)}. " if late.ordinal > 1 else ""
    yield Paragraph(
        (
            f"{once}{issuer.name} đề nghị {late.name} khẩn trương hoàn thành và gửi báo cáo chậm nhất ngày "
            f"{short(common.reply_by)}{purpose}; trường hợp có khó khăn, vướng mắc, kịp thời thông tin về "
            f"{issuer.name} để phối hợp giải quyết.",
        )
    )
    yield Paragraph((f"Đề nghị {late.name} quan tâm, thực hiện.",))


def invited(common: Round, late: Late, issuer: Issuer) -> Iterator[Block]:
    """The body for an organisation that is requested: thanks, a wish, and no word of an order."""
    yield Paragraph(
        (
            f"{issuer.name} đang tổng hợp kết quả năm {common.year} thực hiện {common.plan}. Sự tham gia, phối hợp của "
            f"{late.name} có ý nghĩa quan trọng đối với kết quả chung.",
        )
    )
    if late.before:
        yield Paragraph(
            (
                f"Tiếp theo {named(late.before)}, {issuer.name} xin được gửi lời đề nghị lần "
                f"{ordinal_words(late.ordinal)}.",
            )
        )
    wish = (
        "chia sẻ thêm một số nội dung của kết quả đã gửi" if late.returned else "chia sẻ kết quả đã thực hiện"
    )
    yield Paragraph(
        (
            f"{issuer.name} trân trọng đề nghị {late.name} quan tâm phối hợp, {wish}; nếu thuận tiện, xin gửi trước "
            f"ngày {short(common.reply_by + datetime.timedelta(days=1))} để kết quả của {late.name} được thể hiện đầy "
            "đủ trong báo cáo chung.",
        )
    )
    yield Paragraph((f"Trân trọng cảm ơn sự quan tâm, phối hợp của {late.name}.",))
