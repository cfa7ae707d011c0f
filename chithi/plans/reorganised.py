"""What a reorganisation means for plans: work items keep their words, and pass to whoever follows when they are read.

Nothing is written here. ``queries`` asks the lineage of units for each name, so that an old day answers as it did.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from chithi.journal.actions import Actor
from chithi.units.reorganising import Coming, Moved


def clause_function(plan_key: str, place: str) -> str:
    """How a clause is named where it is transferred on its own."""
    return f"clause:{plan_key}:{place}"


def preview(found: Coming) -> list[Moved]:
    return []


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    return {}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    return None


def worked_on(found: Coming, since: datetime.datetime) -> str:
    return ""
