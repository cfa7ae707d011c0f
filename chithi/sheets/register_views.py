"""The pages of every register: list, form, detail, history, withdrawal, bulk change, evidence."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chithi.access import fetch, id_of, own, signed_in, user_of
from chithi.accounts.models import User
from chithi.sheets import record_actions as actions
from chithi.sheets.catalogue import REGISTERS, notes_on
from chithi.sheets.fields import One
from chithi.sheets.history import history_of
from chithi.sheets.list_pages import list_context
from chithi.sheets.models import Evidence, Record
from chithi.sheets.record_actions import Refused, StandsAlready
from chithi.sheets.register_forms import RecordForm, first_values
from chithi.sheets.registers import Register
from chithi.shell import attachments
from chithi.shell.clock import today


def of(request: HttpRequest, name: str, right: str = "read") -> Register:
    """The register, if this person may read it (or write in it) somewhere."""
    register = REGISTERS.get(name)
    if register is None or not request.user.has_perm(getattr(register, right)):
        raise Http404
    return register


def one_of(request: HttpRequest, name: str, pk: int, right: str = "read") -> tuple[Register, Record]:
    """A record that this person sees and has the right to."""
    register = of(request, name)
    return register, fetch(request, getattr(register, right), register.records(user_of(request)), pk=pk)


@signed_in("shows the registers one may read")
@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """The registers that this person may read."""
    mine = [r for r in REGISTERS.values() if request.user.has_perm(r.read)]
    return render(request, "sheets/registers.html", {"registers": mine})


@own("the right of the register")
@require_GET
def record_list(request: HttpRequest, name: str) -> HttpResponse:
    register = of(request, name)
    may_change = request.user.has_perm(register.change)
    bulk = [
        f
        for f in register.fields.values()
        if f.kind in ("choice", "day", "one", "text") and f.name not in register.fixed
    ]
    context = {"register": register, "may_change": may_change, "bulk": bulk if may_change else []}
    return render(request, "sheets/record_list.html", {**list_context(request, register), **context})


@own("the right of the register")
def add_record(request: HttpRequest, name: str) -> HttpResponse:
    """A new record; with ``?copy=`` it begins as a copy of another, with ``?after=`` as the next one after it."""
    register, user = of(request, name, "change"), user_of(request)
    copied, last = (
        register.records(user).filter(pk=pk).first() if (pk := id_of(request.GET.get(word, ""))) else None
        for word in ("copy", "after")
    )
    values = first_values(register, user, copied, last)
    form = RecordForm(register, request.POST or None, user=user, values=values)
    form.begin("day" if copied is not None else "")
    standing = None
    if request.method == "POST" and form.is_valid():
        even_so = request.POST.get("even_so") == "1"
        try:
            made = actions.add_record(register, form.cleaned_data, even_so, actor=user)
        except StandsAlready as asked:
            standing = asked
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("“%(name)s” has been saved.") % {"name": made})
            if request.POST.get("again") == "1":
                return redirect(f"{reverse('registers:add', args=[name])}?after={made.pk}")
            return redirect("registers:record", name, made.pk)
    return form_page(request, register, form, None, standing)


@own("the right of the register")
def change_record(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Change a record, or, of somebody else's, the fields that one may answer in."""
    register, one = one_of(request, name, pk)
    user = user_of(request)
    editable = register.editable(user, one)
    if not editable:
        raise Http404
    form = RecordForm(
        register, request.POST or None, user=user, values=register.values(one), only=editable, is_kept=True
    )
    if request.method == "POST" and form.is_valid():
        version = id_of(request.POST.get("version", ""))
        try:
            actions.change_record(register, pk, form.cleaned_data, version, actor=user)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("“%(name)s” has been saved.") % {"name": one})
            return redirect("registers:record", name, pk)
    return form_page(request, register, form, one)


def form_page(
    request: HttpRequest,
    register: Register,
    form: RecordForm,
    one: Record | None,
    standing: StandsAlready | None = None,
) -> HttpResponse:
    """The form; one that was refused, or that asks about the same record that is ``standing``, answers with 422. What
    may not be changed is shown above it."""
    groups = [
        {
            "group": group,
            "fields": [form[name] for name in group.fields if name in form.fields],
            "grid": [(t, [form[n] for n in names]) for t, names in group.grid if {*names} <= {*form.fields}],
        }
        for group in register.groups
        if set(group.names) & set(form.fields)
    ]
    form.suggest()
    fixed = set(register.fields) - set(form.fields)
    shown = shown_groups(register, register.values(one), fixed) if one is not None and fixed else []
    context = {
        "register": register,
        "form": form,
        "groups": groups,
        "record": one,
        "shown": shown,
        "standing": standing,
    }
    status = 422 if form.errors or standing else 200
    return render(request, "sheets/record_form.html", context, status=status)


@own("the right of the record")
@require_GET
def record_page(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """A record with its evidence and history."""
    register, one = one_of(request, name, pk)
    values = register.values(one)
    context = {
        "register": register,
        "record": one,
        "groups": shown_groups(register, values),
        "evidence": Evidence.objects.filter(register=name, record_id=pk, withdrawn_at=None).select_related(
            "attachment"
        ),
        "history": history_of(register, one),
        "notes": notes_on(register, one),
        "state": register.state_of(one, today()),
        "below": below(register, one, user_of(request)),
        "may_change": request.user.has_perm(register.change, one),
        "may_answer": bool(register.editable(user_of(request), one)),
        "kinds": ",".join(f".{kind}" for kind in actions.EVIDENCE),
    }
    return render(request, "sheets/record.html", context)


def shown_groups(
    register: Register, values: dict[str, Any], only: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The values of a record in words, as they stand together on the form; of some fields only."""
    words = {n: register.fields[n].show(value) for n, value in values.items() if only is None or n in only}
    return [
        {
            "group": group,
            "fields": [
                (register.fields[n], words[n], register.fields[n].url(values[n]))
                for n in group.fields
                if n in words
            ],
            "grid": [(t, [words[n] for n in names]) for t, names in group.grid if {*names} <= {*words}],
        }
        for group in register.groups
        if set(group.names) & set(words)
    ]


def below(register: Register, one: Record, user: User) -> list[tuple[Register, str]]:
    """The registers whose records belong to this one, and the query of their lists: a committee's members."""
    found = []
    for other in REGISTERS.values():
        whose = other.fields.get(other.unit)
        if isinstance(whose, One) and whose.model is register.model and user.has_perm(other.read):
            found.append((other, urlencode({whose.name: whose.write(one.pk)})))
    return found


@own("the right of the record")
@require_POST
def withdraw(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Withdraw a record with a reason, or put it back."""
    register, one = one_of(request, name, pk, "change")
    user = user_of(request)
    if request.POST.get("restore"):
        actions.restore_record(register, pk, actor=user)
        messages.success(request, _("“%(name)s” counts again.") % {"name": one})
        return redirect("registers:record", name, pk)
    reason = " ".join(request.POST.get("reason", "").split())[:300]
    if not reason:
        messages.error(request, _("Say why the record is withdrawn."))
        return redirect("registers:record", name, pk)
    actions.withdraw_record(register, pk, reason, actor=user)
    messages.success(
        request, _("“%(name)s” has been withdrawn. It counts no more; it can be put back.") % {"name": one}
    )
    return redirect("registers:record", name, pk)


@own("the right of the register")
@require_POST
def bulk(request: HttpRequest, name: str) -> HttpResponse:
    """Give one value to the records that were ticked."""
    register, user = of(request, name, "change"), user_of(request)
    query = request.POST.get("back", "")
    back = redirect(reverse("registers:list", args=[name]) + (query if query.startswith("?") else ""))
    pks = [pk for pk in map(id_of, request.POST.getlist("pk")) if pk is not None]
    field = request.POST.get("field", "")
    if (
        not pks
        or field not in register.fields
        or field in register.fixed
        or register.fields[field].kind == "many"
    ):
        messages.error(request, _("Tick the rows and choose the field to change."))
        return back
    form = RecordForm(
        register, MultiValueDict({field: [request.POST.get("value", "")]}), user=user, only=[field]
    )
    if not form.is_valid():
        messages.error(request, f"{register.fields[field].title}: {next(iter(form.errors.values()))[0]}")
        return back
    visible = list(register.records(user).filter(pk__in=pks).values_list("pk", flat=True))
    try:
        count = actions.change_records(register, visible, form.cleaned_data, actor=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return back
    messages.success(request, _("%(count)s records have been changed.") % {"count": count})
    return back


@own("the right of the record")
@require_POST
def add_evidence(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Keep a file beside a record."""
    register, one = one_of(request, name, pk, "change")
    for file in request.FILES.getlist("file"):
        try:
            actions.add_evidence(register, one, file.read(), file.name or "?", actor=user_of(request))
        except (attachments.RefusedFile, Refused) as refused:
            messages.error(request, str(refused))
    if not request.FILES:
        messages.error(request, _("Choose a file first."))
    return redirect("registers:record", name, pk)


@own("the right of the record")
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download a file of a record one may see; posted, it is taken back."""
    found = Evidence.objects.filter(pk=pk, withdrawn_at=None).select_related("attachment").first()
    if found is None:
        raise Http404
    right = "change" if request.method == "POST" else "read"
    register, one = one_of(request, found.register, found.record_id, right)
    if request.method == "POST":
        actions.withdraw_evidence(register, one, found, actor=user_of(request))
        return redirect("registers:record", register.name, one.pk)
    return attachments.download(found.attachment, found.name)
