"""Pages of people: the list, one person, roles, invitations, deputies."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from chithi.access import allow, fetch, own, user_of
from chithi.accounts.actions import INVITATION_DAYS, invite, set_active
from chithi.accounts.models import User
from chithi.sheets.list_pages import list_context
from chithi.shell.clock import today
from chithi.shell.models import installation
from chithi.shell.tasks import send_mail
from chithi.units import people_actions as actions
from chithi.units.forms import DeputyForm, EndForm, NewPersonForm, PersonForm, RoleForm, result, run
from chithi.units.models import Role, Unit
from chithi.units.pages import form_page
from chithi.units.people import LISTING, STATES
from chithi.units.queries import held_on, tree
from chithi.units.rules import scope_of


@allow("accounts.read")
def people(request: HttpRequest) -> HttpResponse:
    """The people and their roles of today, searched by folded words, by role, unit and state."""
    may_change = request.user.has_perm("accounts.change")
    context = {
        "uninvited": uninvited(request).count() if may_change else 0,
        "may_change": may_change,
        "may_load": request.user.has_perm("accounts.load"),
    }
    return render(request, "units/people.html", {**list_context(request, LISTING), **context})


def visible(request: HttpRequest, right: str) -> QuerySet[User]:
    """The accounts that somebody with a right sees."""
    return LISTING.rows(user_of(request)) if request.user.has_perm(right) else User.objects.none()


def uninvited(request: HttpRequest) -> QuerySet[User]:
    """Those who have an e-mail address, no password and no invitation that still holds."""
    return LISTING.rows(user_of(request)).filter(STATES["new"].where(today())).exclude(email="")


@own("accounts.read")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they hold and held, and what may be changed."""
    who = get_object_or_404(visible(request, "accounts.read"), pk=pk)
    roles = Role.objects.filter(user=who, withdrawn_at=None).select_related("deputy_for__user")
    context = {
        "person": who,
        "state": LISTING.state_of(who, today()),
        "roles": roles,
        "day": today(),
        "units": {node.id: node for node in tree()},
        "may_change": request.user.has_perm("accounts.change", who),
        "may_give": request.user.has_perm("units.change"),
    }
    return render(request, "units/person.html", context)


@allow("units.change")
def new_person(request: HttpRequest) -> HttpResponse:
    """A new account with its first role in a unit that the user administers."""
    start = {"unit": request.GET.get("unit", ""), "kind": Role.Kind.UNIT_OFFICER}
    form = NewPersonForm(request.POST or None, initial=start, tree=tree(), scope=scope_of(request.user))
    if request.method == "POST" and form.is_valid():
        data, actor = dict(form.cleaned_data), user_of(request)
        data["unit"], first = Unit.objects.get(key=data["unit"]), data.pop("valid_from")
        if made := result(form, lambda: actions.add_person(**data, first=first, actor=actor)):
            messages.success(request, _("The account has been made. Now invite the person."))
            return redirect("units:person", made.pk)
    return form_page(request, form, _("Add a person"), room="people")


@own("accounts.change")
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    who = fetch(request, "accounts.change", User.objects.all(), pk=pk)
    form = PersonForm(request.POST or None, initial={"name": who.name, "email": who.email, "sex": who.sex})
    if request.method == "POST" and form.is_valid():
        actions.change_person(who, **form.cleaned_data, actor=user_of(request))
        return redirect("units:person", pk)
    return form_page(request, form, _("Change: %(name)s") % {"name": who.name}, who)


@own("accounts.change")
@require_POST
def set_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an account to rest, or wake it."""
    who = fetch(request, "accounts.change", User.objects.all(), pk=pk)
    if who.pk == user_of(request).pk:
        messages.error(request, _("You cannot put your own account to rest."))
    else:
        set_active(who, request.POST.get("active") == "1", actor=user_of(request))
    return redirect("units:person", pk)


@own("accounts.change")
@require_POST
def invite_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link by which the person sets a password; it is shown once, and sent where that is asked."""
    who = fetch(request, "accounts.change", User.objects.all(), pk=pk)
    if not who.is_active:
        messages.error(request, _("This account has been put to rest. Wake it first."))
        return redirect("units:person", pk)
    link = link_of(request, who)
    is_sent = bool(request.POST.get("send")) and bool(who.email)
    if is_sent:
        write(who, link)
    context = {"person": who, "link": link, "is_sent": is_sent, "days": INVITATION_DAYS}
    return render(request, "units/invited.html", context)


@allow("accounts.change")
@require_POST
def invite_all(request: HttpRequest) -> HttpResponse:
    """Send an invitation to everybody who waits for one and has an e-mail address."""
    waiting = [who for who in uninvited(request) if request.user.has_perm("accounts.change", who)]
    for who in waiting:
        write(who, link_of(request, who))
    sent = ngettext("One invitation has been sent.", "%(count)s invitations have been sent.", len(waiting))
    messages.success(request, sent % {"count": len(waiting)})
    return redirect("units:people")


def link_of(request: HttpRequest, who: User) -> str:
    token = invite(who, actor=user_of(request))
    return request.build_absolute_uri(reverse("accounts:invitation", args=[token]))


def write(who: User, link: str) -> None:
    """The letter with the link, by the background worker."""
    here = installation()
    words = {
        "name": who.name,
        "username": who.username,
        "link": link,
        "days": INVITATION_DAYS,
        "place": here or "chithi",
    }
    subject = _("Your account of chithi, %(place)s") % words
    body = _(
        "Dear %(name)s,\n\nYou have an account of chithi, %(place)s. Your user name is %(username)s.\n"
        "Set your password with this link within %(days)s days; it works once:\n\n%(link)s\n\n"
        "If you did not expect this letter, do nothing.\n"
    )
    send_mail.enqueue(who.email, subject, body % words)


@own("units.change")
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """A role in a unit that the user administers, to somebody who has an account."""
    who = get_object_or_404(visible(request, "units.change"), pk=pk)
    form = RoleForm(request.POST or None, tree=tree(), scope=scope_of(request.user))
    if request.method == "POST" and form.is_valid():
        unit, data = Unit.objects.get(key=form.cleaned_data["unit"]), form.cleaned_data
        days = {"first": data["valid_from"], "last": data["valid_to"]}
        if run(form, lambda: actions.give_role(who, unit, data["kind"], **days, actor=user_of(request))):
            messages.success(request, _("The role has been given."))
            return redirect("units:person", pk)
    return form_page(request, form, _("Give a role: %(name)s") % {"name": who.name}, who)


@own("units.end_role")
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a role, by an administrator, or of one's own deputy."""
    roles = Role.objects.filter(withdrawn_at=None).select_related("deputy_for", "user", "unit")
    role = fetch(request, "units.end_role", roles, pk=pk)
    is_mine = role.deputy_for is not None and role.deputy_for.user_id == user_of(request).pk
    form = EndForm(request.POST or None, initial={"final": today()})
    if request.method == "POST" and form.is_valid():
        final, reason = form.cleaned_data["final"], form.cleaned_data["reason"]
        if run(form, lambda: actions.end_role(role, final, actor=user_of(request), reason=reason)):
            messages.success(request, _("The last day has been saved."))
            return redirect("units:deputies") if is_mine else redirect("units:person", role.user_id)
    title = _("End the role: %(role)s, %(name)s") % {"role": role.get_kind_display(), "name": role.user.name}
    return form_page(request, form, title, None if is_mine else role.user, room="deputies")


@allow("units.deputise")
def deputies(request: HttpRequest) -> HttpResponse:
    """Who stands in for me, and a form to name somebody of my unit for a time."""
    me, day = user_of(request), today()
    mine = Role.objects.filter(held_on(day), user=me, withdrawn_at=None, deputy_for=None).select_related(
        "unit"
    )
    colleagues = Role.objects.filter(held_on(day), withdrawn_at=None, unit__in=mine.values("unit")).values(
        "user"
    )
    possible = User.objects.filter(is_active=True, pk__in=colleagues).exclude(pk=me.pk)
    form = DeputyForm(request.POST or None, roles=mine, people=possible)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        days = {"first": data["valid_from"], "last": data["valid_to"]}
        if run(form, lambda: actions.appoint_deputy(data["role"], data["user"], **days, actor=me)):
            messages.success(
                request, _("%(name)s stands in for you in these days.") % {"name": data["user"].name}
            )
            return redirect("units:deputies")
    standing = Role.objects.filter(deputy_for__user=me, withdrawn_at=None, valid_to__gte=day)
    context = {
        "form": form,
        "standing": standing.select_related("user", "unit"),
        "has_colleagues": possible.exists(),
    }
    return render(request, "units/deputies.html", context)
