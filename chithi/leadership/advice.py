"""Why a committee is not in order, in words, and what to do next. No name of anybody stands here."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from chithi.leadership.upkeep import Reason, Verdict, Why

VERDICTS = {
    Verdict.MISSING: (_("no committee"), "!", "bad"),
    Verdict.LEFT: (_("chair gone or not named"), "!", "bad"),
    Verdict.OLD: (_("out of date"), "!", "warn"),
    Verdict.GOOD: (_("in order"), "✓", "good"),
}
"""What is said of a unit: words, sign, look."""
_SET_UP = _("Set the committee up by a decision, then enter the decision and its members.")
_NEW_CHAIR = _(
    "Reconstitute it with a new chair. Where the register is behind, mend the member or the holder."
)
_RENEW = _("Reconstitute it for the new term, or enter the decision that did so.")
WORDS = {
    Why.NEVER: (_("No committee of this unit is kept."), _SET_UP),
    Why.DISSOLVED: (_("The committee was dissolved on %(day)s and no other one was set up."), _SET_UP),
    Why.NO_CHAIR: (
        _("Nobody sits on it as chair."),
        _("Enter the chair among the members; where there is none, reconstitute it."),
    ),
    Why.POST_ENDED: (_("The post of its chair, “%(about)s”, ended on %(day)s."), _NEW_CHAIR),
    Why.LEFT_POST: (_("Its chair held the post “%(about)s” until %(day)s only."), _NEW_CHAIR),
    Why.POST_PASSED: (_("The post of its chair, “%(about)s”, is held by somebody else."), _NEW_CHAIR),
    Why.UNIT_GONE: (_("Its chair comes from a unit that is no more: %(about)s."), _NEW_CHAIR),
    Why.TERM_OVER: (_("Its term ended on %(day)s."), _RENEW),
    Why.OLD_DECISION: (
        _("Its decision of %(day)s is over %(number)s years old and no term is entered."),
        _("Enter the term of the decision; where it is over, reconstitute it."),
    ),
    Why.MEMBERS_LEFT: (
        _("Members who no longer hold the post, or come from the unit, that they sit for: %(number)s."),
        _("Have them replaced by a decision and enter it."),
    ),
    Why.NO_PROGRAMME: (
        _("No work programme of %(number)s is kept."),
        _("Issue the work programme of the year and enter it."),
    ),
    Why.NO_MEETING: (
        _("No meeting of %(number)s is kept."),
        _("Hold a meeting; enter the ones that were held, with their minutes."),
    ),
}
"""A reason: what is not in order, what to do next."""
SEATS = {
    Why.POST_ENDED: _("the post “%(about)s” ended on %(day)s"),
    Why.LEFT_POST: _("held the post “%(about)s” until %(day)s"),
    Why.POST_PASSED: _("the post “%(about)s” is held by somebody else"),
    Why.UNIT_GONE: _("the unit is no more: %(about)s"),
}
"""The same of one member."""


def said(reason: Reason) -> str:
    """``Its term ended on 01/02/2024.``"""
    return str(WORDS[reason.why][0]) % values(reason)


def next_step(reason: Reason) -> str:
    return str(WORDS[reason.why][1])


def of_seat(reasons: Iterable[Reason]) -> str:
    return "; ".join(str(SEATS[reason.why]) % values(reason) for reason in reasons)


def values(reason: Reason) -> dict[str, object]:
    day = f"{reason.day:%d/%m/%Y}" if reason.day is not None else ""
    return {"day": day, "number": reason.number, "about": reason.about}
