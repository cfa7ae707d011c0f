"""``chithi import FILE --issuer UNIT [--yes]``."""

import argparse
import sys
from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from chithi.journal.actions import Operator
from chithi.plans import confidence, learning
from chithi.plans.importing import (
    Imported,
    import_edition,
    import_plan,
    known_edition,
    read_file,
    similar_plan,
)
from chithi.plans.models import Plan
from chithi.plans.refusals import Refused
from chithi.shell.failures import why
from chithi.units.models import Unit
from chithi.units.queries import directory, tree


def import_command(argv: list[str]) -> int:
    """Put the reading of a plan into the database as a draft: 0 done (or known already), 2 for bad input."""
    parser = argparse.ArgumentParser(
        prog="chithi import",
        description=_("Put a plan into the database as a draft, to be checked on screen."),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the file of the plan"))
    parser.add_argument(
        "--issuer", metavar="UNIT", required=True, help=_("key or name of the unit that issued it")
    )
    parser.add_argument("--yes", action="store_true", help=_("answer every question with yes"))
    options = parser.parse_args(argv)
    try:
        data = options.file.read_bytes()
        issuer = unit_called(options.issuer)
        if known := known_edition(data, issuer.pk):
            return done(Imported(known, True))
        reading = read_file(data, options.file.name)
        like = similar_plan(reading, issuer.pk)
        if like is not None and (options.yes or asked(like)):
            return done(import_edition(like, data, options.file.name, reading, actor=Operator()))
        return done(import_plan(data, options.file.name, reading, issuer, actor=Operator()))
    except OSError as error:
        return complain(f"{options.file}: {why(error)}")
    except (Refused, EOFError) as refused:
        return complain(str(refused))
    except DatabaseError:
        return complain(_("The database is not ready; run “chithi init” or “chithi serve” first."))


def unit_called(name: str) -> Unit:
    """The unit of a key, or of a name as papers write it."""
    if (node := tree().by_key(name)) is not None:
        return Unit.objects.get(pk=node.id)
    match = directory().match(name)
    if match.kind != "unit" or match.id is None:
        raise Refused(
            _("There is no unit “%(name)s”; give its key as “chithi template units” lists it.")
            % {"name": name}
        )
    return Unit.objects.get(pk=match.id)


def asked(like: Plan) -> bool:
    """Whether the file is a new edition of a plan; no answer is an error, so that nothing is guessed."""
    question = _("This file looks like a new edition of “%(plan)s” (%(key)s). Import it as one? [y/n] ")
    answer = ""
    while answer not in ("y", "yes", "c", "có", "co", "n", "no", "k", "không", "khong"):
        try:
            answer = input(question % {"plan": like, "key": like.key}).strip().casefold()
        except EOFError:
            raise EOFError(
                _("There was no answer; run it again with --yes to import a new edition.")
            ) from None
    return answer[0] in "yc"


def done(found: Imported) -> int:
    """Say what the file has become."""
    edition = found.edition
    if found.known:
        text = _(
            "This very file was imported before, as edition %(number)s of %(key)s; nothing has been changed."
        )
        print(text % {"number": edition.number, "key": edition.plan.key})
        return 0
    items = edition.work_items.filter(joined_into=None).count()
    text = _(
        "Draft edition %(number)s with %(items)s work items; check it under /plans/%(key)s/ before it binds."
    )
    print(text % {"number": edition.number, "items": items, "key": edition.plan.key})
    told = learning.used(edition)
    if any(told.values()):
        text = _("What corrections taught was used: %(names)s names known, %(no_units)s left out as no unit.")
        print(text % told)
    for notice in confidence.notices(edition.reading):
        print(notice)
    print(f"plan: {edition.plan.key}")
    return 0


def complain(sentence: str) -> int:
    print(f"chithi import: {sentence}", file=sys.stderr)
    return 2
