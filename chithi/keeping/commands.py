"""``chithi backup``, ``chithi restore`` and ``chithi doctor``."""

import argparse
import sys
from pathlib import Path

from chithi.keeping import archive, doctor


def backup_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi backup", description="Everything in one file, while the server runs."
    )
    parser.add_argument("file", type=Path)
    options = parser.parse_args(argv)
    if not options.file.parent.is_dir():
        print(f"chithi backup: there is no folder {options.file.parent}", file=sys.stderr)
        return 2
    counts = archive.backup(options.file)
    print(f"{options.file}: {counts['rows']} rows, {counts['attachments']} attachments")
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
        print(f"chithi restore: {error}", file=sys.stderr)
        return 2
    print(f"{options.file}: {counts['rows']} rows, {counts['attachments']} attachments are back")
    return 0


def doctor_command(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="chithi doctor", description="What is missing or unsafe here, in plain words."
    )
    parser.parse_args(argv)
    findings = doctor.examine()
    for finding in findings:
        print(f"{'ok  ' if finding.good else 'LOOK'}  {finding.words}")
    return 0 if all(f.good for f in findings) else 1
