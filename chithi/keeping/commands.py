"""``chithi backup``, ``chithi restore`` and ``chithi doctor``."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from chithi.keeping import archive, doctor
from chithi.shell.failures import file_failure


def backup_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi backup", description="Everything in one file, while the server runs."
    )
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    file: Path = options.file
    if not file.parent.is_dir():
        return refuse("backup", _("There is no folder %(folder)s.") % {"folder": file.parent})
    if file.is_dir():
        return refuse("backup", _("%(file)s is a folder; name a file in it.") % {"file": file})
    try:
        counts = archive.backup(file)
    except OSError as error:
        return refuse("backup", file_failure(error))
    print(_("%(file)s: %(rows)s rows, %(attachments)s attachments") % {"file": file, **counts})
    return 0


def restore_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi restore", description="Replace everything by a backup, after checking it whole."
    )
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    try:
        counts = archive.restore(options.file)
    except archive.BadArchive as error:
        return refuse("restore", str(error))
    print(
        _("%(file)s: %(rows)s rows, %(attachments)s attachments are back") % {"file": options.file, **counts}
    )
    return 0


def doctor_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi doctor", description="What is missing or unsafe here, in plain words."
    )
    parser.parse_args(argv)
    findings = doctor.examine()
    good, look = _("ok  "), _("LOOK")
    for finding in findings:
        print(f"{good if finding.good else look}  {finding.words}")
    return 0 if all(f.good for f in findings) else 1


def refuse(command: str, sentence: str) -> int:
    print(f"chithi {command}: {sentence}", file=sys.stderr)
    return 2
