"""How work items are called in the registers: by their number in files, by place and words on the screen."""

from collections.abc import Callable, Iterable, Mapping

from chithi.plans.models import Plan, WorkItem
from chithi.plans.queries import is_own_plan
from chithi.sheets.fields import Naming

SHOWN = 110


def bound() -> list[tuple[int, str]]:
    """The work items of published plans that bind today, in the order of their plans; not those of the units' own
    plans: a record serves what the plan above asks, and reaches the own plan by what that answers."""
    rows = WorkItem.objects.filter(
        state=WorkItem.State.CONFIRMED,
        joined_into=None,
        valid_from__isnull=False,
        valid_to=None,
        is_report_duty=False,
        plan__in=Plan.objects.filter(~is_own_plan()),
    ).order_by("plan", "order")
    return [(pk, words(at, text)) for pk, at, text in rows.values_list("pk", "at", "text")]


def words(at: str, text: str) -> str:
    short = " ".join(text.split())
    return f"{at}: {short if len(short) <= SHOWN else short[:SHOWN] + '…'}"


def names(ids: Iterable[int]) -> Mapping[int, str]:
    rows = WorkItem.objects.filter(pk__in=set(ids)) if ids else WorkItem.objects.none()
    return {pk: words(at, text) for pk, at, text in rows.values_list("pk", "at", "text")}


def keys(ids: Iterable[int]) -> Mapping[int, str]:
    return {pk: str(pk) for pk in ids}


def finder() -> Callable[[str], int | None]:
    known = {str(pk): pk for pk, _words in bound()}
    return known.get


def options() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in bound()]


WORK_ITEMS = Naming(names, keys, finder, options)
