"""The consolidated report as files, as it is now and as it was frozen."""

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


def written(paper: Paper, ending: str) -> bytes:
    """The bytes of a report: of one of the endings of ``papers.files``, or its content tree as ``json``."""
    return (
        seal.canonical(paper_json.dump(paper))
        if ending == "json"
        else files.written(paper, ending, drawings.draw)
    )


def saved(data: bytes, ending: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=files.MEDIA.get(ending, "application/json"))
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
