"""Writing into a report: one way for autosave, the form without a script, workbooks and letters.

A change is saved once however often it is sent (its key says so), an unchanged text makes no version, and a
change that was typed before somebody else's newer one becomes a version but does not stand over it: who typed
last wins, and both are kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from chithi.reports.changes import Outcome, Sent, Standing, typed_earlier
from chithi.reports.fields import BadAnswer, clean, is_figure
from chithi.reports.figure_cells import write_figures
from chithi.reports.models import Answer, Change, Report
from chithi.reports.told import shown_before


def write(
    report: Report, changes: Sequence[Sent], work_ids: Iterable[int], *, by: str, origin: str = "typed"
) -> list[Outcome]:
    """Write changes into a locked report, inside a transaction; one outcome per change, in order.

    ``by`` is the writer's name as it stands on versions, ``origin`` typed, workbook or letter. Raises nothing:
    a change that cannot be taken is refused with a sentence, the others are saved.
    """
    keys = [c.key for c in changes if c.key]
    known = (
        set(Change.objects.filter(report=report, key__in=keys).values_list("key", flat=True))
        if keys
        else set()
    )
    fresh: list[Sent] = []
    twice: set[int] = set()
    for place, change in enumerate(changes):
        if change.key and change.key in known:
            twice.add(place)
            continue
        known |= {change.key} if change.key else set()
        fresh.append(change)
    said, ids = [c for c in fresh if not is_figure(c.field)], set(work_ids)
    shown, records = shown_before(report, said, ids)
    words = iter(write_words(report, said, ids, by=by, records=records, shown=shown))
    figures = iter(write_figures(report, [c for c in fresh if is_figure(c.field)], by=by, origin=origin))
    outcomes = []
    for place, change in enumerate(changes):
        if place in twice:
            outcomes.append(Outcome(change.field, "duplicate", change.key))
        else:
            outcomes.append(next(figures if is_figure(change.field) else words))
    taken = [o.key for o in outcomes if o.key and o.outcome in ("saved", "kept")]
    Change.objects.bulk_create([Change(report=report, key=key) for key in taken])
    return outcomes


def write_words(
    report: Report,
    changes: Sequence[Sent],
    work_ids: set[int],
    *,
    by: str,
    records: Collection[int] = (),
    shown: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """The part of ``write`` that are words: new rows in one statement, whatever their number.

    ``records`` are those whose proposals may be written; ``shown`` is what stood, out of records, in fields in which
    nobody wrote yet.
    """
    if not changes:
        return []
    blank = {field: Standing(value=text) for field, text in (shown or {}).items()}
    rows = Answer.objects.filter(report=report, is_latest=True, field__in={c.field for c in changes})
    before = {a.field: a for a in rows}
    now = {f: Standing(a.version, a.text, by=a.recorded_by, at=a.recorded_at) for f, a in before.items()}
    made: list[Answer] = []
    outcomes = []
    for change in changes:
        standing = now.get(change.field) or blank.get(change.field, Standing())
        try:
            text = clean(change.field, change.value, work_ids, records)
        except BadAnswer as bad:
            outcomes.append(Outcome(change.field, "refused", change.key, standing.version, message=str(bad)))
            continue
        versions = texts_to_write(standing, text, change)
        for number, words in enumerate(versions, standing.version + 1):
            whose = by if words == text else standing.by
            made.append(
                Answer(
                    report=report,
                    field=change.field,
                    version=number,
                    text=words,
                    recorded_by=whose[:200],
                    is_latest=False,
                )
            )
        outcome = outcome_of(change, standing, text, versions, by)
        now[change.field] = replace(standing, version=outcome.version, value=outcome.value, by=by)
        outcomes.append(outcome)
    newest = {a.field: a for a in made}
    for answer in newest.values():
        answer.is_latest = True
    Answer.objects.filter(pk__in=[before[f].pk for f in newest if f in before]).update(is_latest=False)
    Answer.objects.bulk_create(made)
    return outcomes


def texts_to_write(standing: Standing, text: str, change: Sent) -> list[str]:
    """The versions that a change makes: none, itself, or itself and again what was typed later."""
    if text == standing.value:
        return []
    return [text, standing.value] if typed_earlier(standing, change) else [text]


def outcome_of(change: Sent, standing: Standing, text: str, versions: list[str], by: str) -> Outcome:
    version = standing.version + len(versions)
    if len(versions) == 2:
        sentence = _("%(who)s wrote here after you; your words are kept in the history of this field.") % {
            "who": standing.by
        }
        return Outcome(change.field, "kept", change.key, version, standing.value, message=sentence, made=True)
    unseen = change.base is not None and change.base != standing.version and standing.version > 0
    over = standing.by if unseen and versions else ""
    return Outcome(change.field, "saved", change.key, version, text, over=over, made=bool(versions))
