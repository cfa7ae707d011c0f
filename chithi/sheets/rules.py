"""Rights to the registers as a whole; those to a register are named in its declaration."""

import rules

from chithi.accounts.models import User
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Job


@rules.predicate
def reads_some(user: User) -> bool:
    """Whoever may read a register."""
    return any(user.has_perm(register.read) for register in REGISTERS.values())


@rules.predicate
def handed_over(user: User, job: Job | None) -> bool:
    """Whoever handed the file over; its problems may tell of records that nobody else sees."""
    return job is not None and job.user_id == user.pk


rules.add_perm("sheets.registers", reads_some)
rules.add_perm("sheets.job", handed_over)
