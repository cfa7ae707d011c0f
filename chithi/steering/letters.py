"""Official letters to the units whose report is late: one press, one numbered letter for each, kept as it was sent.

A unit is late strictly after its own last day in time. The same day a unit gets no second letter; a letter on a later
day is the next reminder and says so.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from chithi.accounts.models import User
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.journal.models import Entry
from chithi.papers import json as paper_json
from chithi.papers.content import Paper
from chithi.papers.wording import number_line
from chithi.plans import heads
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.reports.beside import Note
from chithi.reports.content import Content
from chithi.reports.models import Cycle
from chithi.shell.clock import today
from chithi.shell.models import alone, installation
from chithi.shell.tasks import send_mail
from chithi.steering import seal, urging
from chithi.steering.actions import Refused, Signed
from chithi.steering.compose import plan_name
from chithi.steering.models import Reminder, ReminderLetter
from chithi.steering.queries import Addressee, addressees, rows
from chithi.units.models import Unit
from chithi.units.tree import Node, Tree

GONE = 0
"""The id of a row whose unit is not in the directory today: there is nobody to write to."""
REPLY_DAYS = 5
"""Days until an answer is asked, as the page proposes."""


@dataclass(frozen=True)
class Asked:
    """What the focal officer puts on the letters of one press; the numbers run on from the first."""

    number: int
    symbol: str
    reply_by: datetime.date
    name: str = ""
    deputy: bool = False


@dataclass(frozen=True)
class Draft:
    """A letter as it would be sent: to whom, by which words, under which number."""

    addressee: Addressee
    late: urging.Late
    number: int

    @property
    def ordinal(self) -> int:
        return self.late.ordinal

    @property
    def report_id(self) -> int:
        return self.addressee.row.summary.report_id


@dataclass(frozen=True)
class Press:
    """What one press would do: who sends, the letters, and which units got theirs today already."""

    issuer: Node
    issuer_paper: heads.Issuer
    common: urging.Round
    drafts: tuple[Draft, ...]
    today_already: tuple[ReminderLetter, ...]
    own: bool

    @property
    def seen(self) -> str:
        """The hash of who gets which letter: what the officer looked at."""
        return seal.sha256([[d.report_id, d.late.mode, d.ordinal, d.late.returned] for d in self.drafts])

    def paper(self, draft: Draft, asked: Asked) -> Paper:
        common = replace(self.common, reply_by=asked.reply_by)
        signed = Signed(draft.number, asked.symbol, common.day, asked.name, asked.deputy)
        return urging.letter(common, draft.late, self.issuer_paper, signed)


def next_number(issuer: Node, year: int) -> int:
    """One more than the highest number of the letters that a unit sent in a year."""
    numbers = ReminderLetter.objects.filter(issuer=issuer.id, date__year=year).values_list(
        "number", flat=True
    )
    return max((int(n.partition("/")[0]) for n in numbers), default=0) + 1


def press_of(cycle: Cycle, tree: Tree, number: int | None = None) -> Press:
    """Who would get which letter today. Raises ``Refused`` where no unit of the directory can send them.

    The sender's own unit gets no letter from itself; ``own`` says that its report is late too.
    """
    day, plan = today(), cycle.plan
    sender = focal_unit_of(plan, tree) or issuer_of(plan, tree)
    if sender is None:
        raise Refused(
            _("The focal unit of the plan is not in the directory today, so nobody can send letters.")
        )
    above = issuer_of(plan, tree)
    here = installation()
    common = urging.Round(
        plan=plan_name(plan),
        year=cycle.year,
        day=day,
        reply_by=day + datetime.timedelta(days=REPLY_DAYS),
        place=here.place or here.name if here else "",
        above=above.name if above and above.id != sender.id else "",
    )
    sent: dict[int, list[ReminderLetter]] = {}
    for one in ReminderLetter.objects.filter(report__cycle=cycle).defer("paper").order_by("ordinal"):
        sent.setdefault(one.report_id, []).append(one)
    late = [r for r in rows(cycle, tree, day) if r.owes and r.days_late > 0]
    now = [
        r
        for r in late
        if r.node.id not in (sender.id, GONE)
        and not any(o.date == day for o in sent.get(r.summary.report_id, ()))
    ]
    first = number or next_number(sender, day.year)
    drafts = tuple(
        Draft(a, late_of(a, sent.get(a.row.summary.report_id, [])), first + place)
        for place, a in enumerate(addressees(now, day))
    )
    already = tuple(o for found in sent.values() for o in found if o.date == day)
    own = any(r.node.id == sender.id for r in late)
    return Press(sender, heads.issuer(sender, tree), common, drafts, already, own)


def late_of(addressee: Addressee, before: list[ReminderLetter]) -> urging.Late:
    summary = addressee.row.summary
    return urging.Late(
        name=addressee.row.node.name,
        mode=summary.mode,
        due=summary.due,
        days_late=addressee.row.days_late,
        extended=summary.is_extended,
        returned=summary.state == "returned",
        before=tuple((one.number, one.date) for one in before),
    )


@action("steering.send_letters")
def send_letters(
    cycle: Cycle, tree: Tree, asked: Asked, address: str, *, actor: Actor, seen: str | None = None
) -> list[ReminderLetter]:
    """Make and keep the letters of a press; one notice by e-mail to the officers and heads of each unit on commit.

    ``seen`` is what the officer looked at (``Press.seen``): where that changed since, nothing is sent. A second press
    on the same day finds nobody left and changes nothing. Raises ``Refused``.
    """
    alone()  # rounds of two plans number their letters in one row
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("plan").get(pk=cycle.pk)
    if cycle.state != Cycle.State.OPEN:
        raise Refused(_("This reporting round is closed."))
    press = press_of(cycle, tree, asked.number)
    if not press.drafts:
        nothing_changed()
        return []
    if seen is not None and seen != press.seen:
        raise Refused(
            _("Reports changed while you were looking. Look at the list again, then send the letters.")
        )
    if asked.reply_by < press.common.day:
        raise Refused(_("Choose today or a later day until which an answer is asked."))
    letters = [kept(press, draft, asked, actor) for draft in press.drafts]
    taken = ReminderLetter.objects.filter(
        issuer=press.issuer.id, date__year=press.common.day.year, number__in=[one.number for one in letters]
    )
    if clash := taken.values_list("number", flat=True).first():
        raise Refused(
            _("The number %(number)s is on a letter of this year already. Take the number after it.")
            % {"number": clash}
        )
    letters = ReminderLetter.objects.bulk_create(letters)
    for draft, letter in zip(press.drafts, letters, strict=True):
        tell(draft, letter, cycle, address, actor)
    numbers = {one.number: one.sha256 for one in letters}
    record(actor, cycle, new={"letters": len(letters), "date": press.common.day, "papers": numbers})
    return letters


def kept(press: Press, draft: Draft, asked: Asked, actor: Actor) -> ReminderLetter:
    """The row of a letter, not saved yet."""
    paper = press.paper(draft, asked)
    content = paper_json.dump(paper)
    return ReminderLetter(
        report_id=draft.report_id,
        issuer=Unit(pk=press.issuer.id),
        ordinal=draft.ordinal,
        mode=draft.late.mode,
        number=number_line(paper.head).removeprefix("Số: "),
        date=press.common.day,
        paper=content,
        sha256=seal.sha256(content),
        made_by=str(actor.actor_name)[:200],
    )


def tell(draft: Draft, letter: ReminderLetter, cycle: Cycle, address: str, actor: Actor) -> None:
    """One notice to each officer and head of the unit, and the reminder that the control room shows."""
    reminded = []
    for person in draft.addressee.reachable:
        subject, body = notice(person, draft, letter, cycle, address)
        transaction.on_commit(lambda to=person.email, s=subject, b=body: send_mail.enqueue(to, s, b))  # type: ignore[misc]
        reminded.append(
            Reminder(
                report_id=draft.report_id,
                day=letter.date,
                by=str(actor.actor_name)[:200],
                to=f"{person.name} <{person.email}>"[:300],
                mode=letter.mode,
            )
        )
    Reminder.objects.bulk_create(reminded)


def notice(person: User, draft: Draft, letter: ReminderLetter, cycle: Cycle, address: str) -> tuple[str, str]:
    """Subject and body of the notice, in the language of the person and in the tone of the letter."""
    with translation.override(person.language):
        words = {
            "number": letter.number,
            "day": f"{letter.date:%d/%m/%Y}",
            "year": cycle.year,
            "plan": plan_name(cycle.plan),
            "unit": draft.late.name,
            "address": f"{address.rstrip('/')}/steering/letters/{letter.pk}/",
        }
        if letter.mode == "told":
            subject = _("Letter %(number)s: reminder of the report %(year)s") % words
            body = (
                _("Letter %(number)s of %(day)s to %(unit)s on the report %(year)s on %(plan)s is here:")
                % words
            )
        else:
            subject = _("Letter %(number)s: request for cooperation, results of %(year)s") % words
            body = _("We would be grateful if %(unit)s read our letter %(number)s of %(day)s:") % words
    return " ".join(subject.split()), f"{body}\n\n{words['address']}\n"


def letters_of(cycle: Cycle) -> list[ReminderLetter]:
    """All letters of a round, the newest day first, in the order of their numbers."""
    found = ReminderLetter.objects.filter(report__cycle=cycle).defer("paper")
    return list(found.select_related("report__unit").order_by("-date", "id"))


def file_name(letter: ReminderLetter) -> str:
    return f"cong-van-{letter.number.replace('/', '-')}-{letter.report.unit.key}"


def beside_report(user: User, content: Content) -> Iterator[Note]:
    """The letters that a unit got about a report, on the report's page."""
    letters = list(content.report.reminder_letters.defer("paper").order_by("-id"))
    if letters:
        yield Note("steering/letters_note.html", letters)


def tampered_letters() -> Iterator[str]:
    """One sentence for each letter that is not as it was sent, or is missing, or is not what the journal says."""
    kept: dict[tuple[int, str, str], str] = {}
    for one in ReminderLetter.objects.select_related("report").order_by("pk").iterator(chunk_size=100):
        if seal.sha256(one.paper) != one.sha256:
            yield _("The letter %(number)s (%(id)s) was changed.") % {"number": one.number, "id": one.pk}
        kept[one.report.cycle_id, one.number, str(one.date)] = one.sha256
    for entry in Entry.objects.filter(verb="steering.send_letters").order_by("id"):
        for number, digest in entry.new.get("papers", {}).items():
            found = kept.get((entry.subject_id or 0, number, entry.new.get("date", "")))
            if found != digest:
                yield _("The letter %(number)s is not what the journal says was sent, or it is missing.") % {
                    "number": number
                }
