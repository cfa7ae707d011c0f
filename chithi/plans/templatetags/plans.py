"""Tags of the plans' pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chithi.plans import dues
from chithi.plans.cascade import Row, Table
from chithi.plans.highlight import Segment
from chithi.plans.models import Plan
from chithi.units.tree import Tree

register = template.Library()
EMPTY_CELL = mark_safe("<td></td>")


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


@register.simple_tag
def runs(words: Iterable[tuple[str, bool]]) -> SafeString:
    """Words with those that are shared marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", w) if lit else w,) for w, lit in words)
    )


@register.filter
def has_proposals(rows: Iterable[Any]) -> bool:
    """Whether anything waits to be confirmed."""
    return any(row.proposed for row in rows)


@register.simple_tag
def matrix_rows(table: Table, plan: Plan, states: Mapping[str, Sequence[Any]]) -> SafeString:
    """The body of the matrix, put together here: a template takes a second for thousands of cells."""
    cells = {
        state: format_html(
            '<td class="{}" data-at="{{}}">{} {}</td>', f"m-{words[3]}" if words[3] else "", *words[:2]
        )
        for state, words in states.items()
    }
    return format_html_join("", "{}", ((_matrix_row(row, table, plan, cells),) for row in table.rows))


def _matrix_row(row: Row, table: Table, plan: Plan, cells: Mapping[str, str]) -> SafeString:
    work = reverse("plans:work", args=[plan.key])
    title = format_html('<a href="{}?unit={}">{}</a>', work, row.unit.key, row.unit.label)
    own = (
        format_html(
            '<a href="{}">{}</a>', reverse("plans:answers", args=[row.plans[-1].key]),
            row.plans[-1].number or _("own plan"),
        )
        if row.plans
        else format_html('<span class="none">– {}</span>', _("no own plan"))
    )  # fmt: skip
    count = _("%(answered)s of %(asked)s") % {"answered": row.answered, "asked": row.asked}
    found = format_html_join(
        "",
        "{}",
        (
            (format_html(cells[state], p.at) if state else EMPTY_CELL,)
            for state, p in zip(row.states, table.provisions, strict=True)
        ),
    )
    return format_html(
        '<tr><th scope="row">{} <span class="hint">{} · {}</span></th>{}</tr>', title, own, count, found
    )


@register.filter
def with_role(duties: Iterable[Any], role: str) -> int:
    """How many duties have a role."""
    return sum(d.role == role for d in duties)
