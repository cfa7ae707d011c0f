"""What a transfer may move: an indicator by its code, a register by its name, a clause by where it stands.

A clause is written ``PLAN/PLACE`` (``ke-hoach/III.1``), or by its place alone where one plan has it; it means every
work item at that place. In the database it is ``clause:PLAN:PLACE``.
"""

from django.utils.translation import gettext as _

from chithi.figures.models import Indicator
from chithi.plans.models import WorkItem
from chithi.plans.passing import clause_function
from chithi.sheets.catalogue import REGISTERS


class Functions:
    """What can be named, asked of the database once."""

    def __init__(self) -> None:
        self.indicators = set(Indicator.objects.values_list("code", flat=True))
        self.places: dict[str, set[str]] = {}
        rows = WorkItem.objects.filter(valid_from__isnull=False).order_by().values_list("plan__key", "at")
        for plan, place in rows.distinct():
            self.places.setdefault(place, set()).add(plan)

    def find(self, text: str) -> tuple[str, str]:
        """(the function as it is stored, why it is not taken): one of them is empty."""
        kind, _colon, rest = text.partition(":")
        name = rest.strip() if rest and kind.strip() in ("indicator", "register", "clause") else text
        if name in self.indicators and kind != "register":
            return f"indicator:{name}", ""
        if name in REGISTERS:
            return f"register:{name}", ""
        if kind == "clause" and ":" in name:
            name = name.replace(":", "/", 1)
        plan, slash, place = name.partition("/") if "/" in name else ("", "", name)
        plans = self.places.get(place, set())
        if slash and plan in plans:
            return clause_function(plan, place), ""
        if not slash and len(plans) == 1:
            return clause_function(next(iter(plans)), place), ""
        if not slash and plans:
            message = _("Several plans have a clause %(place)s. Write the plan before it: %(example)s.")
            return "", message % {"place": place, "example": f"{min(plans)}/{place}"}
        message = _("“%(text)s” is no clause of a plan that holds, no register and no indicator.")
        return "", message % {"text": text}
