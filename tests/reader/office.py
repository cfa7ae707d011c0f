"""Word files made of plans and saved by LibreOffice as PDF and HTML, as offices do."""

import os
import re
import shutil
import subprocess

import docx
import pytest

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def paragraphs(text):
    """The paragraphs of a plan whose lines may be wrapped; each recipient is one of its own."""
    text = text.replace("\r", "").replace("\u00a0", " ")
    if max(map(len, text.split("\n"))) >= 130:
        return text.split("\n")
    found, recipients = [], False
    for block in re.split(r"\n\s*\n", text):
        recipients = recipients or block.strip().startswith("Nơi nhận")
        found.extend(re.split(r"\n(?=\s*-)", block) if recipients else [block])
    return found


def as_word(text):
    """The plan as a Word document; a row of bars is a table without lines, as for a head."""
    made = docx.Document()
    made.styles["Normal"].font.name = "Liberation Serif"
    for paragraph in paragraphs(text):
        words = " ".join(paragraph.split())
        if words.startswith("|") and words.count("|") > 2 and set(words) - set("|- "):
            cells = words.strip("|").split("|")
            table = made.add_table(rows=1, cols=len(cells))
            for cell, said in zip(table.rows[0].cells, cells, strict=True):
                cell.text = said.strip()
        else:
            made.add_paragraph(words)
    return made


def convert(folder, kind):
    """All .docx of a folder as `kind` beside them; the user's own settings of LibreOffice are not touched."""
    environment = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
         "--outdir", str(folder), *map(str, sorted(folder.glob("*.docx")))],
        check=True, capture_output=True, timeout=180, env=environment,
    )  # fmt: skip
