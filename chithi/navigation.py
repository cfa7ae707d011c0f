"""What stands in the side bar: one table, shown by right."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from chithi.shell.models import installation


@dataclass(frozen=True)
class Entry:
    url: str
    label: object
    icon: str
    permission: str = ""


ENTRIES = [
    Entry("desk:home", _("My work"), "house"),
    Entry("plans:list", _("Plans"), "file-text", "plans.read"),
    Entry("steering:list", _("Steering"), "radar", "steering.overview"),
    Entry("figures:list", _("Figures"), "chart-column", "figures.read"),
    Entry("registers:registers", _("Registers"), "notebook-pen", "sheets.registers"),
    Entry("reports:list", _("Reports"), "clipboard-list", "reports.list"),
    Entry("units:list", _("Units and people"), "building-2", "units.read"),
    Entry("journal:list", _("Journal"), "scroll-text", "journal.read"),
]

WITHIN = {"leadership": "registers"}
"""A room without an entry of its own, and the room whose entry its pages belong to."""


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context of every page: the side bar and the name of the province."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"installation": installation()}
    return {
        "installation": installation(),
        "current_entry": current(request),
        "navigation": [e for e in ENTRIES if not e.permission or user.has_perm(e.permission)],
    }


def current(request: HttpRequest) -> str:
    """The entry whose room the page belongs to."""
    match = request.resolver_match
    room = WITHIN.get(match.namespace, match.namespace) if match else ""
    return next((e.url for e in ENTRIES if e.url.split(":")[0] == room), "")
