"""What this room says about a record on its page."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from chithi.leadership.committees import Committee
from chithi.sheets.catalogue import Note
from chithi.sheets.models import Record
from chithi.sheets.registers import Register


def notes(_register: Register, one: Record) -> Iterator[Note]:
    """From a committee to the page of its unit."""
    if isinstance(one, Committee):
        url = reverse("leadership:committee", args=[one.unit.key])
        yield Note(_("Composition, changes, and what is to be done"), url)
