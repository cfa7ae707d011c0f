"""Tags that every template has."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chithi.journal.words import act, key_word, value_word

register = template.Library()


@register.filter
def number(value: int | None, scale: int = 0) -> str:
    """An integer scaled by ``10**scale`` as people write it: 1.234,5 (1,234.5 on the English screen)."""
    if value is None:
        return ""
    thousand, decimal = (",", ".") if get_language() == "en" else (".", ",")
    sign, digits = ("-" if value < 0 else ""), str(abs(value)).rjust(scale + 1, "0")
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    grouped = f"{int(whole):,}".replace(",", thousand)
    return sign + grouped + (decimal + part if part else "")


@register.simple_tag
def changes(entry: Any) -> SafeString:
    """Old and new value of a journal entry, key by key; only the new ones of what was made."""
    keys = list(dict.fromkeys([*entry.old, *entry.new]))
    rows = []
    for key in keys:
        old, new = (show(value_word(key, values.get(key))) for values in (entry.old, entry.new))
        rows.append((key_word(key), f"{old} → {new}" if entry.old else new))
    return format_html('<dl class="changes">{}</dl>', format_html_join("", "<dt>{}</dt><dd>{}</dd>", rows))


@register.simple_tag
def act_word(verb: str) -> str:
    """What an act of the journal is called."""
    return str(act(verb))


def show(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dict):
        value = [f"{key_word(key)}: {show(value_word(key, part))}" for key, part in value.items()]
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 200 else text[:200] + "…"


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changed: Any) -> str:
    """The query string of this page with some keys changed (``None`` takes a key out)."""
    values = context["request"].GET.copy()
    for key, value in changed.items():
        values.pop(key, None)
        if value is not None:
            values[key] = value
    return "?" + values.urlencode()
