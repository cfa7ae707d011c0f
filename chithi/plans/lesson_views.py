"""The page of what corrections taught."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import allow, fetch, own, user_of
from chithi.plans import learning
from chithi.plans.models import Lesson
from chithi.plans.pages import press
from chithi.units.queries import tree


@allow("plans.teach")
def lessons(request: HttpRequest) -> HttpResponse:
    """All that corrections taught, the newest first, with where it came from; what was taken back behind it."""
    newest = (F("withdrawn_at").desc(nulls_first=True), "-taught_at", "-id")
    rows = Lesson.objects.select_related("plan", "group").order_by(*newest)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    user = request.user
    shown = [
        (x, user.has_perm("plans.read", x.plan), x.withdrawn_at is None and user.has_perm("plans.forget", x))
        for x in page
    ]
    return render(request, "plans/lessons.html", {"page": page, "shown": shown, "units": tree()})


@own("plans.forget")
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lesson back."""
    lesson = fetch(request, "plans.forget", Lesson.objects.select_related("plan"), pk=pk)
    press(
        request,
        lambda: learning.forget(lesson, actor=user_of(request)),
        _("Taken back. Plans that were read before stay as they are."),
    )
    return redirect("plans:lessons")
