from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chithi.access import allow
from chithi.journal.models import Entry


@allow("journal.read")
def entries(request: HttpRequest) -> HttpResponse:
    """The newest acts first, by actor, subject or verb."""
    found = Entry.objects.all()
    for key, lookup in (
        ("actor", "actor_name__icontains"),
        ("subject", "subject_name__icontains"),
        ("verb", "verb"),
    ):
        if value := request.GET.get(key, "").strip():
            found = found.filter(**{lookup: value})
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "journal/list.html", {"page": page, "query": request.GET})
