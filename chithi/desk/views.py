from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chithi.access import signed_in, user_of
from chithi.units.queries import roles_of


@signed_in("the page of one's own work")
def home(request: HttpRequest) -> HttpResponse:
    """What to do next."""
    return render(request, "desk/home.html", {"roles": roles_of(user_of(request))})
