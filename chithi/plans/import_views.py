"""Pages that bring plans in and move them: import, new edition, head data, publication, difference, end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chithi.access import allow, own, user_of
from chithi.plans import confidence, publishing
from chithi.plans.difference_page import difference_rows
from chithi.plans.forms import DayForm, FileForm, HeadForm, ImportForm
from chithi.plans.importing import Imported, import_edition, import_plan, read_file, read_head, similar_plan
from chithi.plans.models import Edition
from chithi.plans.pages import edition_in_hand, frame, plan_of, press
from chithi.plans.queries import current_edition, draft_edition, plans_for
from chithi.plans.refusals import Refused
from chithi.plans.rules import FOCAL, own_units
from chithi.plans.states import BINDING, may
from chithi.shell.clock import today
from chithi.units.models import Unit
from chithi.units.queries import tree
from chithi.units.rules import units_where


@allow("plans.import")
def import_file(request: HttpRequest) -> HttpResponse:
    """A file becomes a draft plan; one that resembles a plan is asked about first."""
    form = ImportForm(request.POST or None, request.FILES or None, user=user_of(request), tree=tree())
    like = None
    if request.method == "POST" and form.is_valid():
        file, issuer = form.cleaned_data["file"], Unit.objects.get(pk=form.cleaned_data["issuer"])
        try:
            data = file.read()
            reading = read_file(data, file.name)
            like = None if request.POST.get("as") == "new" else similar_plan(reading, issuer.pk)
            if like is None or not request.user.has_perm("plans.check", like):
                focal = focal_unit_for(request, issuer)
                found = import_plan(
                    data, file.name, reading, issuer, focal_unit=focal, actor=user_of(request)
                )
                return arrived(request, found)
            if (
                request.POST.get("as") == like.key
                or like.editions.filter(sha256=reading["source"]["sha256"]).exists()
            ):
                return arrived(
                    request, import_edition(like, data, file.name, reading, actor=user_of(request))
                )
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "plans/import.html", {"form": form, "like": like})


def focal_unit_for(request: HttpRequest, issuer: Unit) -> Unit | None:
    """The unit whose focal officer imports, where it is not the issuer's own; of a unit's own plan the unit itself."""
    focal = units_where(user_of(request), FOCAL) - {issuer.pk}
    below = [n.id for n in tree().children(issuer.pk) if n.id in focal]
    if found := Unit.objects.filter(pk__in=below).first():
        return found
    return issuer if issuer.pk in own_units(user_of(request)) else None


def arrived(request: HttpRequest, found: Imported) -> HttpResponse:
    """To the draft; a file that was there already says so and changes nothing."""
    plan = found.edition.plan
    if found.known:
        messages.info(
            request,
            _("This very file was imported before, on %(day)s; nothing has been changed.")
            % {"day": found.edition.imported_at.strftime("%d/%m/%Y")},
        )
        allowed = request.user.has_perm("plans.read", plan)
        return redirect("plans:plan", plan.key) if allowed else redirect("plans:list")
    return redirect(
        "plans:difference" if found.edition.number > 1 and plan.state in BINDING else "plans:names", plan.key
    )


@own("plans.check")
def new_edition(request: HttpRequest, key: str) -> HttpResponse:
    """A changed file of a plan becomes its draft edition."""
    plan = plan_of(request, key, "plans.check")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read()
            return arrived(
                request,
                import_edition(plan, data, file.name, read_file(data, file.name), actor=user_of(request)),
            )
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "plans/edition.html", {"plan": plan, "form": form, "draft": draft_edition(plan)})


@own("plans.check")
def head(request: HttpRequest, key: str) -> HttpResponse:
    """Number, date, title, focal unit and the day of the yearly report."""
    plan = plan_of(request, key, "plans.check")
    edition = edition_in_hand(plan)
    form = HeadForm(request.POST or None, instance=plan, tree=tree())
    if request.method == "POST" and form.is_valid():
        try:
            plan = publishing.set_head(plan, form.head(plan.issuer_id), actor=user_of(request))
            if not request.user.has_perm("plans.check", plan):
                messages.info(
                    request, _("Saved. The plan is now checked by the officers of its new focal unit.")
                )
                return redirect("plans:list")
            return redirect("plans:publish" if draft_edition(plan) else "plans:plan", key)
        except Refused as refused:
            form.add_error(None, str(refused))
    read = read_head(edition) if edition else None
    looks = confidence.of_head(edition.reading) if edition and edition.state == Edition.State.DRAFT else []
    context = {**frame(plan, edition, "plans:head"), "form": form, "read": read, "looks": looks}
    return render(request, "plans/head.html", context)


@own("plans.publish")
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What is still missing, and the one press that lets the plan bind."""
    plan = plan_of(request, key, "plans.publish")
    edition = draft_edition(plan)
    amends = plan.state in BINDING
    form = DayForm(request.POST or None, initial={"day": today() if amends else plan.date or today()})
    if request.method == "POST" and form.is_valid():
        act = publishing.amend if amends else publishing.publish
        if press(
            request,
            lambda: act(
                plan,
                actor=user_of(request),
                day=form.cleaned_data["day"],
                unplaced_seen="unplaced_seen" in request.POST,
            ),
            _("The plan is published."),
        ):
            return redirect("plans:plan", key)
    missing = publishing.missing(plan, edition, user_of(request)) if edition else []
    context = {**frame(plan, edition, "plans:publish"), "form": form, "missing": missing, "amends": amends}
    rows = confidence.passages(edition.reading, edition.text) if edition else []
    context |= {"draft": edition, "passages": confidence.unplaced(rows)}
    return render(request, "plans/publish.html", context)


@own("plans.check")
def difference(request: HttpRequest, key: str) -> HttpResponse:
    """What a draft edition changes in the plan that binds."""
    plan = plan_of(request, key, "plans.check")
    draft, standing = draft_edition(plan), current_edition(plan)
    if draft is None or standing is None or plan.state not in BINDING:
        return redirect("plans:plan", key)
    context = {**frame(plan, draft, ""), "standing": standing, **difference_rows(plan, standing, draft)}
    return render(request, "plans/difference.html", context)


@own("plans.check")
@require_POST
def put_aside(request: HttpRequest, key: str) -> HttpResponse:
    """Put the draft aside."""
    plan = plan_of(request, key, "plans.check")
    press(
        request,
        lambda: publishing.put_aside(plan, actor=user_of(request)),
        _("The draft has been put aside."),
    )
    return redirect("plans:plan", key)


@own("plans.publish")
def end(request: HttpRequest, key: str) -> HttpResponse:
    """End a plan on a day, or let another take its place from a day on."""
    plan = plan_of(request, key, "plans.publish")
    if not may("end", plan.state):
        return redirect("plans:plan", key)
    others = plans_for(user_of(request)).filter(state__in=BINDING).exclude(pk=plan.pk)
    form = DayForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        day, by = form.cleaned_data["day"], others.filter(key=request.POST.get("by", "")).first()
        if by is not None:
            done = press(request, lambda: publishing.supersede(plan, by, actor=user_of(request), day=day))
        else:
            done = press(request, lambda: publishing.end(plan, day, actor=user_of(request)))
        if done:
            return redirect("plans:plan", key)
    return render(
        request,
        "plans/end.html",
        {"plan": plan, "form": form, "others": others, "by": request.POST.get("by", "")},
    )
