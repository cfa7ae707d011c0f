"""Tags of the plans' pages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chithi.plans import dues
from chithi.plans.highlight import Segment
from chithi.units.tree import Tree

register = template.Library()


@register.filter
def due(item: Any) -> str:
    """The deadline of a work item or duty in words."""
    return dues.sentence(item.due, getattr(item, "due_bound", "") or getattr(item, "bound", ""))


@register.simple_tag
def plan_text(segments: Iterable[Segment], selected: int | None, query: str) -> SafeString:
    """The text of a plan; the words of an item lead to it, those of the selected one are marked."""
    return format_html_join("", "{}", ((segment_html(s, selected, query),) for s in segments))


def segment_html(segment: Segment, selected: int | None, query: str) -> SafeString:
    inner = (
        format_html("<mark>{}</mark>", segment.text)
        if selected in segment.items
        else format_html("{}", segment.text)
    )
    if segment.unplaced:
        anchor = format_html(' id="passage-{}"', segment.passage) if segment.passage else ""
        inner = format_html('<span class="unplaced"{}>{}</span>', anchor, inner)
    if not segment.items:
        return inner
    items = " ".join(map(str, segment.items))
    if segment.owner is None:
        return format_html('<span data-items="{}">{}</span>', items, inner)
    here = format_html(' id="words-{}"', segment.owner) if segment.first else ""
    return format_html(
        '<a class="words" href="?{}item={}#item-{}" data-items="{}"{}>{}</a>',
        query, segment.owner, segment.owner, items, here, inner,
    )  # fmt: skip


@register.filter
def due_read(value: str, bound: str) -> str:
    """A deadline as it was read."""
    return dues.sentence(value, bound)


@register.filter
def report_due(plan: Any) -> str:
    """The day of a plan's yearly report in words."""
    return dues.sentence(dues.yearly(plan.report_month, plan.report_day), plan.report_bound)


@register.filter
def unit_name(units: Tree, unit_id: int | None) -> str:
    """What a unit is called on the tree's day."""
    node = units.get(unit_id)
    return node.name if node else "–"


@register.filter
def with_role(duties: Iterable[Any], role: str) -> int:
    """How many duties have a role."""
    return sum(d.role == role for d in duties)
