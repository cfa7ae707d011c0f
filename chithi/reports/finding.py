"""From "Biểu 2, dòng 14" on paper to the row on the page: a plain GET form, which works without a script."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chithi.papers import places
from chithi.papers.content import Paper

LONGEST = 100


@dataclass(frozen=True)
class Search:
    """What was typed, why it leads nowhere, and what else the address asks for and is to be kept."""

    words: str
    error: str
    kept: list[tuple[str, str]]
    address: str = ""
    """Where it leads to, "" for nowhere."""


def search(request: HttpRequest, paper: Paper) -> Search:
    """The search that the query string `find` asks for on the page of a paper."""
    words = " ".join(request.GET.get("find", "").split())[:LONGEST]
    kept = [(key, str(value)) for key, value in request.GET.items() if key != "find"]
    if not words:
        return Search(words, "", kept)
    rest = request.GET.copy()
    del rest["find"]
    try:
        place = places.find(paper, words)
    except places.NotThere as missing:
        return Search(words, said(missing, words), kept)
    return Search(words, "", kept, f"{request.path}{'?' if rest else ''}{rest.urlencode()}#{place.anchor}")


def said(missing: places.NotThere, words: str) -> str:
    """One sentence: what is not there, and what is."""
    if not missing.tables:
        return _("No table of this report has a number.")
    if missing.rows == 0:
        return _("Table %(table)s has no rows.") % {"table": missing.table}
    if missing.rows is not None:
        return _("Table %(table)s has the rows 1 to %(rows)s; there is no row %(row)s.") % {
            "table": missing.table,
            "rows": missing.rows,
            "row": missing.row,
        }
    if missing.table:
        return _("There is no table %(table)s. The tables are: %(tables)s.") % {
            "table": missing.table,
            "tables": ", ".join(missing.tables),
        }
    return _("“%(words)s” names no table and row. Write them so: Biểu 2, dòng 14.") % {"words": words}
