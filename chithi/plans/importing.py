"""Import: a file becomes a draft plan, or a draft edition of a plan that is there."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans import answers, facts, learning
from chithi.plans.difference import difference
from chithi.plans.drafting import Base, draft, pieces
from chithi.plans.models import Edition, Plan
from chithi.plans.refusals import Refused
from chithi.plans.states import BINDING
from chithi.reader import UnreadableError
from chithi.reader.bounded import read_apart
from chithi.shell import attachments
from chithi.shell.models import alone
from chithi.units.following import partly_left_to
from chithi.units.matching import Directory
from chithi.units.models import Unit
from chithi.units.queries import directory
from chithi.vietnamese import fold

Json = dict[str, Any]
KINDS = ("docx", "pdf", "html", "txt", "png", "jpg", "tif")
SIMILAR = 0.5
"""A file that shares this part of its clauses with a plan is taken for a new edition of it."""


@dataclass(frozen=True)
class Imported:
    """The edition of a file; ``known`` where the very file had been imported before."""

    edition: Edition
    known: bool


def read_file(data: bytes, name: str) -> Json:
    """Read a file as a plan; raises ``Refused`` with one sentence in the user's language."""
    if len(data) > settings.UPLOAD_LIMIT:
        raise Refused(too_large(name))
    try:
        reading = read_apart(data, name, learning.known())
    except UnreadableError as error:
        raise Refused(f"{name}: {error.en if get_language() == 'en' else error.vi}") from error
    if not reading["tasks"]:
        raise Refused(
            _("%(name)s: no task was found in this file; choose the file that holds the plan itself.")
            % {"name": name}
        )
    return reading


def too_large(name: str) -> str:
    return _("%(name)s: the file is larger than %(limit)s MB; remove its pictures and try again.") % {
        "name": name,
        "limit": settings.UPLOAD_LIMIT // 1024 // 1024,
    }


def known_edition(data: bytes, issuer_id: int) -> Edition | None:
    """The edition made of the very same file, if this issuer, or one that it follows, has one."""
    digest = hashlib.sha256(data).hexdigest()
    found = Edition.objects.filter(sha256=digest, plan__issuer__in=partly_left_to([issuer_id])).exclude(
        state=Edition.State.DISCARDED
    )
    return found.select_related("plan").last()


def similar_plan(reading: Json, issuer_id: int) -> Plan | None:
    """The plan of this issuer, or of one that it follows, that a file seems to be a new edition
    of: same number, or most of its clauses."""
    plans = Plan.objects.filter(
        issuer__in=partly_left_to([issuer_id]), state__in=[*BINDING, Plan.State.DRAFT]
    )
    if reading.get("number") and (found := plans.filter(number=reading["number"]).first()):
        return found
    new = pieces(reading)
    for edition in (
        Edition.objects.filter(plan__in=plans).exclude(state=Edition.State.DISCARDED).select_related("plan")
    ):
        kinds = [c.kind for c in difference(pieces(edition.reading), new)]
        if sum(k in ("same", "moved") for k in kinds) >= SIMILAR * max(1, len(kinds)):
            return edition.plan
    return None


@action("plans.import")
def import_plan(
    data: bytes, name: str, reading: Json, issuer: Unit, *, focal_unit: Unit | None = None, actor: Actor
) -> Imported:
    """Make a draft plan of a file. The same file of the same issuer again changes nothing.

    The focal unit is the one given (whose officer imports), else the unit through which the reports go.
    """
    alone()  # two people with the same file make one draft, two issuers two keys
    if known := known_edition(data, issuer.pk):
        nothing_changed()
        return Imported(known, True)
    units = directory()
    plan = Plan.objects.create(
        key=new_key(reading, name),
        issuer=issuer,
        focal_unit=focal_unit or focal_unit_of(reading, units),
        **head_of(reading),
    )
    edition = add_edition(plan, data, name, reading, units, Base(), actor)
    record(actor, plan, new=said(edition))
    return Imported(edition, False)


@action("plans.import_edition")
def import_edition(plan: Plan, data: bytes, name: str, reading: Json, *, actor: Actor) -> Imported:
    """Make a draft edition of a plan, to be compared with what stands. A draft edition that waits is put aside;
    what people decided in it is kept where the words stayed."""
    found = next_edition(plan, data, name, reading, actor)
    if found.known:
        nothing_changed()
    else:
        record(actor, found.edition.plan, new=said(found.edition))
    return found


def next_edition(plan: Plan, data: bytes, name: str, reading: Json, actor: Actor) -> Imported:
    """The next edition of a plan; a plain function inside the transaction of an action."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    digest = hashlib.sha256(data).hexdigest()
    standing = plan.editions.exclude(state=Edition.State.DISCARDED)
    if known := standing.filter(sha256=digest).last():
        return Imported(known, True)
    if plan.state not in (*BINDING, Plan.State.DRAFT):
        raise Refused(_("This plan has ended; import the file as a plan of its own."))
    before = standing.last()
    base = Base.of(before)
    if before is not None and before.state == Edition.State.DRAFT:
        before.state = Edition.State.DISCARDED
        before.save(update_fields=["state"])
    return Imported(add_edition(plan, data, name, reading, directory(), base, actor), False)


def add_edition(
    plan: Plan, data: bytes, name: str, reading: Json, units: Directory, base: Base, actor: Actor
) -> Edition:
    try:
        source = attachments.keep(data, name, KINDS)
    except attachments.RefusedFile as error:
        raise Refused(str(error)) from error
    last = plan.editions.last()
    kept = {**reading, "source": {k: v for k, v in reading["source"].items() if k != "text"}}
    edition = Edition.objects.create(
        plan=plan,
        number=last.number + 1 if last else 1,
        source=source,
        file_name=Path(name).name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        text=reading["source"]["text"],
        reading=kept,
        imported_by=str(actor.actor_name)[:200],
    )
    draft(edition, base, units)
    answers.renew(edition, base.edition)
    return edition


def said(edition: Edition) -> dict[str, object]:
    return {
        "file": edition.file_name,
        "sha256": edition.sha256,
        "edition": edition.number,
        "contents": edition.provisions.count(),
        "work_items": edition.work_items.filter(joined_into=None).count(),
    }


def head_of(reading: Json) -> dict[str, Any]:
    """What the reading says of the plan itself, as fields of ``Plan``."""
    month, day, bound = facts.yearly_report(reading)
    try:
        issued = date.fromisoformat(reading.get("date") or "")
    except ValueError:
        issued = None
    return {
        "kind": (reading.get("kind") or "")[:60],
        "number": (reading.get("number") or "")[:60],
        "date": issued,
        "title": facts.one_line(reading.get("title") or ""),
        "implements": list(reading.get("implements") or []),
        "report_month": month,
        "report_day": day,
        "report_bound": bound,
    }


def read_head(edition: Edition) -> Plan:
    """The plan itself as it was read in an edition; never saved, to be shown beside what a person set."""
    return Plan(**head_of(edition.reading))


def focal_unit_of(reading: Json, units: Directory) -> Unit | None:
    """The first unit of the directory through which the reports go."""
    for name in facts.reported_through(reading):
        match = units.match(name)
        if match.kind == "unit" and match.id is not None:
            return Unit.objects.get(pk=match.id)
    return None


def new_key(reading: Json, name: str) -> str:
    """A key nobody has: of the plan's number, else of what it implements, else of the file's name."""
    implements = reading.get("implements") or []
    words = reading.get("number") or (f"kh {implements[0]}" if implements else Path(name).stem)
    stem = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:60] or "ke-hoach"
    taken = set(Plan.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
    return stem if stem not in taken else next(k for k in numbered if k not in taken)
