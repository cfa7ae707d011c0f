"""What a transfer may move: an indicator by its code or title, a register by its name or title, a clause by where it
stands.

A clause is written ``PLAN/PLACE`` (``ke-hoach/III.1`` or, by the plan's number, ``118/KH-UBND/III.1``), or by its place
alone where one plan has it, and means every work item at that place; ``III.1#3`` is the third of them in the plan's
order. In the database it is ``clause:PLAN:PLACE#7`` with the work item's own number, or ``clause:PLAN:PLACE=7,8`` with
those of all that stood there: an amendment that numbers the plan anew changes nothing of what was meant.
"""

from django.utils.translation import gettext as _
from django.utils.translation import override

from chithi.figures.models import Indicator
from chithi.plans.models import Plan, WorkItem
from chithi.plans.passing import clause_function, place_function
from chithi.sheets.catalogue import REGISTERS
from chithi.shell.memo import remembered
from chithi.vietnamese import fold


def indicator_title(code: str) -> str:
    """An indicator by its title; all are asked for once while a page is read."""
    found = remembered("titles of indicators", lambda: {one.code: one for one in Indicator.objects.all()})
    return found[code].title if code in found else code


def plan_called(key: str) -> str:
    """A plan by its kind and number, "Kế hoạch 118/KH-UBND", else by its title."""
    plan = remembered(("plan by key", key), lambda: Plan.objects.filter(key=key).first())
    if plan is None:
        return key
    return f"{plan.kind} {plan.number}".strip() if plan.number else str(plan)


class Functions:
    """What can be named, asked of the database once."""

    def __init__(self) -> None:
        self.indicators = {one.code: one for one in Indicator.objects.order_by("order", "code")}
        self.places: dict[str, dict[str, list[int]]] = {}
        self.numbers: dict[str, str] = {}
        rows = WorkItem.objects.filter(valid_from__isnull=False, valid_to=None, is_report_duty=False)
        fields = ("plan__key", "plan__number", "at", "pk")
        for plan, number, place, item in rows.order_by("order", "pk").values_list(*fields):
            self.numbers[plan] = number
            self.places.setdefault(place, {}).setdefault(plan, []).append(item)
        self.titles: dict[str, list[str]] = {}
        self._add_titles()

    def _add_titles(self) -> None:
        """The functions by the titles of indicators and registers in both languages, folded."""
        for language in ("vi", "en"):
            with override(language):
                for name, register in REGISTERS.items():
                    self._add(str(register.title), f"register:{name}")
        for code, one in self.indicators.items():
            for title in (one.title_vi, one.title_en):
                self._add(title, f"indicator:{code}")

    def _add(self, title: str, function: str) -> None:
        functions = self.titles.setdefault(fold(title), [])
        if function not in functions:
            functions.append(function)

    def options(self) -> list[tuple[str, str]]:
        """(what is written, what it is) of everything that can be named: by titles and numbers where they mean one."""
        found = [(str(register.title), _("register")) for register in REGISTERS.values()]
        for code, one in self.indicators.items():
            alone = len(self.titles[fold(one.title)]) == 1
            found.append((one.title, _("indicator")) if alone else (code, one.title))
        often: dict[str, int] = {}
        for number in self.numbers.values():
            often[fold(number)] = often.get(fold(number), 0) + 1
        for place, plans in self.places.items():
            for plan in plans:
                number = self.numbers[plan]
                found.append(
                    (f"{number if number and often[fold(number)] == 1 else plan}/{place}", _("task"))
                )
        return found

    def find(self, text: str) -> tuple[str, str]:
        """(the function as it is stored, why it is not taken): one of them is empty."""
        kind, _colon, rest = text.partition(":")
        name = rest.strip() if rest and kind.strip() in ("indicator", "register", "clause") else text
        if name in self.indicators and kind != "register":
            return f"indicator:{name}", ""
        if name in REGISTERS:
            return f"register:{name}", ""
        if titled := self.titles.get(fold(name), []):
            return self._titled(name, titled)
        if kind == "clause" and ":" in name:
            name = name.replace(":", "/", 1)
        return self._clause(text, name)

    def _titled(self, name: str, found: list[str]) -> tuple[str, str]:
        if len(found) == 1:
            return found[0], ""
        words = {"text": name, "codes": ", ".join(one.partition(":")[2] for one in found)}
        return "", _("Several are called “%(text)s”: %(codes)s. Write the code of one.") % words

    def _clause(self, text: str, name: str) -> tuple[str, str]:
        """A clause by its plan, or the plan's number, and its place."""
        written, slash, place = name.rpartition("/")
        place, number, one = place.partition("#")
        plans = self.places.get(place, {})
        if slash:
            plans = {
                plan: items
                for plan, items in plans.items()
                if plan == written or fold(self.numbers[plan]) == fold(written)
            }
        if len(plans) > 1:
            message = _("Several plans have a clause %(place)s. Write the plan before it: %(example)s.")
            return "", message % {"place": place, "example": f"{min(plans)}/{place}"}
        for plan, items in plans.items():
            if not number:
                return place_function(plan, place, items), ""
            if one.isdecimal() and 1 <= int(one) <= len(items):
                return clause_function(plan, place, items[int(one) - 1]), ""
            message = _("Clause %(place)s has %(count)s tasks: write #1 to #%(count)s.")
            return "", message % {"place": place, "count": len(items)}
        message = _("“%(text)s” is no clause of a plan that holds, no register and no indicator.")
        return "", message % {"text": text}
