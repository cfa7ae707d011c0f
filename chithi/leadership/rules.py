"""Rights to committees. Who sits on one is made public by its decision: whoever holds a role reads it."""

import rules

from chithi.units.rules import has_any_role, writes

rules.add_perm("leadership.read", has_any_role)
rules.add_perm("leadership.change", writes())
rules.add_perm("leadership.change_below", writes("committee.unit"))
