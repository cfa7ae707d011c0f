"""Pages of linked plans: which carries out which, which contents an own plan answers, tasks side by side."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chithi.access import id_of, own, user_of
from chithi.plans import answers as answering
from chithi.plans.link_pages import CHOOSABLE, answered_rows, beside, link_rows, may_decide
from chithi.plans.models import Plan, Provision, ProvisionAnswer
from chithi.plans.pages import plan_of, press
from chithi.plans.plan_links import Kind, carried_out, link_plans, waiting
from chithi.plans.queries import checked_by, current_edition, is_own_plan, plans_for
from chithi.units.queries import tree


@own("plans.read")
def linked(request: HttpRequest, key: str) -> HttpResponse:
    """The plans that this one carries out, those that carry it out, those beside it; a press decides on one."""
    plan = plan_of(request, key, "plans.read")
    user = user_of(request)
    seen, checked = plans_for(user), set(Plan.objects.filter(checked_by(user)).values_list("pk", flat=True))
    if request.method == "POST":
        decide_on_plans(request, plan, checked)
        return redirect("plans:linked", key)
    checks = plan.pk in checked
    others = seen.exclude(published_at=None).exclude(pk=plan.pk).annotate(own=is_own_plan())
    choices = others.order_by("own", "-created_at")[:CHOOSABLE] if checks else []
    context = {
        "plan": plan,
        "checks": checks,
        "choices": choices,
        "kinds": Kind.choices,
        "units": tree(),
        **link_rows(plan, seen, checked, tree()),
    }
    return render(request, "plans/linked.html", context)


def decide_on_plans(request: HttpRequest, here: Plan, checked: set[int]) -> None:
    """One press: a pair of plans of which one is that of the page, what it is said to be, yes or no."""
    if not checked:
        raise Http404
    kind, seen = request.POST.get("kind", ""), plans_for(user_of(request))
    plan, other = (seen.filter(key=request.POST.get(name, "")).first() for name in ("plan", "other"))
    if plan is None or other is None or kind not in Kind.values:
        messages.error(request, _("Choose the other plan and how the two are linked."))
        return
    if here not in (plan, other) or not may_decide(kind, plan.pk, other.pk, checked):
        raise Http404
    confirmed = request.POST.get("decision") == "confirm"
    number = next(
        (
            other.number or x.number
            for x in waiting(here, seen, tree())
            if (x.plan, x.other) == (plan.pk, other.pk)
        ),
        "",
    )
    press(
        request,
        lambda: link_plans(plan, other, kind, confirmed, number=number, actor=user_of(request)),
        _("The link is confirmed.") if confirmed else _("The link is taken back; it can be set again."),
    )


@own("plans.read")
@require_GET
def side_by_side(request: HttpRequest, key: str, other: str) -> HttpResponse:
    """The tasks of two plans that overlap, with the words they share."""
    plan = plan_of(request, key, "plans.read")
    beside_it = plan_of(request, other, "plans.read")
    if plan == beside_it:
        raise Http404
    rows = beside(plan, beside_it, tree())
    return render(request, "plans/side_by_side.html", {"plan": plan, "other": beside_it, "rows": rows})


@own("plans.read")
@require_GET
def answers(request: HttpRequest, key: str) -> HttpResponse:
    """Which contents of the plans above an own plan answers with which words, and which it leaves open."""
    plan = plan_of(request, key, "plans.read")
    units = tree()
    checks = request.user.has_perm("plans.check", plan)
    above = [p for p in carried_out(plan) if request.user.has_perm("plans.read", p)]
    context = {
        "plan": plan,
        "unit": units.get(plan.issuer_id),
        "checks": checks,
        "sections": [(p, answered_rows(plan, p, units)) for p in above],
        "things": [(answering.field_of(t), t) for t in answering.things_of(current_edition(plan))]
        if checks
        else [],
    }
    return render(request, "plans/answers.html", context)


@own("plans.check")
@require_POST
def decide_answer(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Confirm or reject that words of an own plan answer a content."""
    plan = plan_of(request, key, "plans.check")
    rows = answering.answers_of(current_edition(plan)).select_related("work_item", "content", "provision")
    answer: ProvisionAnswer = get_object_or_404(rows, pk=pk)
    confirmed = request.POST.get("decision") == "confirm"
    press(request, lambda: answering.decide(answer, confirmed, actor=user_of(request)))
    return redirect(f"{reverse('plans:answers', args=[key])}#content-{answer.provision_id}")


@own("plans.check")
@require_POST
def add_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Say by hand that words of an own plan answer a content."""
    plan = plan_of(request, key, "plans.check")
    things = {f"{answering.field_of(t)}-{t.pk}": t for t in answering.things_of(current_edition(plan))}
    thing = things.get(request.POST.get("thing", ""))
    provision = Provision.objects.filter(pk=id_of(request.POST.get("provision", "")) or 0).first()
    if thing is None or provision is None or not request.user.has_perm("plans.read", provision.plan):
        messages.error(request, _("Choose the words of the plan that answer the content."))
        return redirect("plans:answers", key)
    press(request, lambda: answering.add(thing, provision, actor=user_of(request)))
    return redirect(f"{reverse('plans:answers', args=[key])}#content-{provision.pk}")


@own("plans.check")
@require_POST
def confirm_answers(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm every proposal for one plan above."""
    plan = plan_of(request, key, "plans.check")
    for above in chosen(request, plan):
        press(
            request,
            partial(answering.confirm_all, plan, above, actor=user_of(request)),
            _("All proposals are confirmed."),
        )
    return redirect("plans:answers", key)


@own("plans.check")
@require_POST
def propose_answers(request: HttpRequest, key: str) -> HttpResponse:
    """Compare the words of an own plan with the plan above again."""
    plan = plan_of(request, key, "plans.check")
    for above in chosen(request, plan):
        press(
            request,
            partial(answering.propose_again, plan, above, actor=user_of(request)),
            _("The words have been compared again."),
        )
    return redirect("plans:answers", key)


def chosen(request: HttpRequest, plan: Plan) -> list[Plan]:
    """The plan above that a press is about; none where it is no longer carried out."""
    return [p for p in carried_out(plan) if p.key == request.POST.get("above", "")]
