"""The page of every span, where the source has pages."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any


def number_pages(facts: dict[str, Any], pages: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """Give every item that has a span (or spans: the first counts) the number of the page where it begins.

    `pages` as in `Source`. The facts are changed in place and returned.
    """
    if not pages:
        return facts
    starts = [start for start, _ in pages]
    stack: list[Any] = [facts]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
            continue
        if not isinstance(node, dict):
            continue
        span = node.get("span") or next(iter(node.get("spans", ())), None)
        stack.extend(value for value in node.values() if isinstance(value, list | dict))
        if span:
            node["page"] = pages[max(0, bisect_right(starts, span[0]) - 1)][1]
    return facts
