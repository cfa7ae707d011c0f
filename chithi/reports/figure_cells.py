"""The figures of a report: cells of ``figures``, written through its one way and told apart by version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chithi.figures.actions import CellChange, CellResult, write_cells
from chithi.figures.cells import FEMALE, MALE, UNSPLIT, CellKey, cells_of, key_of, scope_for
from chithi.figures.filling import expected, offered_to
from chithi.figures.models import Indicator, Observation
from chithi.figures.periods import parse_period
from chithi.figures.queries import asked_of
from chithi.figures.values import BadValue, format_value, parse_value
from chithi.reports.changes import Outcome, Sent, Standing, typed_earlier
from chithi.reports.cycles import tree_for
from chithi.reports.models import Report

SEX_LABELS = {FEMALE: gettext_lazy("Female"), MALE: gettext_lazy("Male"), UNSPLIT: gettext_lazy("Total")}


def text_of(observation: Observation, indicator: Indicator) -> str:
    """The number of a cell as people write it; parts of a rate are whole numbers."""
    return format_value(observation.value, indicator.scale_of(observation.part))


def told(cells: Iterable[Observation]) -> str:
    """The cells of one indicator in words: "Nữ 12, Nam 8", or the answer why there is none."""
    found, answers = [], []
    for cell in cells:
        if cell.value is None:
            answers.append(str(cell.get_status_display()))
            continue
        value = format_value(cell.value, cell.indicator.scale_of(cell.part))
        names = [cell.indicator.part_title(cell.part)] if cell.part else []
        names += [str(SEX_LABELS[cell.sex])] if cell.indicator.by_sex else []
        found.append(" ".join([", ".join(names), value]).strip())
    return ", ".join(found or dict.fromkeys(answers))


def cell_key(observation: Observation) -> CellKey:
    o = observation
    return CellKey(o.indicator_id, o.scope, o.breakdown, o.part, o.sex)


def standing_cells(report: Report, indicators: Collection[int]) -> dict[CellKey, Standing]:
    """How the cells of some indicators stand in this report, in one query."""
    rows = Observation.objects.filter(
        unit=report.unit_id, period=report.cycle.period, is_latest=True, indicator__in=indicators
    ).select_related("indicator")
    return {
        cell_key(o): Standing(
            o.version, text_of(o, o.indicator), o.status, o.reason, o.recorded_by, o.recorded_at
        )
        for o in rows
    }


def not_asked(report: Report, keys: Collection[CellKey]) -> set[CellKey]:
    """The cells that the form of this unit does not have."""
    tree = tree_for(report)
    node = tree.get(report.unit_id)
    if node is None:
        return set(keys)
    asked = {i.pk: i for i in asked_of(node, parse_period(report.cycle.period))}
    scope = scope_for(node, tree)
    return {
        key
        for key in keys
        if key.indicator_id not in asked
        or (key.scope, key.breakdown) != (scope, "")
        or (key.part, key.sex) not in cells_of(asked[key.indicator_id].kind, asked[key.indicator_id].by_sex)
    }


def change_of(sent: Sent, key: CellKey) -> CellChange:
    """A blank is no answer at all, whatever kind of number was meant."""
    text = sent.value.strip()
    status = "" if not text and sent.status in ("final", "estimate") else sent.status
    return CellChange(key, text, status, sent.reason.strip())


def write_figures(report: Report, changes: Sequence[Sent], *, by: str, origin: str) -> list[Outcome]:
    """Write cells of this report as drafts, inside the caller's transaction; one outcome per change, in order."""
    if not changes:
        return []
    codes = {sent.field.split(":")[1] for sent in changes if sent.field.count(":") >= 2}
    indicators = list(Indicator.objects.filter(code__in=codes))
    ids = {i.code: i.pk for i in indicators}
    by_id = {i.pk: i for i in indicators}
    keys = [key_of(sent.field, ids) for sent in changes]
    standing = standing_cells(report, list(ids.values()))
    unseen = {key for key in keys if key is not None and key not in standing}
    foreign = not_asked(report, unseen) if unseen else set()
    offered = offered_here(report, indicators)
    changes = [as_offered(sent, key, offered, by_id) for sent, key in zip(changes, keys, strict=True)]
    outcomes: list[Outcome] = []
    for places in rounds(keys):
        wanted = [p for p in places if keys[p] is not None and keys[p] not in foreign]
        cells = [change_of(changes[p], keys[p]) for p in wanted]  # type: ignore[arg-type]
        results = write_cells(report.unit_id, report.cycle.period, cells, by=by, origin=origin)
        said = dict(zip(wanted, results, strict=True))
        for p in places:
            key = keys[p]
            before = standing.get(key, Standing()) if key is not None else Standing()
            outcome = outcome_of(report, changes[p], said.get(p), before, by_id)
            if key is not None and outcome.made:
                at = None if outcome.outcome == "saved" else before.at
                standing[key] = Standing(
                    outcome.version, outcome.value, outcome.status, outcome.reason, by, at
                )
            if key in offered and outcome.outcome == "saved" and not outcome.value:
                # An emptied cell says again what the registers say.
                outcome = replace(outcome, value=offered[key], status="final")
            outcomes.append(replace(outcome, place=p))
    return sorted(outcomes, key=lambda o: o.place)


def offered_here(report: Report, indicators: Collection[Indicator]) -> dict[CellKey, str]:
    """What the registers say to the cells of some indicators, as people write it; nothing for most indicators."""
    period, tree = parse_period(report.cycle.period), tree_for(report)
    if report.unit_id not in tree:
        return {}
    scope = scope_for(tree[report.unit_id], tree)
    by_id = {i.pk: i for i in indicators}
    found = offered_to(report.unit_id, scope, period, tree, indicators)
    keys = {*found, *(key._replace(sex=UNSPLIT) for key in found)}
    values = {key: expected(key, found) for key in keys}
    return {
        k: format_value(v, by_id[k.indicator_id].scale_of(k.part)) for k, v in values.items() if v is not None
    }


def as_offered(
    sent: Sent, key: CellKey | None, offered: Mapping[CellKey, str], indicators: Mapping[int, Indicator]
) -> Sent:
    """A number that is the registers' own is no typed one: the cell stays theirs and follows them."""
    if key is None or key not in offered or sent.status not in ("", "final"):
        return sent
    try:
        typed = format_value(parse_value(sent.value, indicators[key.indicator_id].scale_of(key.part)))
    except BadValue:
        return sent
    return replace(sent, value="", status="", reason="") if typed == offered[key] else sent


def rounds(keys: Sequence[CellKey | None]) -> list[list[int]]:
    """The places of changes, so that each cell stands once in a round; nearly always one round."""
    found: list[list[int]] = []
    times: dict[CellKey | None, int] = {}
    for place, key in enumerate(keys):
        turn = times.get(key, 0) if key is not None else 0
        times[key] = turn + 1
        while len(found) <= turn:
            found.append([])
        found[turn].append(place)
    return found


def outcome_of(
    report: Report, sent: Sent, result: CellResult | None, before: Standing, indicators: dict[int, Indicator]
) -> Outcome:
    """What became of one cell, told as for words."""
    if result is None:
        sentence = _("This report has no such field. Load the page again.")
        return Outcome(sent.field, "refused", sent.key, before.version, message=sentence)
    if result.state == "refused":
        return Outcome(sent.field, "refused", sent.key, before.version, sent.value, message=result.message)
    if result.observation is None:
        return Outcome(
            sent.field,
            "saved",
            sent.key,
            before.version,
            before.value,
            before.status,
            before.reason,
            result.message,
        )
    made = result.observation
    if typed_earlier(before, sent):
        again = CellChange(result.key, before.value, before.status, before.reason)
        (result,) = write_cells(
            report.unit_id, report.cycle.period, [again], by=before.by, origin=made.origin
        )
        version = result.observation.version if result.observation else made.version
        sentence = _("%(who)s wrote here after you; your answer is kept in the history of this field.") % {
            "who": before.by
        }
        return Outcome(
            sent.field,
            "kept",
            sent.key,
            version,
            before.value,
            before.status,
            before.reason,
            sentence,
            made=True,
        )
    unseen = sent.base is not None and sent.base != before.version and before.version > 0
    text = text_of(made, indicators[made.indicator_id])
    return Outcome(
        sent.field,
        "saved",
        sent.key,
        made.version,
        text,
        made.status,
        made.reason,
        over=before.by if unseen else "",
        made=True,
    )
