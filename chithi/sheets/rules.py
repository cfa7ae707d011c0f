"""Rights to the registers as a whole; those to a register are named in its declaration."""

import rules

from chithi.accounts.models import User
from chithi.sheets.catalogue import REGISTERS


@rules.predicate
def reads_some(user: User) -> bool:
    """Whoever may read a register."""
    return any(user.has_perm(register.read) for register in REGISTERS.values())


rules.add_perm("sheets.registers", reads_some)
