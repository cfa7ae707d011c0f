"""Pages of figures: the catalogue, an indicator, where a figure comes from, targets and collectors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chithi.access import allow, own, user_of
from chithi.figures import registry
from chithi.figures.explain import explain
from chithi.figures.forms import AddForm, ChangeForm, CollectorForm, TargetForm
from chithi.figures.listing import LISTING
from chithi.figures.models import Indicator, Target
from chithi.figures.pages import (
    chosen_unit,
    indicator_page,
    list_page,
    newest_year,
    shown,
    unit_page,
)
from chithi.figures.past import functions_of, gone_in
from chithi.figures.periods import BadPeriod, Period, parse_period
from chithi.figures.queries import known_periods, targets_of
from chithi.sheets.list_pages import list_context
from chithi.shell.clock import today
from chithi.units.models import Unit
from chithi.units.queries import lineage, top, tree
from chithi.units.tree import Node, Tree


def find(code: str) -> Indicator:
    return get_object_or_404(Indicator.objects.select_related("base"), code=code)


def period_of(text: str) -> Period:
    try:
        return parse_period(text)
    except BadPeriod as error:
        raise Http404 from error


def units_of_today(request: HttpRequest) -> Tree | None:
    """Today's units where figures are asked for in their borders; None where as units stood in each period."""
    return tree() if request.GET.get("borders") == "now" else None


@allow("figures.read")
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """The indicators with the newest figure of the province and its target."""
    periods = known_periods()
    period = request.GET.get("period", "")
    chosen = next((p for p in periods if p.text == period), newest_year(periods))
    context = list_page(
        request.GET.get("q", ""), request.GET.get("kind", ""), chosen, units_of_today(request)
    )
    context["may_load"] = request.user.has_perm("figures.load")
    context["may_add"] = request.user.has_perm("figures.change_indicator")
    return render(request, "figures/list.html", {**context, "periods": periods, "query": request.GET})


@allow("figures.read")
@require_GET
def observations(request: HttpRequest) -> HttpResponse:
    """Every official figure, searched, by indicator, unit, period, status and origin."""
    context = {**list_context(request, LISTING), "may_load": request.user.has_perm("figures.load")}
    return render(request, "figures/observations.html", context)


@allow("figures.read")
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """An indicator: what it is, its series, and the units below."""
    found, now = find(code), tree()
    asked = chosen_unit(request.GET.get("unit", ""), now)
    is_now = units_of_today(request) is not None
    context = indicator_page(found, asked, now, is_now, request.GET.get("period", ""))
    province = top()
    context["may_change_target"] = province and request.user.has_perm("figures.change_target", province)
    context["may_change"] = request.user.has_perm("figures.change_indicator")
    return render(request, "figures/indicator.html", context)


@allow("figures.read")
@require_GET
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """The figures of a unit over time, women and men."""
    now = tree()
    is_now = units_of_today(request) is not None
    context = unit_page(chosen_unit(key, now), now, request.GET.get("page", ""), is_now)
    return render(request, "figures/unit.html", context)


@allow("figures.read")
@require_GET
def why(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Where a figure comes from, down to every version of every cell: as units stood then, or in today's borders."""
    found, days = find(code), period_of(period)
    then, key = tree(days.last), request.GET.get("unit", "")
    now = units_of_today(request)
    is_gone = now is None and key and then.by_key(key) is None
    asked = ended_in(key, days) if is_gone else chosen_unit(key, now or then)
    told = explain(found, days, then, asked, now)
    targets = targets_of(asked.id, [found.pk]).get(found.pk, [])
    path = list((now or then).ancestors(asked.id))[::-1]
    context = {"told": told, "path": path, "borders": "now" if now else ""}
    return render(request, "figures/why.html", {**context, **shown(told, targets, then)})


def ended_in(key: str, period: Period) -> Node:
    """A unit that ended within a period, as it was. One that never stood in it does not exist (404)."""
    gone = gone_in(period.first, period.last).values()
    found = next((g.node for g in gone if g.node.key == key), None)
    if found is None:
        raise Http404
    return found


@own("figures.change_target")
def targets(request: HttpRequest, code: str) -> HttpResponse:
    """The targets of the province for an indicator; a new one takes the place of an old one of its year."""
    province = may_steer(request)
    found = find(code)
    form = TargetForm(request.POST or None, indicator=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        registry.set_target(
            found,
            province,
            data["year"],
            data["value"],
            data["direction"],
            data["source"],
            actor=user_of(request),
        )
        messages.success(request, _("The target has been set."))
        return redirect("figures:targets", code)
    known = targets_of(province.pk, [found.pk]).get(found.pk, [])
    context = {"indicator": found, "form": form, "targets": known, "unit": province}
    return render(request, "figures/targets.html", context, status=422 if form.errors else 200)


@own("figures.change_target")
@require_POST
def withdraw_target(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    province = may_steer(request)
    target = get_object_or_404(
        Target.objects.select_related("indicator"), pk=pk, unit=province, indicator__code=code
    )
    registry.withdraw_target(target, actor=user_of(request))
    messages.success(request, _("The target has been withdrawn."))
    return redirect("figures:targets", code)


def may_steer(request: HttpRequest) -> Unit:
    """The province, if this user sets its targets."""
    province = top()
    if province is None or not request.user.has_perm("figures.change_target", province):
        raise PermissionDenied("figures.change_target")
    return province


@allow("figures.change_indicator")
def collectors(request: HttpRequest, code: str) -> HttpResponse:
    """Who collects an indicator: their figures make the total."""
    found, now = find(code), tree()
    form = CollectorForm(request.POST or None, tree=now)
    if request.method == "POST" and form.is_valid():
        unit = get_object_or_404(Unit, key=form.cleaned_data["unit"])
        registry.name_collector(found, unit, form.cleaned_data["valid_from"], actor=user_of(request))
        messages.success(request, _("The collector has been named."))
        return redirect("figures:collectors", code)
    links, functions = lineage(), functions_of(found)
    named = [
        (
            c,
            now.get(c.unit_id),
            [now[u] for u in links.heirs(c.unit_id, c.valid_from, now.day, functions) if u in now],
        )
        for c in found.collectors.select_related("unit").order_by("valid_from")
    ]
    context = {"indicator": found, "form": form, "named": named}
    return render(request, "figures/collectors.html", context, status=422 if form.errors else 200)


@allow("figures.change_indicator")
@require_POST
def end_collector(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    named = get_object_or_404(find(code).collectors.select_related("indicator", "unit"), pk=pk)
    registry.end_collector(named, today(), actor=user_of(request))
    messages.success(request, _("The collector ends today."))
    return redirect("figures:collectors", code)


@allow("figures.change_indicator")
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what an indicator is called, says and whom it asks."""
    found = find(code)
    form = ChangeForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        registry.change_indicator(find(code), form.cleaned_data, actor=user_of(request))
        messages.success(request, _("The indicator has been changed."))
        return redirect("figures:indicator", code)
    context = {"indicator": found, "form": form}
    return render(request, "figures/change.html", context, status=422 if form.errors else 200)


@allow("figures.change_indicator")
def add(request: HttpRequest) -> HttpResponse:
    """Add an indicator of the province."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = registry.add_indicator(form.fields_of_model(), actor=user_of(request))
        messages.success(request, _("The indicator has been added."))
        return redirect("figures:indicator", made.code)
    return render(request, "figures/add.html", {"form": form}, status=422 if form.errors else 200)


@allow("figures.change_indicator")
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask an indicator of nobody any more."""
    registry.withdraw_indicator(find(code), request.POST.get("reason", "")[:300], actor=user_of(request))
    messages.success(request, _("The indicator is no longer asked; its figures stay."))
    return redirect("figures:indicator", code)
