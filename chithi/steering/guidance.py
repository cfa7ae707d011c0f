"""Papers of guidance of the focal unit for a round, or for one content or work item in it, with receipt.

A guidance concerns every unit that reports in the round; one for a content or work item those that have it. A unit
reads it on its report, at that work item, and confirms that it received it. A changed guidance is a new version that
asks for receipt again; nothing is deleted, only withdrawn with a reason.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.plans.models import Provision, WorkItem
from chithi.plans.queries import duties
from chithi.reports.beside import Note
from chithi.reports.content import Content
from chithi.reports.cycles import tree_of
from chithi.reports.models import Cycle, Report
from chithi.reports.moves import states
from chithi.shell.clock import today
from chithi.shell.models import Attachment
from chithi.steering.actions import Refused
from chithi.steering.models import Guidance, Receipt

State = Guidance.State


@dataclass(frozen=True)
class Words:
    """What a guidance says: a title, and words or a file. ``about`` is the content or work item it concerns."""

    title: str
    text: str = ""
    file: Attachment | None = None
    file_name: str = ""
    about: Provision | WorkItem | None = None

    @property
    def provision(self) -> Provision | None:
        return self.about if isinstance(self.about, Provision) else None

    @property
    def work_item(self) -> WorkItem | None:
        return self.about if isinstance(self.about, WorkItem) else None


Condition = Callable[[Guidance | None, Words, str], str]
"""Of the guidance as it stands, the new words and a reason: ``""`` where it holds, else the sentence that refuses."""


def says_something(_guidance: Guidance | None, words: Words, _why: str) -> str:
    if not words.title.strip():
        return _("Write a title.")
    return "" if words.text.strip() or words.file else _("Write the guidance or attach a file.")


def a_reason(_guidance: Guidance | None, _words: Words, why: str) -> str:
    return "" if why.strip() else _("Write the reason.")


@dataclass(frozen=True)
class Step:
    """One line of the table; ``old`` "" is: not there yet."""

    old: frozenset[str]
    new: str
    label: str | Promise
    needs: tuple[Condition, ...] = ()


MOVES: dict[str, Step] = {
    "publish": Step(states(""), State.PUBLISHED, gettext_lazy("Published"), (says_something,)),
    "change": Step(
        states(State.PUBLISHED), State.REPLACED, gettext_lazy("Replaced by a new version"), (says_something,)
    ),
    "withdraw": Step(states(State.PUBLISHED), State.WITHDRAWN, gettext_lazy("Withdrawn"), (a_reason,)),
}
"""The life of one version of a guidance; all by ``steering.guide``."""


def check(act: str, guidance: Guidance | None, words: Words, why: str = "") -> None:
    """Raises ``Refused`` with the first sentence that speaks against a move."""
    step = MOVES[act]
    if (guidance.state if guidance else "") not in step.old:
        raise Refused(_("This version is no longer in force. Load the page again."))
    if sentence := next(filter(None, (need(guidance, words, why) for need in step.needs)), ""):
        raise Refused(sentence)


def same(guidance: Guidance, words: Words) -> bool:
    """Whether a version says just these words."""
    return (
        guidance.title,
        guidance.text,
        guidance.file_id,
        guidance.provision_id,
        guidance.work_item_id,
    ) == (
        words.title.strip(),
        words.text.strip(),
        words.file.pk if words.file else None,
        words.provision.pk if words.provision else None,
        words.work_item.pk if words.work_item else None,
    )


def made(cycle: Cycle, words: Words, actor: Actor, before: Guidance | None = None) -> Guidance:
    return Guidance.objects.create(
        cycle=cycle,
        provision=words.provision,
        work_item=words.work_item,
        version=before.version + 1 if before else 1,
        replaces=before,
        title=words.title.strip()[:200],
        text=words.text.strip(),
        file=words.file,
        file_name=words.file_name[:200] if words.file else "",
        published_on=today(),
        published_by=str(actor.actor_name)[:200],
    )


def told(guidance: Guidance) -> dict[str, object]:
    """What the journal keeps of a version."""
    return {
        "title": guidance.title,
        "at": guidance.work_item.at
        if guidance.work_item
        else guidance.provision.at
        if guidance.provision
        else "",
        "version": guidance.version,
        "text": guidance.text,
        "file": guidance.file.sha256 if guidance.file else "",
    }


@action("steering.publish_guidance")
def publish(cycle: Cycle, words: Words, *, actor: Actor) -> Guidance:
    """Publish a guidance; the units it concerns find it on their desk and report. Raises ``Refused``."""
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("plan").get(pk=cycle.pk)
    if cycle.state != Cycle.State.OPEN:
        raise Refused(_("This reporting round is closed."))
    standing = Guidance.objects.filter(cycle=cycle, state=State.PUBLISHED)
    if (twin := next((g for g in standing if same(g, words)), None)) is not None:
        nothing_changed()
        return twin
    check("publish", None, words)
    guidance = made(cycle, words, actor)
    record(actor, guidance, new=told(guidance), name=f"{cycle}: {guidance.title}")
    return guidance


@action("steering.change_guidance")
def change(guidance: Guidance, words: Words, *, actor: Actor) -> Guidance:
    """A new version takes the place of one in force and asks for receipt again. Raises ``Refused``."""
    current = locked(guidance)
    newest = Guidance.objects.filter(replaces=current).first() or current
    if same(newest, words):
        nothing_changed()
        return newest
    check("change", current, words)
    current.state = MOVES["change"].new
    current.save(update_fields=["state"])
    new = made(current.cycle, words, actor, current)
    record(actor, new, old=told(current), new=told(new), name=f"{new.cycle}: {new.title}")
    return new


@action("steering.withdraw_guidance")
def withdraw(guidance: Guidance, why: str, *, actor: Actor) -> Guidance:
    """Take a guidance out of force, with a reason; it stays in the list. Raises ``Refused``."""
    current = locked(guidance)
    if current.state == State.WITHDRAWN:
        nothing_changed()
        return current
    check("withdraw", current, Words(current.title), why)
    current.state, current.withdrawn_on = MOVES["withdraw"].new, today()
    current.withdrawn_by, current.withdrawn_why = str(actor.actor_name)[:200], why.strip()[:500]
    current.save(update_fields=["state", "withdrawn_on", "withdrawn_by", "withdrawn_why"])
    record(
        actor,
        current,
        old={"state": State.PUBLISHED.value},
        new={"state": current.state},
        name=f"{current.cycle}: {current.title}",
        reason=why.strip(),
    )
    return current


def locked(guidance: Guidance) -> Guidance:
    """The version as it stands now, locked until the end of the transaction."""
    found = Guidance.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("cycle", "provision", "work_item", "file").get(pk=guidance.pk)


@action("steering.confirm_receipt")
def confirm_receipt(guidance: Guidance, report: Report, *, actor: Actor) -> Receipt:
    """A unit says that it received a version; once is enough. Raises ``Refused``."""
    current = locked(guidance)
    receipt = Receipt.objects.filter(guidance=current, report=report).first()
    if receipt is not None:
        nothing_changed()
        return receipt
    if current.state != State.PUBLISHED:
        raise Refused(_("This version is no longer in force. Load the page again."))
    receipt = Receipt.objects.create(
        guidance=current, report=report, day=today(), by=str(actor.actor_name)[:200]
    )
    record(
        actor,
        report,
        old={"received": False},
        new={"received": True, "title": current.title, "version": current.version},
    )
    return receipt


def in_force(cycles: Iterable[Cycle] | QuerySet[Cycle]) -> QuerySet[Guidance]:
    """The guidance that holds in some rounds."""
    found = Guidance.objects.filter(cycle__in=cycles, state=State.PUBLISHED)
    return found.select_related("cycle__plan", "provision", "work_item", "file").order_by("id")


def work_items_by_unit(cycle: Cycle) -> dict[int, dict[int, tuple[int, ...]]]:
    """Unit → work item it has → contents that it carries out, as the round asks them. Seven queries."""
    owed = duties(cycle.plan, tree_of(cycle))
    return {unit: {d.work_item_id: d.provisions for d in found} for unit, found in owed.items()}


def places(guidance: Guidance, items: dict[int, tuple[int, ...]]) -> frozenset[int]:
    """The work items of a unit (item → contents) that a guidance concerns; none where it is for the whole round."""
    if guidance.work_item_id is not None:
        return frozenset({guidance.work_item_id} & items.keys())
    if guidance.provision_id is not None:
        return frozenset(pk for pk, contents in items.items() if guidance.provision_id in contents)
    return frozenset()


def concerns(guidance: Guidance, items: dict[int, tuple[int, ...]]) -> bool:
    """Whether a unit with these work items is asked to confirm."""
    whole = guidance.work_item_id is None and guidance.provision_id is None
    return whole or bool(places(guidance, items))


@dataclass
class Spread:
    """A guidance, the units that confirmed it and those that have not."""

    guidance: Guidance
    confirmed: list[tuple[str, Receipt]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.confirmed) + len(self.missing)


def spread(cycle: Cycle, found: Iterable[Guidance]) -> list[Spread]:
    """For each guidance who confirmed it and who has not, in the order of the tree; eleven queries."""
    now, owed = tree_of(cycle), work_items_by_unit(cycle)
    reports = {r.unit_id: r for r in Report.objects.filter(cycle=cycle)}
    order = [node for node in now if node.id in reports]
    receipts: dict[tuple[int, int], Receipt] = {
        (r.guidance_id, r.report_id): r for r in Receipt.objects.filter(report__cycle=cycle)
    }
    rows = []
    for guidance in found:
        row = Spread(guidance)
        for node in order:
            receipt = receipts.get((guidance.pk, reports[node.id].pk))
            if receipt is not None:
                row.confirmed.append((node.name, receipt))
            elif concerns(guidance, owed.get(node.id, {})):
                row.missing.append(node.name)
        rows.append(row)
    return rows


def unconfirmed(reports: Iterable[Report]) -> list[tuple[Report, Guidance]]:
    """What the units of some reports (with ``cycle__plan``) have not confirmed yet, for the desk.

    Two queries; seven more for a round with guidance on single work items or contents that is not confirmed.
    """
    mine = list(reports)
    found = list(in_force({r.cycle for r in mine})) if mine else []
    if not found:
        return []
    done = set(Receipt.objects.filter(report__in=mine, guidance__in=found).values_list("guidance", "report"))
    open_ = [(r, g) for r in mine for g in found if g.cycle_id == r.cycle_id and (g.pk, r.pk) not in done]
    parts = {r.cycle_id: r.cycle for r, g in open_ if g.work_item_id or g.provision_id}
    owed = {pk: work_items_by_unit(cycle) for pk, cycle in parts.items()}
    return [(r, g) for r, g in open_ if concerns(g, owed.get(r.cycle_id, {}).get(r.unit_id, {}))]


@dataclass(frozen=True)
class Shown:
    """A guidance on the page of a report, with the unit's receipt and whether the reader may confirm it now."""

    guidance: Guidance
    report: Report
    receipt: Receipt | None
    may_confirm: bool


def beside_report(user: User, content: Content) -> Iterator[Note]:
    """The guidance that concerns a unit, on its report: at the work item, or at the top. Two queries."""
    report = content.report
    items = {row.duty.work_item_id: row.duty.provisions for row in content.work}
    found = [g for g in in_force([report.cycle]) if concerns(g, items)]
    if not found:
        return
    receipts = {r.guidance_id: r for r in Receipt.objects.filter(report=report, guidance__in=found)}
    may = user.has_perm("reports.write", report)
    for guidance in found:
        receipt = receipts.get(guidance.pk)
        shown = Shown(guidance, report, receipt, may and receipt is None)
        yield Note("steering/guidance_note.html", shown, places(guidance, items))
