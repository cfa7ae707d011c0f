"""The catalogue a province starts with: its indicators and the national targets, out of ``data/catalogue.toml``."""

import tomllib
from pathlib import Path
from typing import Any

from chithi.figures.models import Indicator, Target
from chithi.journal.actions import Actor, action, nothing_changed, record
from chithi.units.models import Unit

FILE = Path(__file__).with_name("data") / "catalogue.toml"


def seed() -> dict[str, list[dict[str, Any]]]:
    """The rows of the catalogue: ``indicators`` (fields of the model, ``base`` a code) and ``targets``."""
    return tomllib.loads(FILE.read_text("utf-8"))


@action("figures.install")
def install(*, actor: Actor, top: Unit) -> int:
    """Add the indicators, and the targets of ``top``, that are not there yet; how many rows came is given back.

    What a province has changed or withdrawn since stays as it is.
    """
    rows = seed()
    known = dict(Indicator.objects.values_list("code", "id"))
    added = [row["code"] for row in rows["indicators"] if row["code"] not in known]
    for order, row in enumerate(rows["indicators"], start=1):
        if row["code"] in known:
            continue
        fields = {**row, "order": order * 10, "base_id": known.get(row.get("base", ""))}
        fields.pop("base", None)
        known[row["code"]] = Indicator.objects.create(**fields).pk
    had = set(Target.objects.filter(unit=top).values_list("indicator_id", "year"))
    targets = [
        Target(unit=top, indicator_id=known[row["indicator"]], **{k: row[k] for k in row if k != "indicator"})
        for row in rows["targets"]
        if (known[row["indicator"]], row["year"]) not in had
    ]
    Target.objects.bulk_create(targets)
    if not added and not targets:
        nothing_changed()
        return 0
    record(actor, None, name="catalogue", new={"indicators": added, "targets": len(targets)})
    return len(added) + len(targets)
