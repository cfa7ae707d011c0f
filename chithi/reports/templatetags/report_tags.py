"""Tags of the report pages: states as a word and a sign."""

import datetime

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from chithi.reports.content import ROW_ANSWERS, Content
from chithi.reports.days import lateness
from chithi.reports.fields import WORK_STATES
from chithi.reports.figure_cells import SEX_LABELS
from chithi.reports.models import Report
from chithi.reports.moves import MOVES

register = template.Library()

SIGNS = {
    "silent": ("", "circle"),
    "draft": ("", "pencil"),
    "submitted": ("state-warn", "hourglass"),
    "approved": ("state-good", "send"),
    "returned": ("state-bad", "undo-2"),
    "accepted": ("state-good", "check-check"),
    "handed_over": ("", "git-merge"),
}
"""The dress and the sign of each state; the word comes with it."""


@register.simple_tag
def state_of(report: Report) -> SafeString:
    """The state of a report: a word, a sign, a colour."""
    dress, sign = SIGNS[report.state]
    return pill(dress, sign, report.get_state_display())


@register.simple_tag
def lateness_of(report: Report, day: datetime.date) -> SafeString:
    """Whether a report is late; nothing is said of one that is in time or not yet due."""
    found = lateness(report.cycle, report, day)
    if found == "late":
        return pill("state-bad", "clock-alert", _("late"))
    return pill("state-good", "clock", _("in time")) if found == "on_time" else SafeString("")


def pill(dress: str, sign: str, word: str) -> SafeString:
    icon = lucide(sign, size=14, aria_hidden="true")
    return format_html('<span class="state {}">{} {}</span>', dress, icon, word)


@register.simple_tag
def act_label(act: str) -> str | Promise:
    """What an act is called in the list of what happened."""
    return MOVES[act].label if act in MOVES else act


@register.filter
def work_state(code: str) -> str | Promise:
    """The word for the state of a work item."""
    return WORK_STATES.get(code, "")


@register.filter
def sex_word(code: str) -> str | Promise:
    """Female, male or total, by the code of a cell."""
    return SEX_LABELS.get(code, code)


@register.filter
def breakdown_word(text: str) -> str:
    """``age=16-30`` in words."""
    name, _mark, group = text.partition("=")
    return f"{_('age')} {group}" if name == "age" else text


@register.filter
def row_answer(code: str) -> str | Promise:
    """The word for why there is no figure."""
    return ROW_ANSWERS.get(code, "")


@register.simple_tag
def field_name(content: Content, name: str) -> str:
    """What a field is called, for lists of fields."""
    for row in content.work:
        if name in (row.state.name, row.words.name):
            part = _("state") if name == row.state.name else _("words")
            return _("Task %(number)s, %(part)s") % {"number": row.number, "part": part}
    for figure in content.figures:
        for cell in figure.cells:
            if cell.name == name:
                return f"{figure.number}. {figure.indicator.title} {str(cell.label).lower()}".strip()
    if name in content.words:
        return str(content.words[name].label)
    for number, *halves in content.proposals:
        if name in [half.name for half in halves]:
            return _("Proposal %(number)s") % {"number": number}
    if name.startswith("proposal:"):
        return _("Proposals")
    return name
