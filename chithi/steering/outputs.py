"""Into which files a kept paper can be printed. A new renderer is one line here."""

import io
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chithi.papers import docx, pdf
from chithi.papers.content import Paper

FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Output:
    """A kind of file: its ending, what it is called, its media type, and what makes its bytes."""

    ending: str
    label: str
    media_type: str
    render: Callable[[Paper], bytes]


OUTPUTS = {
    output.ending: output
    for output in (
        Output(
            "docx",
            "Word (.docx)",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx.render,
        ),
        Output("pdf", "PDF (.pdf)", "application/pdf", pdf.render),
    )
}
"""Ending → how it is made, in the order in which pages offer them."""


def zipped(papers: Iterable[tuple[str, Paper]]) -> bytes:
    """One .zip with every paper (file name without ending, paper) in every output; same papers, same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, paper in papers:
            for output in OUTPUTS.values():
                entry = zipfile.ZipInfo(f"{name}.{output.ending}", FIRST_DAY_OF_ZIP)
                archive.writestr(entry, output.render(paper), zipfile.ZIP_DEFLATED)
    return out.getvalue()
