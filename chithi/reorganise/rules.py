"""Who may reorganise: the administrator of the whole, for an act reaches into every room."""

import rules

from chithi.units.rules import administers_all

rules.add_perm("reorganise.read", administers_all)
rules.add_perm("reorganise.carry_out", administers_all)
