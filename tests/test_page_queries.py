"""Every page that can be opened takes under 30 queries, in a province of 110 units too (of ten:
``tests.test_rights``)."""

import datetime

from django.urls import reverse

from chithi.journal.actions import Operator
from chithi.plans.models import Assignment, WorkItem
from chithi.reports.actions import add_units
from chithi.reports.models import Cycle
from chithi.units.models import Unit
from chithi.units.queries import tree
from tests.cast import make_unit
from tests.places import make_places
from tests.steering.world import observe, say
from tests.test_rights import ANY, MOST, PUBLIC, QUERY, TABLE, WHO, opened

READERS = "HFXLA"
"""One of each kind; the letters are those of ``tests.test_rights``."""


def make_many(cast) -> None:
    """55 departments and 55 communes below a district."""
    top, district = cast.units["tinh"], cast.units["huyen-a"]
    for n in range(55):
        make_unit(f"so-{n}", f"Sở Thứ {n}", "department", top, f"Sở số {n}")
        make_unit(f"xa-{n}", f"Ủy ban nhân dân xã Thứ {n}", "commune", district)


def let_them_report() -> None:
    """Every new unit leads a work item, has a report in the round, and has said something."""
    item, cycle = WorkItem.objects.filter(plan__cycles__isnull=False).first(), Cycle.objects.get()
    units = Unit.objects.filter(key__regex=r"^(so|xa)-[0-9]+$")
    for unit in units:
        Assignment.objects.create(work_item=item, role="lead", unit=unit, name=unit.key)
    add_units(cycle, tree(), actor=Operator())
    for report in cycle.reports.filter(unit__in=units):
        words = {f"work:{item.pk}:state": "done", "results": "Đã làm.", "lacks": f"Thiếu {report.unit_id}."}
        say(report, "accepted", datetime.date(2024, 11, 5), **words)
        observe(report.unit_id, 2024, "hoc-vien", F=3, M=4)
    assert cycle.reports.count() > 110


def test_every_page_takes_under_30_queries(cast, client):
    make_many(cast)
    places = make_places(cast)
    let_them_report()
    seen, dear = set(), []
    for letter in READERS:
        person = WHO[letter]
        client.force_login(cast.people[person], backend="chithi.accounts.backends.AccountBackend")
        for name, rows in TABLE.items():
            for (who, _post), arguments in zip(rows, places[name], strict=True):
                if letter not in (ANY if who == PUBLIC else who):
                    continue
                address = reverse(name, kwargs=arguments) + QUERY.get(name, "")
                answer, queries = opened(client, "get", address)
                seen.add((name, answer.status_code))
                if queries > MOST:
                    dear.append((queries, person, address))
    assert sorted(dear, reverse=True) == []
    assert {name for name, status in seen if status == 200} > {
        "desk:home",
        "reports:report",
        "steering:report",
    }
