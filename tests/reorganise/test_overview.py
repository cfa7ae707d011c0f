"""The leader's overview of an earlier round: its targets as the province stood then, and in today's borders."""

import datetime

from django.urls import reverse

from chithi.figures.models import Observation
from chithi.reports.models import Cycle
from chithi.steering.gather import units_day
from chithi.steering.queries import overview
from chithi.units.queries import tree
from tests.cast import make_unit
from tests.steering.world import make_world, observe


def test_the_targets_of_a_round_are_had_then_and_in_today_s_borders(cast, decide, sign_in):
    """A province with 30 trained joins after the round: the value of 120 becomes one of 150, the states stay."""
    world = make_world(cast)
    beside = make_unit("tinh-ben", "Ủy ban nhân dân tỉnh Bên", "province")
    health = make_unit("so-ben", "Sở Y tế tỉnh Bên", "department", beside)
    code = overview(world.cycle, tree(units_day(world.cycle))).aims[0].measure.code
    observe(health.pk, 2024, code, F=30)
    first, last = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)
    Observation.objects.filter(period="2023").delete()
    Observation.objects.filter(period="2024").update(period="2023", period_from=first, period_to=last)
    Cycle.objects.update(year=2023, period_from=first, period_to=last,
                         due=datetime.date(2023, 11, 15), locks_on=None)  # fmt: skip
    decide("2024-07-01,12/NQ,merge,tinh-ben,tinh,,", "2024-07-01,12/NQ,merge,so-ben,so-yt,,")
    cycle = Cycle.objects.get()
    then, now = (overview(cycle, tree(units_day(cycle)), borders) for borders in (None, tree()))
    assert (then.aims[0].value, now.aims[0].value) == (120, 150)
    assert then.units == now.units
    assert then.contents == now.contents

    client, page = sign_in(cast.people["leader"]), reverse("steering:overview", args=[cycle.pk])
    assert "&amp;borders=now" not in client.get(page).content.decode()
    shown = client.get(f"{page}?borders=now").content.decode()
    assert "Theo địa giới hiện nay" in shown
    assert (
        client.get(reverse("figures:explain", args=[code, "2023"]) + "?borders=now&unit=tinh").status_code
        == 200
    )
