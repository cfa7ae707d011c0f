from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chithi.access import signed_in, user_of
from chithi.desk.steps import DONE, steps_for
from chithi.desk.totals import rounds_in_short
from chithi.plans.queries import main_plans
from chithi.units.queries import roles_of


@signed_in("the page of one's own work")
def home(request: HttpRequest) -> HttpResponse:
    """What to do next, and how the rounds stand for those who steer them."""
    user = user_of(request)
    steps = steps_for(user)
    return render(
        request,
        "desk/home.html",
        {
            "roles": roles_of(user),
            "steps": [s for s in steps if s.urgency < DONE],
            "done": [s for s in steps if s.urgency == DONE],
            "rounds": rounds_in_short(user),
            "plans": main_plans(user)[:5],
        },
    )
