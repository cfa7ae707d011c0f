"""The calendar of a person: the page with its secret address, and the feed behind the address."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.access import allow, id_of, public
from chithi.reports import calendar as feeds
from chithi.reports.models import CalendarFeed
from chithi.reports.requests import Request


@allow("reports.list")
def calendar(request: Request) -> HttpResponse:
    """The secret address, what to do with it, and what stands in the calendar; made and renewed here."""
    if request.method == "POST":
        feeds.renew_calendar(request.user, id_of(request.POST.get("seen", "")) or 0, actor=request.user)
        messages.success(request, _("The new address holds from now on; an earlier one has ended."))
        return redirect("reports:calendar")
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = request.build_absolute_uri(reverse("reports:feed", args=[feed.secret])) if feed else ""
    context = {"feed": feed, "address": address, "dues": feeds.dues_of(request.user)}
    return render(request, "reports/calendar.html", context)


@public("the secret address is the right: it shows titles and days of one person's units and can be renewed")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar as a file; an address that is unknown, renewed, or of an ended account or role is not there."""
    user = feeds.reader_of(secret)
    if user is None:
        raise Http404
    answer = HttpResponse(
        feeds.feed(user, request.build_absolute_uri("/")), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="chithi.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
