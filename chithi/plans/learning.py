"""What corrections taught: remembered with who, when and from which plan, used by the next import, taken back at will.

Nothing that was read before changes by it. What a name stands for comes from naming (``naming.name_stands_for``),
that a name is no unit from ``say_no_unit``; directory aliases are shown to the reader too.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans.confidence import TAUGHT
from chithi.plans.drafting import BY_PERSON, LEARNED
from chithi.plans.locking import locked
from chithi.plans.models import Assignment, Edition, Lesson
from chithi.plans.refusals import Refused
from chithi.plans.rules import is_bounded
from chithi.reader import Known
from chithi.shell.models import alone
from chithi.units.models import Group, GroupAlias, Unit, UnitAlias
from chithi.units.queries import directory
from chithi.vietnamese import fold

Kind = Lesson.Kind


@dataclass(frozen=True)
class Meaning:
    """What a name stands for: a unit, a group, or an open group without a row of its own in the directory."""

    unit: Unit | None = None
    group: Group | None = None
    is_open: bool = False

    def __str__(self) -> str:
        return str(self.unit or self.group or _("an open group"))


def known() -> Known:
    """What the reader is told before it reads: other names of units and groups, and names that are no unit."""
    aliases = [
        *UnitAlias.objects.filter(withdrawn_at=None).values_list("name", flat=True),
        *GroupAlias.objects.filter(withdrawn_at=None, group__withdrawn_at=None).values_list(
            "name", flat=True
        ),
    ]
    none = Lesson.objects.filter(kind=Kind.NO_UNIT, withdrawn_at=None).values_list("name", flat=True)
    return Known.of((name for name in aliases if len(name.split()) > 1), none)


def used(edition: Edition) -> dict[str, int]:
    """How often the reading of an edition used what was taught: names known by it, names left out by it."""
    names = Assignment.objects.filter(work_item__edition=edition, how=LEARNED, withdrawn_at=None)
    parties = [p for t in edition.reading.get("tasks") or [] for p in (*t["lead"], *t["with"])]
    seen = {fold(p["name"]) for p in parties if p.get("found") == LEARNED}
    seen |= {fold(name) for name in names.values_list("name", flat=True)}
    none = [w for w in edition.reading.get("warnings") or [] if w["what"] == TAUGHT]
    return {"names": len(seen), "no_units": len(none)}


def remember(edition: Edition, name: str, meaning: Meaning, is_open: bool, actor: Actor) -> bool:
    """Keep what a name stands for, for the next plans of the issuer; whether anything was kept.

    What the directory would say by itself needs no lesson; a lesson that said otherwise is withdrawn, also that the
    name is no unit (unless it is only an officer or head who says so, for that holds for every issuer). A plain
    function inside the transaction of an action.
    """
    alone()  # two people who say the same of a name in two plans make one lesson
    issuer = edition.plan.issuer_id
    if not is_bounded(actor, edition.plan):
        _withdraw(Lesson.objects.filter(kind=Kind.NO_UNIT, folded=fold(name)[:500]), actor)
    standing = Lesson.objects.filter(
        kind=Kind.MEANING, folded=fold(name)[:500], issuer=issuer, withdrawn_at=None
    )
    what: dict[str, Any] = {"unit": meaning.unit, "group": meaning.group, "is_open": is_open}
    if standing.filter(**what).exists():
        return False
    _withdraw(standing, actor)
    match = directory().match(name)
    said = (match.kind, match.id if match.how != "formerly" else None)  # what wanted a look is kept once said
    unit, group = meaning.unit, meaning.group
    if said == (("unit", unit.pk) if unit else ("open" if is_open else "group", group.pk if group else None)):
        return False
    Lesson.objects.create(
        kind=Kind.MEANING,
        name=name,
        issuer_id=issuer,
        plan=edition.plan,
        taught_by=str(actor.actor_name)[:200],
        **what,
    )
    return True


def _withdraw(lessons: QuerySet[Lesson], actor: Actor) -> None:
    """Those that something said later stands against."""
    standing = lessons.filter(withdrawn_at=None)
    standing.update(withdrawn_at=timezone.now(), withdrawn_by=str(actor.actor_name)[:200])


@action("plans.no_unit")
def say_no_unit(edition: Edition, name: str, *, actor: Actor) -> int:
    """Say that a name of an edition is no unit: nothing is assigned to it any more, here and in the next plans.

    It holds for every issuer, so what the name stood for in the plans of any is withdrawn. In how many places it stood.
    """
    plan = locked(edition.plan_id)
    if is_bounded(actor, plan):
        raise Refused(_("A focal officer says that a name is no unit; take the tick away from it instead."))
    alone()  # two people with the same name make one lesson
    rows = [
        a
        for a in Assignment.objects.filter(
            work_item__edition=edition, withdrawn_at=None, read=True
        ).select_related("work_item")
        if fold(a.name) == fold(name)
    ]
    if not rows:
        nothing_changed()
        return 0
    if any(a.work_item.valid_from is not None for a in rows):
        raise Refused(_("This work binds already; import a new edition of the plan to change its units."))
    now = timezone.now()
    Assignment.objects.filter(pk__in=[a.pk for a in rows]).update(withdrawn_at=now, how=BY_PERSON)
    _withdraw(Lesson.objects.filter(kind=Kind.MEANING, folded=fold(name)[:500]), actor)
    if not Lesson.objects.filter(kind=Kind.NO_UNIT, folded=fold(name)[:500], withdrawn_at=None).exists():
        Lesson.objects.create(
            kind=Kind.NO_UNIT, name=rows[0].name, plan=plan, taught_by=str(actor.actor_name)[:200]
        )
    record(
        actor,
        plan,
        name=f"{plan}: {name}",
        old={"places": len(rows)},
        new={"stands_for": _("no unit"), "places": 0, "remembered": True},
    )
    return len(rows)


@action("plans.forget")
def forget(lesson: Lesson, *, actor: Actor) -> None:
    """Take a lesson back: the plans that are read from now on do not use it; those read before stay as they are."""
    lesson = Lesson.objects.select_for_update(of=("self",)).select_related("plan").get(pk=lesson.pk)
    if lesson.withdrawn_at is not None:
        return nothing_changed()
    lesson.withdrawn_at, lesson.withdrawn_by = timezone.now(), str(actor.actor_name)[:200]
    lesson.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(
        actor,
        lesson.plan,
        name=f"{lesson.plan}: {lesson.name}",
        old={"remembered": True},
        new={"remembered": False},
    )
    return None
