"""Rights to records. Each predicate is one sentence; an unknown right is a no."""

from typing import Any

import rules

from chithi.accounts.models import User
from chithi.sheets.catalogue import name_of
from chithi.units.rules import answering_units, has_any_role, seen_units, writes


def takes_part(*fields: str) -> Any:
    """A predicate: a person sees a unit that takes part in a record by one of some fields; without a record, holds
    a role."""

    @rules.predicate(f"sees:{','.join(fields)}")
    def sees(user: User, record: Any) -> bool:
        if record is None:
            return has_any_role(user)
        seen = seen_units(user, register=name_of(record))
        return any(seen & units_of(record, name) for name in fields)

    return sees


def units_of(record: Any, field: str) -> set[int]:
    """The units that a record names by a field of one or of several."""
    if record._meta.get_field(field).many_to_many:
        return set(getattr(record, field).values_list("pk", flat=True))
    return {getattr(record, f"{field}_id")}


@rules.predicate
def is_addressed(user: User, proposal: Any) -> bool:
    """Somebody who answers for the unit to which a proposal goes."""
    return proposal is not None and proposal.to_unit_id in answering_units(user, name_of(proposal))


rules.add_perm("records.read", has_any_role)
rules.add_perm("records.change", writes())
rules.add_perm("records.read_inspection", takes_part("unit", "inspected", "co_inspectors"))
rules.add_perm("records.read_proposal", takes_part("unit", "to_unit"))
rules.add_perm("records.answer_proposal", is_addressed)
