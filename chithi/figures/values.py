"""Numbers as people write them, to integers scaled by the indicator's own scale and back. No database."""

import re

from django.utils.translation import gettext as _

from chithi.vietnamese import fold

MAX_DIGITS = 15
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
# Thousands in groups of three, by points or by spaces, and a decimal comma: 1.234,5 or 1 234,5 or 1234,5.
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
_NEGATIVE = re.compile(r"[-\u2010-\u2015\u2212]\s*[0-9].*|\(\s*[0-9][^)]*\)")
_WITH_POINT = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]+|[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")
_NOT_YET = {
    "chua co",
    "chua co so lieu",
    "khong co so lieu",
    "chua tong hop",
    "dang cap nhat",
    "...",
    "…",
    "?",
}
_NOT_APPLICABLE = {"n/a", "na", "n.a.", "khong ap dung", "", "x"}
_NOTHING = {"khong", "khong co", "khong phat sinh", "kps"}


class BadValue(ValueError):
    """What was typed is no value; the message is one sentence that says what to do."""


def parse_value(text: str, scale: int = 0) -> int:
    """``"1.234,5"`` with scale 1 is 12345: the number times ``10**scale``, never below zero.

    Raises ``BadValue`` with a sentence in the user's language for words, formulas, negative numbers, too many
    decimals and more than 15 digits. An empty text is not a value either; the caller knows what blank means.
    """
    written = _SPACES.sub(" ", text).strip()
    if not _NUMBER.fullmatch(written):
        raise BadValue(_why_not(written))
    whole, _comma, decimals = written.replace(".", "").replace(" ", "").partition(",")
    decimals = decimals.rstrip("0")
    if len(decimals) > scale:
        raise BadValue(_too_fine(written, scale))
    digits = whole.lstrip("0") + decimals.ljust(scale, "0")
    if len(digits) > MAX_DIGITS:
        raise BadValue(
            _("A number has at most %(most)s digits; check what was typed.") % {"most": MAX_DIGITS}
        )
    return int(digits or "0")


def _too_fine(written: str, scale: int) -> str:
    if scale == 0:
        return _(
            "This figure is a whole number; “%(text)s” has a decimal comma. Thousands are written 1.234."
        ) % {"text": written[:40]}
    return _("This figure keeps %(scale)s digit(s) after the comma; round “%(text)s”.") % {
        "scale": scale,
        "text": written[:40],
    }


def _why_not(written: str) -> str:
    """The sentence for a text that is no number."""
    folded = fold(written)
    if written.startswith(("=", "@")) or (written.startswith("+") and not written[1:].strip().isdigit()):
        return _("A formula is not taken; write the number it gives.")
    if _NEGATIVE.fullmatch(written):
        return _("A figure cannot be below zero; write it without the minus sign or correct it.")
    if folded in _NOT_YET:
        return _("Choose the answer “No data yet” instead of writing it in the number's place.")
    if folded in _NOT_APPLICABLE:
        return _("Choose the answer “Not applicable” instead of writing it in the number's place.")
    if folded in _NOTHING:
        return _("Where nothing occurred write 0.")
    if _WITH_POINT.fullmatch(written):
        return _("“%(text)s” is not clear: thousands take a point and decimals a comma, like 1.234,5.") % {
            "text": written[:40]
        }
    return _("“%(text)s” is not a number; write digits only, like 20 or 1.234,5.") % {"text": written[:40]}


def format_value(value: int | None, scale: int = 0) -> str:
    """A scaled integer as Vietnamese papers write it: ``format_value(12345, 1) == "1.234,5"``; None is ``""``."""
    if value is None:
        return ""
    sign, whole, decimals = _split(value, scale)
    return sign + f"{int(whole):,}".replace(",", ".") + ("," + decimals if decimals else "")


def machine_value(value: int | None, scale: int = 0) -> str:
    """A scaled integer as machines read it: ``machine_value(12345, 1) == "1234.5"``; None is ``""``."""
    if value is None:
        return ""
    sign, whole, decimals = _split(value, scale)
    return sign + whole + ("." + decimals if decimals else "")


def _split(value: int, scale: int) -> tuple[str, str, str]:
    digits = str(abs(value)).rjust(scale + 1, "0")
    return ("-" if value < 0 else ""), digits[: len(digits) - scale], digits[len(digits) - scale :]
