"""Pages on which a unit draws up its own plan, and the plan as a paper."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chithi.access import own, user_of
from chithi.papers import files
from chithi.plans import drawing_up, dues
from chithi.plans.cascade import carrying_out
from chithi.plans.drawing_up import Line, Offer
from chithi.plans.forms import DrawnHeadForm, LineForm
from chithi.plans.models import Plan, Provision
from chithi.plans.pages import plan_of
from chithi.plans.queries import provision_list
from chithi.plans.refusals import Refused
from chithi.plans.rules import importable
from chithi.plans.states import BINDING
from chithi.units.models import Unit
from chithi.units.queries import roles_of, tree
from chithi.units.tree import Node, Tree

SHOWN = 90
"""Letters of a content where it stands in a list to choose from."""


@dataclass(frozen=True)
class OfferedLine:
    """A line on the page: what the plan above asks, and what is typed."""

    offer: Offer
    form: LineForm
    contents: list[Provision]

    @property
    def is_taken(self) -> bool:
        """What is ticked; of the unit's own lines every one in which something stands."""
        if self.offer.is_free:
            return bool((self.form["text"].value() or "").strip())
        return bool(self.form["take"].value())


def drawers(request: HttpRequest, above: Plan, units: Tree) -> list[Node]:
    """The units for which a person may draw up a plan that carries out another one, one's own first."""
    allowed = importable(user_of(request), units) - {above.issuer_id}
    mine = {r.unit_id for r in roles_of(user_of(request))}
    return sorted((n for n in units if n.id in allowed), key=lambda n: n.id not in mine)


@own("plans.import")
def draw_up(request: HttpRequest, key: str) -> HttpResponse:
    """What the plan above asks of a unit, line by line with what the unit makes of it; saved as the unit's plan."""
    above, units = plan_of(request, key, "plans.read"), tree()
    allowed = drawers(request, above, units)
    asked = request.GET.get("unit", "")
    unit = next((n for n in allowed if n.key == asked or not asked), None)
    if unit is None or above.state not in BINDING:
        raise Http404
    plan = drawing_up.drawn_plan(above, unit.id)
    rows = offered(request, above, unit, drawing_up.lines_of(plan))
    title = plan.title if plan else drawing_up.title_for(above, units)
    head = DrawnHeadForm(request.POST or None, initial={"title": title})
    if request.method == "POST":
        taken = [row for row in rows if row.is_taken]
        good = [row.form.is_valid() for row in taken]
        if head.is_valid() and all(good):
            try:
                lines = [row.form.line(row.offer) for row in taken]
                made = drawing_up.draw_up(
                    above,
                    Unit.objects.get(pk=unit.id),
                    head.cleaned_data["title"],
                    lines,
                    actor=user_of(request),
                )
                messages.success(
                    request, _("The plan is drawn up as a draft. Give it number and day, then publish it.")
                )
                return redirect("plans:plan", made.key)
            except Refused as refused:
                head.add_error(None, str(refused))
    carrying = carrying_out(above, units).filter(issuer=unit.id)
    others = carrying.exclude(pk=plan.pk if plan else 0)
    context = {
        "others": others,
        "others_taken": any(row.is_taken for row in rows if not row.offer.role and not row.offer.is_free),
        "plan": above,
        "unit": unit,
        "allowed": allowed,
        "rows": rows,
        "head": head,
        "drawn": plan,
    }
    return render(request, "plans/draw_up.html", context)


def offered(request: HttpRequest, above: Plan, unit: Node, before: list[Line]) -> list[OfferedLine]:
    """The lines of the page: as typed, else as they stand in the plan, else as they are proposed."""
    provisions = {p.pk: p for p in provision_list(above)}
    contents = [(str(p.pk), f"{p.at}. {p.text[:SHOWN]}") for p in provisions.values()]
    known = {line.key: line for line in before}
    found = []
    for offer in drawing_up.offers(above, unit, tree()):
        line = known.get(offer.key)
        form = LineForm(
            request.POST or None,
            prefix=offer.key,
            initial=initial(offer, line, bool(before)),
            contents=contents if offer.is_free else [],
        )
        found.append(OfferedLine(offer, form, [provisions[p] for p in offer.provisions if p in provisions]))
    return found


def initial(offer: Offer, line: Line | None, again: bool) -> dict[str, object]:
    """What stands in the fields of a line: what is asked of the unit is ticked, unless it was left out before."""
    if line is None:
        return {
            "take": offer.key.startswith("d") and not again,
            "text": offer.text,
            "due": dues.words(offer.due),
            "due_bound": offer.due_bound,
        }
    return {
        "take": True,
        "text": line.text,
        "division": line.division,
        "due": dues.words(line.due),
        "due_bound": line.due_bound or "before",
        "answers": str(line.provisions[0]) if line.provisions else "",
    }


@own("plans.read")
@require_GET
def paper(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """A plan that was drawn up, as a paper to be signed."""
    plan = plan_of(request, key, "plans.read")
    found = drawing_up.paper_of(plan, tree())
    if found is None or ending not in ("docx", "pdf", "html"):
        raise Http404
    answer = HttpResponse(files.written(found, ending), content_type=files.MEDIA[ending])
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{plan.key}.{ending}"))
    return answer
