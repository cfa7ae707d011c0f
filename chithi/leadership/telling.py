"""What committees say in the words of an official report: always Vietnamese, whatever the language of the screen."""

from collections.abc import Sequence
from typing import Any

NAMED = 5
"""Decisions that are named one by one; of more only the number is told."""


def tell_committees(made: Sequence[Any]) -> str:
    """``Đã thành lập, kiện toàn Ban … (Quyết định số 45/QĐ-SYT ngày 01/02/2024); ….``"""
    named = "; ".join(
        f"{one.title} (Quyết định số {one.decision_number} ngày {one.decision_day:%d/%m/%Y})"
        for one in sorted(made, key=lambda one: (one.valid_from, one.pk))[:NAMED]
    )
    more = f" và {len(made) - NAMED} Ban khác" if len(made) > NAMED else ""
    return f"Đã thành lập, kiện toàn {named}{more}."
