"""Writes of the control room: reminding the units that owe a report, and freezing a consolidated report."""

import datetime
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.papers import json as paper_json
from chithi.papers.content import Paper, Signature
from chithi.papers.wording import number_line
from chithi.plans.models import Plan
from chithi.plans.passing import focal_unit_of, issuer_of
from chithi.reports.models import Cycle
from chithi.shell.clock import today
from chithi.shell.models import alone
from chithi.shell.tasks import send_mail
from chithi.steering import reminders, seal
from chithi.steering.compose import Options, compose, plan_name
from chithi.steering.models import Consolidation, Reminder
from chithi.steering.queries import Addressee, addressees, rows
from chithi.steering.values import Case, plain
from chithi.units.models import Unit
from chithi.units.tree import Tree


class Refused(ValueError):
    """What was asked cannot be done now; the message is one sentence that says what to do next."""


def occasion(plan: Plan, cycle: Cycle, tree: Tree, address: str) -> reminders.Occasion:
    """What the reminders of a cycle have in common."""
    sender = focal_unit_of(plan, tree) or issuer_of(plan, tree)
    return reminders.Occasion(plan_name(plan), cycle.year, cycle.due, sender.name if sender else "", address)


def letter_to(addressee: Addressee, common: reminders.Occasion, language: str) -> tuple[str, str]:
    """Subject and body of the reminder to a unit, in a language."""
    row = addressee.row
    common = replace(common, due=row.summary.due)
    with translation.override(language):
        return reminders.letter(
            common, row.node.name, row.summary.mode, row.days_late, row.summary.state == "returned"
        )


@action("steering.remind")
def remind(cycle: Cycle, tree: Tree, address: str, *, actor: Actor, again: bool = False) -> list[Reminder]:
    """Write to the officers and heads of every unit that owes its report; mails leave when all is kept.

    Units that were reminded today are left out, so that a second press does nothing; ``again`` writes to them too.
    """
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("plan").get(pk=cycle.pk)
    day = today()
    found = [a for a in addressees(rows(cycle, tree, day), day) if again or a.row.reminded != day]
    common = occasion(cycle.plan, cycle, tree, address)
    sent: list[Reminder] = []
    for addressee in found:
        for person in addressee.reachable:
            post(person.email, *letter_to(addressee, common, person.language))
            sent.append(
                Reminder(
                    report_id=addressee.row.summary.report_id,
                    day=day,
                    by=str(actor.actor_name)[:200],
                    to=f"{person.name} <{person.email}>"[:300],
                    mode=addressee.row.summary.mode,
                )
            )
    if not sent:
        nothing_changed()
        return []
    Reminder.objects.bulk_create(sent)
    reached = sorted(a.row.node.key for a in found if a.reachable)
    record(actor, cycle, new={"letters": len(sent), "units": reached, "again": again})
    return sent


def post(to: str, subject: str, body: str) -> None:
    """A letter that leaves once the transaction is kept."""
    transaction.on_commit(lambda: send_mail.enqueue(to, subject, body))


@dataclass(frozen=True, slots=True)
class Signed:
    """What is put on a paper when it is signed."""

    number: int
    symbol: str
    date: datetime.date
    name: str = ""
    deputy: bool = False


def signed_paper(paper: Paper, signed: Signed) -> Paper:
    """The paper with its number, day and signer; a deputy signs for the head (KT., Decree 30/2020, §II.7.a)."""
    head = replace(paper.head, number=signed.number, symbol=signed.symbol.strip(), day=signed.date)
    signature = paper.signature or Signature()
    if signed.deputy and signature.post_lines:
        post_line = signature.post_lines[-1]
        signature = Signature((*signature.capacity_lines, f"KT. {post_line}"), (f"Phó {post_line}",))
    return replace(paper, head=head, signature=replace(signature, name=signed.name.strip()))


@action("steering.freeze")
def freeze(
    cycle: Cycle, case: Case, options: Options, signed: Signed, *, actor: Actor, seen: str | None = None
) -> Consolidation:
    """Keep a consolidated report for ever, with number and day. Raises ``Refused``.

    ``seen`` is the hash of what the person looked at: where reports or figures changed since, nothing is frozen.
    """
    alone()  # rounds of two plans may ask for one number
    draft = compose(case, options)
    if seen is not None and seen != seal.sha256(paper_json.dump(draft)):
        raise Refused(
            _("Reports or figures changed while you were looking. Look at the report again, then freeze it.")
        )
    paper = signed_paper(draft, signed)
    content, basis = paper_json.dump(paper), plain(case)
    issuer = Unit.objects.get(key=options.issuer.key)
    number = number_line(paper.head).removeprefix("Số: ")
    digest = seal.sha256(content)
    taken = Consolidation.objects.filter(issuer=issuer, number=number, date__year=signed.date.year).first()
    if taken is not None and taken.sha256 == digest:
        nothing_changed()
        return taken
    if taken is not None:
        raise Refused(
            _("The number %(number)s of %(year)s is already on a frozen report. Take the next number.")
            % {"number": number, "year": signed.date.year}
        )
    frozen = Consolidation.objects.create(
        cycle=cycle,
        issuer=issuer,
        addressee=options.addressee,
        order=options.order,
        number=number,
        date=signed.date,
        paper=content,
        sha256=digest,
        basis=basis,
        basis_sha256=seal.sha256(basis),
        frozen_by=str(actor.actor_name)[:200],
    )
    record(
        actor,
        frozen,
        new={"number": number, "date": signed.date, "sha256": digest, "basis_sha256": frozen.basis_sha256},
        name=f"{cycle}: {number}",
    )
    return frozen
