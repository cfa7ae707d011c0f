"""Which runs of a Word document are written in an old one-byte font (`.VnTime`, `VNI-Times`), by themselves or by
their styles.

ECMA-376 part 1, 17.3.2.26: a run names its fonts in `w:rFonts`, else its character style does, else the paragraph's
style, else the defaults of the document.
"""

from __future__ import annotations

import re
from typing import Any

from chithi.reader.formats.encodings import Coding, font_coding, is_unicode, to_unicode
from chithi.reader.formats.numbering import W

_OLD = re.compile(rb"\"(?:\.?vn[a-z]|vni[-_ ])", re.IGNORECASE)


class Fonts:
    """The codings of one document's runs; ask `text` for each piece of text."""

    def __init__(self, document: Any, styles: Any) -> None:
        self._styles: dict[str, tuple[str | None, str]] = {}
        self._default = ""
        self._paragraph = ""
        if styles is not None:
            self._read_styles(styles)
        # Some old papers were retyped in Unicode and kept the name of the font.
        old = [t.text or "" for t in document.iter(f"{W}t") if self._coding(t) is not None]
        self._believed = not is_unicode("".join(old))

    def text(self, element: Any, text: str) -> str:
        """The text of a `w:t` (or a sign beside one) in Unicode."""
        coding = self._coding(element) if self._believed else None
        return to_unicode(text, coding) if coding else text

    def _read_styles(self, root: Any) -> None:
        self._default = _named(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) or ""
        for element in root.iterfind(f"{W}style"):
            key = element.get(f"{W}styleId", "")
            based = element.find(f"{W}basedOn")
            name = _named(element.find(f"{W}rPr"))
            self._styles[key] = (name, based.get(f"{W}val", "") if based is not None else "")
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                self._paragraph = key

    def _of_style(self, key: str) -> str | None:
        for _ in range(20):
            if key not in self._styles:
                return None
            name, key = self._styles[key]
            if name is not None:
                return name
        return None

    def _coding(self, element: Any) -> Coding | None:
        run = next((up for up in element.iterancestors(f"{W}r")), None)
        if run is None:
            return None
        properties = run.find(f"{W}rPr")
        name = _named(properties)
        if name is None:
            style = properties.find(f"{W}rStyle") if properties is not None else None
            name = self._of_style(style.get(f"{W}val", "")) if style is not None else None
        if name is None:
            paragraph = next((up for up in run.iterancestors(f"{W}p")), None)
            style = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
            name = self._of_style(style.get(f"{W}val", "") if style is not None else self._paragraph)
        return font_coding(self._default if name is None else name)


def _named(properties: Any) -> str | None:
    """The font that run properties name; "" for one of the theme, None where they name none."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return None
    if fonts.get(f"{W}asciiTheme") or fonts.get(f"{W}hAnsiTheme"):
        return ""
    return fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")


def has_old_fonts(*parts: bytes | None) -> bool:
    """A quick look at the XML, so that papers of today cost nothing."""
    return any(part is not None and _OLD.search(part) for part in parts)
