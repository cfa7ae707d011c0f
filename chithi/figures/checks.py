"""Judging typed changes of cells against what a unit has recorded before. Plain values, no database.

A cell holds a value or an answer why there is none, never both. A total beside female and male is checked against
their sum and not kept; beside one of them it may not be smaller; a numerator may not exceed its denominator where
the rate is a share. What is out of proportion with last year's figure or the registers' is taken and remarked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from chithi.figures.cells import DENOMINATOR, FEMALE, MALE, NUMERATOR, UNSPLIT, WHOLE, CellKey
from chithi.figures.values import BadValue, format_value, parse_value

BLANK, FINAL, ESTIMATE = "", "final", "estimate"
WITH_VALUE = (BLANK, FINAL, ESTIMATE)
NOT_OUR_FUNCTION = "not-our-function"
ANSWERS = ("not-applicable", NOT_OUR_FUNCTION, "no-data-yet")
RECORDS = "records"
"""The origin of a cell that was filled from registers. Its total may be larger than female and male together: some
people were not counted by sex."""
LEAP = 10
"""From one year to the next figures of one unit double or halve; ten times is another magnitude, and what it most
often is in practice: a digit too many or too few, two cells typed into one, another unit of measure."""
SMALL = 10
"""Counts scatter by about the root of their mean, so that below some ten of them ten times more says nothing: what is
smaller is taken for this. From 1 to 12 is quiet then, from 3 to 500.000 is not."""
LAST_YEAR, REGISTERS = "last-year", "registers"
"""What a figure is held against: the unit's last official one, what its records count."""
ORIGINS_THAT_EXPLAIN = ("typed", "letter")
"""Where a person sits before the form, "not our function" wants its reason."""


@dataclass(frozen=True)
class CellChange:
    """What was typed into a cell: a number as people write it, or a status that says why there is none.

    Both empty blanks the cell. ``status`` beside a number is final (taken when empty) or estimate.
    """

    key: CellKey
    text: str = ""
    status: str = ""
    reason: str = ""


@dataclass
class CellResult:
    """What became of a change; ``message`` is a sentence for the user, ``observation`` the version written."""

    key: CellKey
    state: Literal["saved", "refused", "unchanged"]
    message: str = ""
    observation: Any = None


class Facts(NamedTuple):
    """What a check must know of an indicator."""

    id: int
    kind: str
    scale: int
    by_sex: bool
    per: int
    entered: bool
    withdrawn: bool

    def scale_of(self, part: str) -> int:
        return self.scale if part == WHOLE else 0


class Standing(NamedTuple):
    """The newest version of a cell."""

    id: int
    version: int
    value: int | None
    status: str
    reason: str
    is_official: bool


class Write(NamedTuple):
    """A version to be written."""

    value: int | None
    status: str
    reason: str


class Leap(NamedTuple):
    """A figure out of proportion with another: more or less than ``times`` times ``against``; 0 times where the
    smaller of both is zero."""

    against: int
    times: int
    more: bool


def leap(value: int, against: int, scale: int = 0) -> Leap | None:
    """Whether a figure is more than ``LEAP`` times another or less than its ``LEAP``-th part; both scaled, not below 0.

    It is a reason to look and never one to refuse: a new programme may well count a hundred times as many.
    """
    high, low = max(value, against), min(value, against)
    if high <= LEAP * max(low, SMALL * 10**scale):
        return None
    return Leap(against, (high - 1) // low if low else 0, value > against)


def said(found: Leap, of: str, scale: int = 0) -> str:
    """A leap in words that follow the name of the figure; ``of`` is ``LAST_YEAR`` or ``REGISTERS``."""
    words = {"times": format_value(found.times), "against": format_value(found.against, scale)}
    if of == REGISTERS:
        if not found.times:
            text = (
                _("the registers say %(against)s") if found.more else _("is 0; the registers say %(against)s")
            )
        elif found.more:
            text = _("more than %(times)s times the registers (%(against)s)")
        else:
            text = _("less than 1/%(times)s of the registers (%(against)s)")
    elif not found.times:
        text = _("last year it was %(against)s") if found.more else _("is 0; last year it was %(against)s")
    elif found.more:
        text = _("more than %(times)s times last year (%(against)s)")
    else:
        text = _("less than 1/%(times)s of last year (%(against)s)")
    return text % words


@dataclass
class Judgement:
    """The answer to every change, and the versions to write."""

    results: dict[CellKey, CellResult] = field(default_factory=dict)
    writes: dict[CellKey, Write] = field(default_factory=dict)
    implied: set[CellKey] = field(default_factory=set)
    """Totals to be blanked because female and male now say the same."""


def judge(
    changes: Iterable[CellChange],
    facts: Mapping[int, Facts],
    standing: Mapping[CellKey, Standing],
    *,
    official: bool,
    explain: bool,
    unsplit_rest: bool = False,
) -> Judgement:
    """Which changes are written. ``official``: they are no drafts; ``explain``: not our function wants a reason;
    ``unsplit_rest``: a total may hold people beyond female and male."""
    found = Judgement()
    for change in changes:
        try:
            found.writes[change.key] = read(change, facts.get(change.key.indicator_id), explain)
            found.results[change.key] = CellResult(change.key, "saved")
        except BadValue as error:
            found.writes.pop(change.key, None)
            found.results[change.key] = CellResult(change.key, "refused", str(error))
    for key in list({k._replace(sex=UNSPLIT): None for k in found.writes}):
        _check_sexes(key, found, standing, facts[key.indicator_id], unsplit_rest)
    for key in list({k._replace(sex=UNSPLIT, part=WHOLE): None for k in found.writes}):
        if _is_share(facts[key.indicator_id]):
            _check_parts(key, found, standing)
    for key, write in list(found.writes.items()):
        if _is_same(write, standing.get(key), official):
            del found.writes[key]
            if key in found.results:
                found.results[key].state = "unchanged"
    return found


def read(change: CellChange, facts: Facts | None, explain: bool = True) -> Write:
    """The version a change asks for, looked at alone. Raises ``BadValue`` with a sentence."""
    key, text = change.key, change.text.strip()
    if facts is None or facts.withdrawn:
        raise BadValue(_("This indicator is no longer kept; nothing needs to be entered."))
    if not facts.entered:
        raise BadValue(_("This indicator is computed from another one; enter that one."))
    if key.sex != UNSPLIT and not facts.by_sex:
        raise BadValue(_("This indicator is not split by sex; enter one number."))
    if key.part != WHOLE and facts.kind != "rate":
        raise BadValue(_("This indicator has no numerator and denominator; enter one number."))
    if change.status not in (*WITH_VALUE, *ANSWERS):
        raise BadValue(_("“%(status)s” is not one of the possible answers.") % {"status": change.status[:40]})
    if not text:
        return _without_value(change, explain)
    if change.status not in WITH_VALUE:
        raise BadValue(_("Either a number or the answer why there is none, not both; delete one of them."))
    return Write(
        parse_value(text, facts.scale_of(key.part)), change.status or FINAL, change.reason.strip()[:300]
    )


def _without_value(change: CellChange, explain: bool) -> Write:
    if change.status == ESTIMATE:
        raise BadValue(_("An estimate needs its number."))
    if change.status == FINAL:
        raise BadValue(_("A final figure needs its number."))
    if change.status == NOT_OUR_FUNCTION and explain and not change.reason.strip():
        raise BadValue(_("Say in a few words why this is not a function of the unit."))
    return Write(None, change.status, change.reason.strip()[:300])


def _value(key: CellKey, found: Judgement, standing: Mapping[CellKey, Standing]) -> int | None:
    if key in found.writes:
        return found.writes[key].value
    return standing[key].value if key in standing else None


def _refuse(found: Judgement, keys: Iterable[CellKey], message: str) -> None:
    """Take writes back; a total that was to give way to refused parts stays as it was."""
    for key in keys:
        if found.writes.pop(key, None) is None:
            continue
        if key in found.results:
            found.results[key] = CellResult(key, "refused", message)
        total = key._replace(sex=UNSPLIT)
        if total in found.implied:
            found.implied.discard(total)
            found.writes.pop(total, None)
            if total in found.results:
                found.results[total] = CellResult(total, "refused", message)


def _check_sexes(
    total: CellKey,
    found: Judgement,
    standing: Mapping[CellKey, Standing],
    facts: Facts,
    unsplit_rest: bool = False,
) -> None:
    """Female, male and total of one part agree; a total beside both is checked and not kept."""
    female, male = total._replace(sex=FEMALE), total._replace(sex=MALE)
    f, m, t = (_value(key, found, standing) for key in (female, male, total))
    if t is None or (f is None and m is None):
        return
    if unsplit_rest and total in found.writes and (f or 0) + (m or 0) < t:
        return
    asked = [total] if total in found.writes else [female, male]
    scale = facts.scale_of(total.part)
    if f is not None and m is not None:
        if f + m != t:
            words = {"sum": format_value(f + m, scale), "total": format_value(t, scale)}
            _refuse(
                found,
                asked,
                _(
                    "Female and male make %(sum)s together, the total says %(total)s; correct one of the three."
                )
                % words,
            )
        else:
            if total in found.writes:
                found.results[total] = CellResult(
                    total, "unchanged", _("Agrees with female and male; not kept twice.")
                )
            found.writes[total] = Write(None, BLANK, "")
            found.implied.add(total)
        return
    part, key = (f, female) if f is not None else (m, male)
    if part is not None and part > t:
        words = {"part": format_value(part, scale), "total": format_value(t, scale)}
        message = (
            _(
                "There cannot be more women (%(part)s) than there are in total (%(total)s); correct one of them."
            )
            if key == female
            else _(
                "There cannot be more men (%(part)s) than there are in total (%(total)s); correct one of them."
            )
        )
        _refuse(found, [key] if key in found.writes else [total], message % words)


def _check_parts(whole: CellKey, found: Judgement, standing: Mapping[CellKey, Standing]) -> None:
    """Of a share the numerator counts some of those whom the denominator counts, in total and for each sex."""
    for sex in (FEMALE, MALE, UNSPLIT):
        over, under = (
            _sum(whole._replace(part=part), sex, found, standing) for part in (NUMERATOR, DENOMINATOR)
        )
        if over is None or under is None or over <= under:
            continue
        words = {"over": format_value(over), "under": format_value(under)}
        message = _(
            "The numerator (%(over)s) cannot be larger than the denominator (%(under)s); correct one of them."
        )
        sexes = (sex,) if sex != UNSPLIT else (UNSPLIT, FEMALE, MALE)
        for part in (NUMERATOR, DENOMINATOR):
            keys = [k for s in sexes if (k := whole._replace(part=part, sex=s)) in found.writes]
            if keys:
                _refuse(found, keys, message % words)
                break


def _sum(part: CellKey, sex: str, found: Judgement, standing: Mapping[CellKey, Standing]) -> int | None:
    """The count of one sex, or of everybody as far as it is known."""
    if sex != UNSPLIT:
        return _value(part._replace(sex=sex), found, standing)
    total = _value(part, found, standing)
    female, male = (_value(part._replace(sex=s), found, standing) for s in (FEMALE, MALE))
    if total is not None:
        return total
    return female + male if female is not None and male is not None else None


def _is_share(facts: Facts) -> bool:
    return facts.kind == "rate" and facts.per == 100


def _is_same(write: Write, standing: Standing | None, official: bool) -> bool:
    if standing is None:
        return write.status == BLANK
    if official and not standing.is_official:
        return False
    return (write.value, write.status, write.reason) == (standing.value, standing.status, standing.reason)
