"""What a reorganisation means for activities, inspections and proposals: nothing is written. Who follows a unit whole
goes on with what is open; of a unit that is parted or abolished somebody must say who does."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chithi.journal.actions import Actor
from chithi.records import activities, inspections, proposals
from chithi.units.registered import counted, late, moved, transferred
from chithi.units.registered import worked_on as records_changed
from chithi.units.reorganising import Coming, Moved

REGISTERS = (activities.REGISTER, inspections.REGISTER, proposals.REGISTER)


def preview(found: Coming) -> list[Moved]:
    ended, being_followed = list(found.ended), Q(closed_on=None)
    waiting = Q(outcome__in=["", proposals.Proposal.Outcome.CONSIDERED])
    ours = counted(inspections.REGISTER, ended, being_followed)
    theirs = counted(inspections.REGISTER, ended, being_followed, path="inspected")
    made = counted(proposals.REGISTER, ended, waiting)
    asked = counted(proposals.REGISTER, ended, waiting, path="to_unit")
    return [
        moved(found, _("Inspections that are followed, by the inspecting unit"), ours),
        moved(found, _("Inspections that are followed, by the inspected unit"), theirs),
        moved(found, _("Proposals without an answer, by the proposing unit"), made),
        moved(found, _("Proposals without an answer, by the addressed unit"), asked),
        transferred(found, REGISTERS),
        late(found, REGISTERS),
    ]


def apply(found: Coming, actor: Actor) -> dict[str, Any]:
    return {}


def put_back(kept: Mapping[str, Any], actor: Actor) -> None:
    return None


def worked_on(found: Coming, since: datetime.datetime) -> str:
    return records_changed(found, since, REGISTERS)
