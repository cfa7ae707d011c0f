"""Own plans of units for tests: imported and checked as an officer would."""

import datetime

from chithi.plans import checking, naming, publishing
from chithi.plans.importing import import_plan, read_file
from chithi.plans.models import Plan, WorkItem
from tests.cast import Cast

DAY = datetime.date(2024, 3, 1)


def own_plan(
    cast: Cast,
    text: str,
    unit: str = "so-yt",
    who: str = "officer",
    *,
    publish: bool = True,
    name: str = "so.txt",
) -> Plan:
    """The plan of a unit, every item confirmed; published on ``DAY`` unless said otherwise."""
    data, actor, issuer = text.encode(), cast.people[who], cast.units[unit]
    edition = import_plan(data, name, read_file(data, name), issuer, focal_unit=issuer, actor=actor).edition
    naming.own_divisions(edition, actor=actor)
    checking.confirm_undoubtful(edition, actor=actor)
    for item in edition.work_items.filter(state=WorkItem.State.PROPOSED):
        checking.confirm_item(item, actor=actor)
    if publish:
        publishing.publish(edition.plan, actor=actor, day=DAY, unplaced_seen=True)
    return Plan.objects.get(pk=edition.plan_id)
