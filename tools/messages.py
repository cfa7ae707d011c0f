"""Catalogues: collects what each room says on screen into its Vietnamese catalogue, and says what is missing.

    python -m tools.messages [ROOM ...]     update the catalogues (all rooms, or those named)
    python -m tools.messages --check        change nothing, list what is not translated, exit 1 if anything

Source words are English; ``chithi/<room>/locale/vi/LC_MESSAGES/django.po`` holds the Vietnamese. Modules outside
the rooms (navigation, access) belong to ``shell``. Babel does the work: no gettext programs are needed.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "chithi"
PO = "locale/vi/LC_MESSAGES/django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
    "_": None,
}


def rooms() -> list[str]:
    return sorted(p.name for p in PACKAGE.iterdir() if (p / "apps.py").exists())


def sources(room: str) -> list[Path]:
    files = [p for p in (PACKAGE / room).rglob("*") if p.suffix in (".py", ".html", ".txt")]
    if room == "shell":
        files += PACKAGE.glob("*.py")
    return sorted(p for p in files if "migrations" not in p.parts and "locale" not in p.parts)


def found_in(path: Path) -> list[tuple[int, object]]:
    """(line, message or plural pair) of every marked string in a source file or template."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        if "{%" not in text:
            return []
        from django.utils.translation.template import templatize

        text = templatize(text, origin=str(path))
    words = [k for k, v in KEYWORDS.items()]
    return [
        (line, message, function)
        for line, function, message, _comments in extract_python(
            io.BytesIO(text.encode()), words, [], {"encoding": "utf-8"}
        )
    ]


def template(room: str) -> Catalog:
    """Everything a room says, in the order of its files."""
    catalog = Catalog(project="chithi", charset="utf-8")
    for path in sources(room):
        place = str(path.relative_to(ROOT))
        for line, message, function in found_in(path):
            context = None
            if isinstance(message, tuple):
                parts = [m for m in message if m is not None]
                if function and function.startswith("pgettext"):
                    context, message = parts[0], parts[1]
                elif function and "ngettext" in function:
                    message = (parts[0], parts[1])
                else:
                    message = parts[0]
            if message:
                catalog.add(message, locations=[(place, line)], context=context)
    return catalog


def updated(room: str) -> Catalog:
    path = PACKAGE / room / PO
    catalog = Catalog(locale="vi", project="chithi", charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale="vi", charset="utf-8")
    catalog.update(template(room), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False  # a fuzzy catalogue is not compiled
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    def empty(message: object) -> bool:
        string = message.string  # type: ignore[attr-defined]
        return not (all(string) if isinstance(string, tuple) else string) or message.fuzzy  # type: ignore[attr-defined]

    return [str(m.id) for m in catalog if m.id and empty(m)]


def main(argv: list[str]) -> int:
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=True)
    check = "--check" in argv
    missing = 0
    for room in [a for a in argv if not a.startswith("-")] or rooms():
        catalog = updated(room)
        if not len(catalog):
            continue
        for message in untranslated(catalog):
            missing += 1
            print(f"{room}: {message!r}")  # noqa: T201
        if not check:
            path = PACKAGE / room / PO
            path.parent.mkdir(parents=True, exist_ok=True)
            out = io.BytesIO()
            catalog.header_comment = "# What this room says, in Vietnamese."
            write_po(out, catalog, width=110, sort_by_file=False, omit_header=False, include_lineno=False)
            lines = out.getvalue().decode().splitlines(keepends=True)
            path.write_text(
                "".join(
                    x
                    for x in lines
                    if not x.startswith(
                        (
                            '"POT-Creation',
                            '"PO-Revision',
                            '"Generated',
                            '"Report-Msgid',
                            '"Last-Translator',
                            '"Language-Team',
                        )
                    )
                )
            )
    return 1 if check and missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
