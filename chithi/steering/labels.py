"""What states are called on the screen, and the sign that stands beside the word."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chithi.steering.values import Measure

STATES: dict[str, str | Promise] = {
    "silent": _("Not begun"),
    "draft": _("Drafting"),
    "submitted": _("Waiting for the head"),
    "returned": _("Returned"),
    "approved": _("Sent"),
    "accepted": _("Accepted"),
    "handed_over": _("Handed over"),
}
LOOKS: dict[str, tuple[str, str]] = {
    "silent": ("calm", "○"),
    "draft": ("calm", "✎"),
    "submitted": ("warn", "…"),
    "returned": ("bad", "↩"),
    "approved": ("good", "➤"),
    "accepted": ("good", "✓"),
    "handed_over": ("calm", "⇒"),
}
"""State of a report → class of its colour, and its sign."""

WORK: dict[str, str | Promise] = {
    "done": _("done"),
    "under_way": _("under way"),
    "not_begun": _("not begun"),
    "did_not_arise": _("did not arise"),
    "unanswered": _("no answer yet"),
}
STATUSES: dict[str, str | Promise] = {
    "final": _("final"),
    "estimate": _("estimate"),
    "not-reported": _("not reported"),
    "not-applicable": _("not applicable"),
    "not-our-function": _("not our function"),
    "no-data-yet": _("no data yet"),
}
ROLES: dict[str, str | Promise] = {
    "counted": _("counted"),
    "compared": _("compared, not added"),
    "incomplete": _("incomplete, not added"),
    "kept": _("cannot be added"),
    "answered": _("an answer without a number"),
}


def title_of(measure: Measure) -> str:
    """What an indicator is called on the screen."""
    return measure.title_en if get_language() == "en" and measure.title_en else measure.title


def label(words: Mapping[str, str | Promise], key: str) -> str:
    """The word of a key; an unknown key is shown as it is."""
    return str(words.get(key, key))
