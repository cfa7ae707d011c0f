"""Tags of the shared list."""

from typing import Any

from django import template

from chithi.shell.templatetags.shell import query

register = template.Library()


@register.simple_tag(takes_context=True)
def sort_query(context: dict[str, Any], name: str, sort: str) -> str:
    """The query string that sorts by a column, the other way round where it is sorted by it already."""
    way = name if sort == f"-{name}" else f"-{name}"
    return query(context, sort=way, after=None, before=None, last=None)
