"""Words and signs of states, and addresses, in the templates of the control room."""

from collections.abc import Iterable

from django import template
from django.urls import reverse

from chithi.steering import labels, links
from chithi.steering.values import Measure

register = template.Library()

WORK_SIGNS = {"done": "✓", "under_way": "…", "not_begun": "○", "did_not_arise": "–", "unanswered": "?"}


@register.filter
def state_word(state: str) -> str:
    return labels.label(labels.STATES, state)


@register.filter
def called(measure: Measure) -> str:
    return labels.title_of(measure)


@register.filter
def look(state: str) -> str:
    return labels.LOOKS.get(state, ("calm", ""))[0]


@register.filter
def sign(state: str) -> str:
    return labels.LOOKS.get(state, ("calm", ""))[1]


@register.filter
def work_word(state: str) -> str:
    return labels.label(labels.WORK, state)


@register.filter
def work_sign(state: str) -> str:
    return WORK_SIGNS.get(state, "")


@register.filter
def content_code(number: int, state: str) -> str:
    """The code of the duties of a content in a state."""
    return f"content:{number}:{state}"


@register.filter
def report_address(report_id: int) -> str:
    return links.report_page(report_id)


@register.filter
def letter_address(report_id: int) -> str:
    """The page on which a report is entered from the unit's signed letter."""
    return reverse("reports:letter", args=[report_id])


@register.filter
def review_address(report_id: int) -> str:
    """The page on which a report is accepted or returned."""
    return reverse("reports:review", args=[report_id])


@register.filter
def beside(cells: Iterable[str], columns: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Each cell with the heading of its column, for a table that stands as blocks on a telephone."""
    return zip(cells, columns, strict=False)
