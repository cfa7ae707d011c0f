"""What the page of a list shows; a room's view adds its own, its template extends ``sheets/list.html``."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from chithi.access import user_of
from chithi.sheets import lists
from chithi.sheets.asked import Asked
from chithi.sheets.fields import Field
from chithi.sheets.listings import Listing


def list_context(request: HttpRequest, listing: Listing) -> dict[str, Any]:
    """The list as it is asked for. What it begins with is as if it had been asked for, so that every link that is made
    of this page's query says it too."""
    user = user_of(request)
    request.GET = lists.begun(listing, request.GET, user)  # type: ignore[assignment]
    what = lists.asked(listing, request.GET)
    return {
        "listing": listing,
        "asked": what,
        "page": lists.page(listing, user, what),
        "inputs": filter_inputs(listing, what),
        "sorts": {n.lstrip("-") for n in listing.sorts},
        "may_export": listing.may_export(user),
    }


def filter_inputs(listing: Listing, what: Asked) -> list[dict[str, Any]]:
    """The filters of a list as their template draws them."""
    found = []
    for name in lists.inputs(listing):
        base = name.removesuffix("_from").removesuffix("_to")
        one = listing.filter_fields.get(name) or listing.filter_fields[base]
        found.append(
            {
                "name": name,
                "field": one,
                "side": name[len(one.name) + 1 :],
                "options": options_of(listing, one),
                "value": what.filters.get(name, ""),
                "wrong": what.wrong.get(name, ""),
            }
        )
    return found


def options_of(listing: Listing, one: Field) -> Iterable[tuple[str, Any]] | None:
    """What is chosen from (value, words); None where something is typed."""
    if one.name in listing.options:
        return list(listing.options[one.name]())
    if one.kind == "choice":
        return [(key, label) for key, label in one.choices.items() if key]  # type: ignore[attr-defined]
    if one.kind in ("one", "many"):
        return one.naming.options()  # type: ignore[attr-defined]
    return None
