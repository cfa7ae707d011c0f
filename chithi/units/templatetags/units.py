"""Tags of the pages of units and people."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.functional import Promise

from chithi.units.kinds import KINDS

register = template.Library()


@register.filter
def get(mapping: Mapping[Any, Any], key: Any) -> Any:
    """The value of a key, nothing where there is none."""
    return mapping.get(key)


@register.filter
def kind_label(kind: str) -> str | Promise:
    """What people call a kind of unit."""
    return KINDS[kind].label if kind in KINDS else kind


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str) -> bool:
    """Whether whoever looks has a right."""
    return bool(context["request"].user.has_perm(permission))
