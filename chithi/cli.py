"""The command line: one table of commands, each a function of the room that does the work.

A room's ``commands.py`` holds plain functions ``(argv) -> exit code``: 0 done, 1 the check failed,
2 bad input or usage. Only the room that is called is imported, so that ``chithi read`` starts at once.
"""

import importlib
import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    where: str
    help: str
    django: bool = True


COMMANDS = {
    "read": Command("chithi.reader.commands:read_command", "read a plan document", django=False),
    "demo": Command("chithi.demo.commands:demo_command", "fill an empty database with a made-up province"),
    "consolidate": Command("chithi.steering.commands:consolidate_command", "write the consolidated report"),
    "verify": Command("chithi.steering.commands:verify_command", "check frozen reports and attachments"),
    "backup": Command(
        "chithi.keeping.commands:backup_command", "everything in one file, while the server runs"
    ),
    "restore": Command("chithi.keeping.commands:restore_command", "replace everything by a backup"),
    "doctor": Command(
        "chithi.keeping.commands:doctor_command", "what is missing or unsafe here, in plain words"
    ),
    "init": Command("chithi.start:init_command", "start a real, empty province"),
    "template": Command("chithi.sheets.commands:template_command", "write a workbook to be filled in"),
    "load": Command(
        "chithi.sheets.commands:load_command", "load units, users, figures from a workbook or CSV"
    ),
    "reorganise": Command(
        "chithi.reorganise.commands:reorganise_command", "carry out decisions that change units"
    ),
    "directory": Command(
        "chithi.units.commands:directory_command",
        "the country's units before and after 1 July 2025, as files",
    ),
    "indicators": Command("chithi.figures.commands:indicators_command", "the catalogue of indicators"),
    "registers": Command("chithi.sheets.commands:registers_command", "the catalogue of registers"),
    "series": Command("chithi.figures.commands:series_command", "the series of an indicator as CSV"),
    "roadmap": Command("chithi.leadership.commands:roadmap_command", "how many women to appoint, and when"),
    "import": Command("chithi.plans.commands:import_command", "put a plan into the database as a draft"),
    "serve": Command("chithi.serving:serve_command", "serve the pages and run the background work"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {command.help}" for name, command in COMMANDS.items()]
    return "\n".join(["usage: chithi COMMAND [options]", "", *lines, "", "chithi COMMAND --help says more."])


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or argv[0] in ("-h", "--help"):
        print(usage())
        return 0 if argv else 2
    command = COMMANDS.get(argv[0])
    if command is None:
        print(f"chithi: there is no command {argv[0]!r}\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        return with_django(command, argv[1:]) if command.django else called(command, argv[1:])
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130


def called(command: Command, argv: list[str]) -> int:
    """The command's own exit code; argparse leaves by ``SystemExit``."""
    module, _, function = command.where.partition(":")
    try:
        return int(getattr(importlib.import_module(module), function)(argv))
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2 if stop.code else 0


def with_django(command: Command, argv: list[str]) -> int:
    """Settings, database and files may fail in any command: one sentence and exit code 2, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chithi.settings")
    try:
        importlib.import_module("django").setup()
        importlib.import_module("django.conf").settings.HOME.mkdir(parents=True, exist_ok=True)
    except SystemExit as stop:  # settings refuse a value
        return refused(str(stop.code))
    except OSError as error:  # before there are catalogues of words
        return refused(f"CHITHI_HOME: không ghi được {error.filename} ({error.strerror}).")
    database = importlib.import_module("django.db")
    failures = importlib.import_module("chithi.shell.failures")
    try:
        return called(command, argv)
    except BrokenPipeError:
        raise
    except OSError as error:
        return refused(failures.file_failure(error))
    except (database.IntegrityError, database.DataError):
        raise  # a mistake of ours, not of the installation
    except database.DatabaseError as error:
        return refused(failures.database_failure(error))


def refused(sentence: str) -> int:
    print(f"chithi: {sentence}", file=sys.stderr)
    return 2
