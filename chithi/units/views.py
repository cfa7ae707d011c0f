"""Pages of units and groups."""

import datetime
import functools
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import allow, fetch, id_of, own, user_of
from chithi.sheets.list_pages import list_context
from chithi.shell.clock import today
from chithi.units import actions, naming
from chithi.units.forms import (
    AliasForm,
    ChangeUnitForm,
    EndForm,
    GroupForm,
    MemberForm,
    NewUnitForm,
    result,
    run,
)
from chithi.units.kinship import kinship
from chithi.units.listing import LISTING
from chithi.units.models import Group, GroupMember, Role, Unit, UnitAlias
from chithi.units.pages import form_page
from chithi.units.queries import held_on, members, tree
from chithi.units.rules import scope_of
from chithi.units.store import timelines
from chithi.units.timeline import BEGINNING, facts_on, versions


@allow("units.read")
def unit_list(request: HttpRequest) -> HttpResponse:
    """All units as a tree, searched by folded words, by kind and level, as of a day."""
    context = {
        "may_change": request.user.has_perm("units.change"),
        "may_load": request.user.has_perm("units.load"),
        "may_read_country": request.user.has_perm("units.directory"),
        "may_reorganise": request.user.has_perm("reorganise.read"),
    }
    return render(request, "units/list.html", {**list_context(request, LISTING), **context})


@allow("units.read")
def unit_page(request: HttpRequest, key: str) -> HttpResponse:
    """What a unit is today, was before and will be; its other names, people and the units below it."""
    unit = get_object_or_404(Unit, key=key)
    now, known = tree(), versions(timelines([key]).get(key, ()))
    roles = Role.objects.filter(held_on(today()), unit=unit, withdrawn_at=None, user__is_active=True)
    context = {
        "unit": unit,
        "node": now.get(unit.pk),
        "last": known[-1] if known else None,
        "kinship": kinship(unit.pk),
        "versions": [
            (first if first != BEGINNING else None, last, facts) for first, last, facts in reversed(known)
        ],
        "parents": {node.key: node.name for node in now},
        "above": list(reversed(list(now.ancestors(unit.pk)))),
        "children": now.children(unit.pk),
        "aliases": unit.aliases.filter(withdrawn_at=None).order_by("id"),
        "roles": roles.select_related("user", "deputy_for__user").order_by("kind", "user__sort_key"),
        "may_change": request.user.has_perm("units.change", unit),
        "may_read_people": request.user.has_perm("accounts.read"),
        "alias_form": AliasForm(),
    }
    return render(request, "units/unit.html", context)


@allow("units.change")
def new_unit(request: HttpRequest) -> HttpResponse:
    """A unit that is not there yet, below one that the user administers."""
    asked = {key: request.GET.get(key, "") for key in ("parent", "name")}
    start = {**asked, "kind": "department", "valid_from": today()}
    form = NewUnitForm(request.POST or None, initial=start, tree=tree(), scope=scope_of(request.user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        names = {"key": data["key"], "aliases": data["aliases"]}
        create = functools.partial(actions.create_unit, form.facts(), data["valid_from"], **names)
        if unit := result(form, lambda: create(actor=user_of(request))):
            messages.success(request, _("The unit has been added."))
            return redirect("units:unit", unit.key)
    return form_page(request, form, _("Add a unit"))


@own("units.change")
def change_unit(request: HttpRequest, key: str) -> HttpResponse:
    """Name, kind, unit above or code from a day on; what was before stays."""
    unit = fetch(request, "units.change", Unit.objects.all(), key=key)
    facts = facts_on(timelines([key])[key], today())
    start = {**(vars(facts) if facts else {}), "valid_from": today()}
    form = ChangeUnitForm(request.POST or None, initial=start, tree=tree(), scope=scope_of(request.user))
    if request.method == "POST" and form.is_valid():
        day, reason = form.cleaned_data["valid_from"], form.cleaned_data["reason"]
        if run(
            form, lambda: actions.change_unit(unit, form.facts(), day, actor=user_of(request), reason=reason)
        ):
            messages.success(request, _("Saved. What held before that day stays as it was."))
            return redirect("units:unit", key)
    return form_page(request, form, _("Change: %(name)s") % {"name": unit}, unit)


@own("units.change")
def end_unit(request: HttpRequest, key: str) -> HttpResponse:
    """The last day of a unit."""
    unit = fetch(request, "units.change", Unit.objects.all(), key=key)
    form = EndForm(request.POST or None, initial={"final": today()})
    if request.method == "POST" and form.is_valid():
        final, reason = form.cleaned_data["final"], form.cleaned_data["reason"]
        if run(form, lambda: actions.end_unit(unit, final, actor=user_of(request), reason=reason)):
            messages.success(request, _("The last day has been saved."))
            return redirect("units:unit", key)
    return form_page(request, form, _("End: %(name)s") % {"name": unit}, unit)


@own("units.change")
@require_POST
def add_alias(request: HttpRequest, key: str) -> HttpResponse:
    unit = fetch(request, "units.change", Unit.objects.all(), key=key)
    form = AliasForm(request.POST)
    if not form.is_valid():
        return form_page(request, form, _("Another name: %(name)s") % {"name": unit}, unit)
    actions.add_alias(unit, form.cleaned_data["name"], actor=user_of(request))
    return redirect("units:unit", key)


@own("units.change")
@require_POST
def withdraw_alias(request: HttpRequest, key: str, alias: int) -> HttpResponse:
    unit = fetch(request, "units.change", Unit.objects.all(), key=key)
    actions.withdraw_alias(get_object_or_404(UnitAlias, pk=alias, unit=unit), actor=user_of(request))
    return redirect("units:unit", key)


@allow("units.read")
def group_list(request: HttpRequest) -> HttpResponse:
    """The groups that plans name, with how many units belong to each today."""
    now = tree()
    groups = Group.objects.filter(withdrawn_at=None).prefetch_related("aliases").order_by("id")
    named: dict[int, list[tuple[int, datetime.date]]] = {}
    rows_named = GroupMember.objects.filter(held_on(now.day))
    for group, unit, first in rows_named.values_list("group_id", "unit_id", "valid_from"):
        named.setdefault(group, []).append((unit, first))
    rows = [(g, [] if g.is_open else members(g, now, named.get(g.pk, []))) for g in groups]
    may_change = request.user.has_perm("units.change_groups")
    return render(request, "units/groups.html", {"rows": rows, "may_change": may_change})


@allow("units.read")
def group_page(request: HttpRequest, key: str) -> HttpResponse:
    """A group: who belongs to it today and why."""
    group = get_object_or_404(Group, key=key, withdrawn_at=None)
    now = tree()
    context = {
        "group": group,
        "units": members(group, now),
        "named": group.members.filter(held_on(now.day)).select_related("unit"),
        "names": naming.names(group.members.filter(held_on(now.day)).values_list("unit", flat=True)),
        "aliases": [alias.name for alias in group.aliases.filter(withdrawn_at=None).order_by("id")],
        "may_change": request.user.has_perm("units.change_groups"),
        "member_form": MemberForm(tree=now),
    }
    return render(request, "units/group.html", context)


@allow("units.change_groups")
def save_group(request: HttpRequest, key: str = "") -> HttpResponse:
    """Make a group or change its name, kinds and other names."""
    group = get_object_or_404(Group, key=key, withdrawn_at=None) if key else None
    start: dict[str, Any] = {}
    if group is not None:
        names = [alias.name for alias in group.aliases.filter(withdrawn_at=None).order_by("id")]
        start = {"name": group.name, "kinds": group.kinds, "is_open": group.is_open, "aliases": names}
    form = GroupForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data, actor = form.cleaned_data, user_of(request)
        if saved := result(form, lambda: actions.save_group(group, **data, actor=actor)):
            messages.success(request, _("The group has been saved."))
            return redirect("units:group", saved.key)
    title = _("Change: %(name)s") % {"name": group} if group else _("Add a group")
    return form_page(request, form, title, group, room="groups")


@allow("units.change_groups")
@require_POST
def change_members(request: HttpRequest, key: str) -> HttpResponse:
    """Name a unit a member, end a membership, or withdraw the group."""
    group = get_object_or_404(Group, key=key, withdrawn_at=None)
    if request.POST.get("withdraw"):
        actions.withdraw_group(group, actor=user_of(request))
        return redirect("units:groups")
    if request.POST.get("end"):
        member = group.members.filter(pk=id_of(request.POST["end"]) or 0).first()
        if member is None:
            raise Http404
        actions.end_member(member, today(), actor=user_of(request))
        return redirect("units:group", key)
    form = MemberForm(request.POST, tree=tree())
    if form.is_valid():
        unit = Unit.objects.get(key=form.cleaned_data["unit"])
        first, last = form.cleaned_data["valid_from"], form.cleaned_data["valid_to"]
        if run(form, lambda: actions.add_member(group, unit, first, last=last, actor=user_of(request))):
            return redirect("units:group", key)
    return form_page(request, form, group.name, group)
