"""A paper as a file to be handed on: which endings there are, of which media type, and their bytes."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from types import MappingProxyType

from chithi.papers import charts, docx, html, pdf, text, wording
from chithi.papers.content import Paper

STYLE = Path(__file__).parent / "static/papers/paper.css"
MEDIA = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "html": "text/html; charset=utf-8",
        "txt": "text/plain; charset=utf-8",
    }
)
"""Ending → media type."""


def written(paper: Paper, ending: str, draw: charts.Draw = charts.draw) -> bytes:
    """The bytes of the file, charts drawn by `draw`; raises KeyError for an ending that is not in `MEDIA`."""
    return _WRITERS[ending](paper, draw)


def page(paper: Paper, draw: charts.Draw = charts.draw) -> str:
    """The paper as a whole HTML document that needs no other file."""
    title = escape(wording.document_title(paper))
    body = html.render(paper, top=1, draw=draw)
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>\n{STYLE.read_text('utf-8')}</style></head><body>\n{body}\n</body></html>\n"
    )


_WRITERS: dict[str, Callable[[Paper, charts.Draw], bytes]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "html": lambda paper, draw: page(paper, draw).encode(),
    "txt": lambda paper, _draw: text.render(paper).encode(),
}
