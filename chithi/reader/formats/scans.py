"""Pictures of pages → text, by Tesseract with its Vietnamese data where both are installed; else refused as `scan`.

Letters that were recognised may be wrong, so the extract carries the mark `scanned`.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from typing import Any

from chithi.reader.errors import UnreadableError
from chithi.reader.formats.extract import Extract
from chithi.reader.formats.pagelay import LABELLED, Part, joined

MAX_PAGES = 40  # 2 to 5 s each on one core
_PAGE_SECONDS = 60
_DOTS = 300 / 72  # 300 dpi, for which Tesseract is made
_MOST = 4200  # dots on the longer side: A4 has 3508


def program() -> str | None:
    """The path of a Tesseract that knows Vietnamese."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        said = subprocess.run([path, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return path if b"vie" in said.stdout.split() else None


def scan_extract(data: bytes) -> Extract:
    """The text of a PDF whose pages are pictures. Raises `UnreadableError`: scan, no_text, too_heavy, damaged."""
    from chithi.reader.formats.pdf import opened, pages

    path = _needed()
    parts: list[Part] = []
    with opened(data) as document:
        for number, page in enumerate(pages(document, MAX_PAGES), 1):
            if page:
                parts.append(Part(number, _recognised(path, _picture(page))))
    return joined(parts, ["scanned"])


def image_extract(data: bytes) -> Extract:
    """The text of a picture; a .tif may hold several pages. Raises as `scan_extract`."""
    texts = _recognised(_needed(), data).rstrip("\f\n ").split("\f")
    return joined([Part(number, text) for number, text in enumerate(texts, 1)], ["scanned"])


def _needed() -> str:
    path = program()
    if path is None:
        raise UnreadableError("scan")
    return path


def _recognised(path: str, picture: bytes) -> str:
    """What Tesseract reads in a picture that it gets on its standard input."""
    try:
        said = subprocess.run(
            [path, "stdin", "stdout", "-l", "vie"],
            input=picture, capture_output=True, timeout=_PAGE_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreadableError("too_heavy") from None
    if said.returncode:
        raise UnreadableError("too_heavy" if said.returncode < 0 else "damaged")
    return "\f".join(map(_paragraphs, said.stdout.decode("utf-8", "replace").split("\f")))


def _paragraphs(text: str) -> str:
    """The text of a page with a full line and the one right below it as one, unless that begins with a label."""
    lines = [line.strip() for line in text.split("\n")]
    full = 0.75 * max(map(len, lines))
    out: list[str] = []
    for above, line in zip(["", *lines], lines, strict=False):
        if above and line and len(above) >= full and not LABELLED.match(line):
            out[-1] += f" {line}"
        else:
            out.append(line)
    return "\n".join(out)


def _picture(page: Any) -> bytes:
    """The page drawn in grey, as PGM: a head and the bytes of its rows."""
    import pypdfium2.raw as pdfium

    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(_DOTS, _MOST / max(wide, high, 1.0))
    across, down = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(across, down, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise UnreadableError("too_heavy")
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, 0)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
    whole = ctypes.string_at(buffer, stride * down)
    pdfium.FPDFBitmap_Destroy(bitmap)
    rows = b"".join(whole[row * stride : row * stride + across] for row in range(down))
    return b"P5 %d %d 255\n" % (across, down) + rows
