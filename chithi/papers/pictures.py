"""Drawings (SVG) made fit to stand inside a page or a PDF: shapes and words only, nothing that runs or fetches.

What is not listed here is left out: scripts, links, foreign objects, styles with addresses, event handlers.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from chithi.papers.content import Picture

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = (
    "svg g defs path rect circle ellipse line polyline polygon text tspan title desc clipPath linearGradient "
    "radialGradient stop marker pattern mask symbol"
)
_DRAWING = (
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width height points transform viewBox preserveAspectRatio fill "
    "fill-opacity fill-rule clip-rule clip-path mask stroke stroke-width stroke-opacity stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color font-family font-size "
    "font-style font-weight text-anchor text-decoration dominant-baseline alignment-baseline baseline-shift "
    "letter-spacing rotate textLength lengthAdjust offset stop-color stop-opacity gradientUnits gradientTransform "
    "spreadMethod patternUnits patternTransform patternContentUnits clipPathUnits maskUnits markerWidth "
    "markerHeight marker-start marker-mid marker-end refX refY orient visibility display vector-effect "
    "shape-rendering text-rendering paint-order mix-blend-mode"
)
_ELEMENTS, _ATTRIBUTES = frozenset(_SHAPES.split()), frozenset(_DRAWING.split())
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")


def drawing(picture: Picture, prefix: str = "", room_mm: float = 0) -> str:
    """The SVG of a picture, cleaned; `prefix` keeps the names inside it apart from those of other pictures.

    With `room_mm` it gets that width at most, and says what it shows (role "img", `alt`), for a page.
    Raises ValueError for what is no SVG.
    """
    root = _cleaned(picture.svg, prefix)
    if room_mm:
        for name in ("width", "height"):
            root.attrib.pop(name, None)
        root.set("width", f"{min(picture.width_mm, room_mm):g}mm")
        root.set("role", "img")
        root.set("aria-label", picture.alt or picture.caption)
    return ElementTree.tostring(root, encoding="unicode")


def _cleaned(svg: str, prefix: str) -> ElementTree.Element:
    if "<!DOCTYPE" in svg or "<!ENTITY" in svg:
        raise ValueError("a drawing has no DOCTYPE")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ValueError(f"this is no SVG: {error}") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError(f"this is no SVG but {root.tag!r}")
    kept = _kept(root, prefix)
    kept.set("xmlns", _SVG)
    if not kept.get("viewBox"):
        kept.set("viewBox", f"0 0 {_length(root, 'width')} {_length(root, 'height')}")
    return kept


def _length(root: ElementTree.Element, name: str) -> str:
    found = re.match(r"\d+(?:\.\d+)?", root.get(name, ""))
    if found is None:
        raise ValueError(f"this SVG has neither a viewBox nor a {name}")
    return found[0]


def _kept(element: ElementTree.Element, prefix: str) -> ElementTree.Element:
    kept = ElementTree.Element(element.tag.removeprefix(f"{{{_SVG}}}"), _attributes(element, prefix))
    kept.text, kept.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag.removeprefix(f"{{{_SVG}}}") in _ELEMENTS:
            kept.append(_kept(child, prefix))
    return kept


def _attributes(element: ElementTree.Element, prefix: str) -> dict[str, str]:
    """The attributes that only draw; a style is taken apart, since pages refuse inline styles."""
    given = [tuple(part.split(":", 1)) for part in element.get("style", "").split(";") if ":" in part]
    kept = {}
    for name, value in (*element.attrib.items(), *given):
        name, value = name.strip(), value.strip()
        if name not in _ATTRIBUTES or (name == "id" and not re.fullmatch(r"[\w.-]+", value)):
            continue
        value = prefix + value if name == "id" else _LOCAL.sub(rf"url(#{prefix}\1)", value)
        if "url(" not in _LOCAL.sub("", value):
            kept[name] = value
    return kept
