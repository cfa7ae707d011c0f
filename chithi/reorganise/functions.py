"""What a transfer may move: an indicator by its code, a register by its name, a clause by where it stands.

A clause is written ``PLAN/PLACE`` (``ke-hoach/III.1``), or by its place alone where one plan has it, and means every
work item at that place; ``III.1#3`` is the third of them in the plan's order. In the database it is
``clause:PLAN:PLACE#7`` with the work item's own number, or ``clause:PLAN:PLACE=7,8`` with those of all that stood
there: an amendment that numbers the plan anew changes nothing of what was meant.
"""

from django.utils.translation import gettext as _

from chithi.figures.models import Indicator
from chithi.plans.models import WorkItem
from chithi.plans.passing import clause_function, place_function
from chithi.sheets.catalogue import REGISTERS


class Functions:
    """What can be named, asked of the database once."""

    def __init__(self) -> None:
        self.indicators = set(Indicator.objects.values_list("code", flat=True))
        self.places: dict[str, dict[str, list[int]]] = {}
        rows = WorkItem.objects.filter(valid_from__isnull=False, valid_to=None, is_report_duty=False)
        for plan, place, item in rows.order_by("order", "pk").values_list("plan__key", "at", "pk"):
            self.places.setdefault(place, {}).setdefault(plan, []).append(item)

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
        place, number, one = place.partition("#")
        plans = self.places.get(place, {})
        if not slash and len(plans) > 1:
            message = _("Several plans have a clause %(place)s. Write the plan before it: %(example)s.")
            return "", message % {"place": place, "example": f"{min(plans)}/{place}"}
        plan = plan or next(iter(plans), "")
        if plan in plans:
            items = plans[plan]
            if not number:
                return place_function(plan, place, items), ""
            if one.isdecimal() and 1 <= int(one) <= len(items):
                return clause_function(plan, place, items[int(one) - 1]), ""
            message = _("Clause %(place)s has %(count)s tasks: write #1 to #%(count)s.")
            return "", message % {"place": place, "count": len(items)}
        message = _("“%(text)s” is no clause of a plan that holds, no register and no indicator.")
        return "", message % {"text": text}
