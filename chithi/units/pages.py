"""The page every form of this room stands on."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.units.models import Group, Unit


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    title: str,
    thing: Unit | Group | User | None = None,
    room: str = "list",
) -> HttpResponse:
    """A form with the way back to the thing it is about, or to a list of the room."""
    pages = {
        "list": _("Units"),
        "groups": _("Groups"),
        "people": _("People with an account"),
        "deputies": _("My deputies"),
    }
    back, label = reverse(f"units:{room}"), pages[room]
    if isinstance(thing, Unit):
        back, label = reverse("units:unit", args=[thing.key]), str(thing)
    elif isinstance(thing, Group):
        back, label = reverse("units:group", args=[thing.key]), thing.name
    elif isinstance(thing, User):
        back, label = reverse("units:person", args=[thing.pk]), thing.name
    return render(
        request, "units/form.html", {"form": form, "title": title, "back": back, "back_label": label}
    )
