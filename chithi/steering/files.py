"""The consolidated report as files, as it is now and as it was frozen."""

import io
import zipfile
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from chithi.access import fetch, own
from chithi.papers import files
from chithi.papers import json as paper_json
from chithi.papers.content import Paper
from chithi.shell import drawings
from chithi.steering import queries, seal
from chithi.steering.models import Consolidation
from chithi.steering.views import composed, kept_reports

MEDIA = {**files.MEDIA, "json": "application/json", "zip": "application/zip"}
LETTERS = {"docx": "Word (.docx)", "pdf": "PDF"}
"""The endings in which a letter is offered, as they are called."""


def written(paper: Paper, ending: str) -> bytes:
    """The bytes of a report: of one of the endings of ``papers.files``, or its content tree as ``json``."""
    return (
        seal.canonical(paper_json.dump(paper))
        if ending == "json"
        else files.written(paper, ending, drawings.draw)
    )


def zipped(papers: Iterable[tuple[str, Paper]]) -> bytes:
    """One .zip with every paper (name without ending, paper) to be read and to be edited; same papers, same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, paper in papers:
            for ending in LETTERS:
                entry = zipfile.ZipInfo(f"{name}.{ending}", (1980, 1, 1, 0, 0, 0))
                archive.writestr(entry, written(paper, ending), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def saved(data: bytes, ending: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=MEDIA[ending])
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{ending}"))
    return response


@own("steering.read_report")
def report(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The consolidated report as it would be today, as a file."""
    cycle = fetch(request, "steering.read_report", queries.cycles(), pk=pk)
    paper = composed(request, cycle)[3]
    return saved(written(paper, ending), ending, f"{cycle.plan.key}-{cycle.year}")


@own("steering.read_report")
def frozen(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """A frozen report, printed anew from what was kept."""
    kept = fetch(request, "steering.read_report", kept_reports(), pk=pk)
    return saved(files.written(paper_json.load(kept.paper), ending, drawings.draw), ending, file_name(kept))


@own("steering.read_report")
def frozen_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The very bytes whose hash was kept."""
    kept = fetch(request, "steering.read_report", kept_reports(), pk=pk)
    return saved(seal.canonical(kept.paper), "json", file_name(kept))


def file_name(kept: Consolidation) -> str:
    return kept.number.replace("/", "-")
