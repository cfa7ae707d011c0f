"""Everything of an installation in one file, and back.

A backup is a zip: ``manifest.json`` (version, migrations, rows per table, hash per member), ``tables/<label>.jsonl``
(one row per line, values as text, so that a backup of SQLite restores into PostgreSQL and the other way round) and
``attachments/<sha256>``. It is taken from one snapshot while the server runs; a restore checks the whole file
before it replaces anything, and replaces it in one transaction.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from chithi import __version__
from chithi.journal.actions import Actor, Operator, action, record
from chithi.journal.models import Entry
from chithi.shell.attachments import path_of
from chithi.shell.models import Attachment

SCHEMA = 1
# Made anew by migrate, or of no worth after a restore.
ATTACHMENT = re.compile(r"attachments/[0-9a-f]{64}")
LEFT_OUT = {"contenttypes", "auth", "sessions", "axes", "django_tasks_database"}


class BadArchive(ValueError):
    """The file is not restored; the message is one sentence that says why and what to do."""


def kept_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m._meta.app_label not in LEFT_OUT and m._meta.managed]


def migrations() -> list[str]:
    return sorted(
        f"{a}.{n}" for a, n in MigrationRecorder(connection).applied_migrations() if a not in LEFT_OUT
    )


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, the connection sees one moment of the database, while others go on writing."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    # Not atomic(): that begins IMMEDIATE and would keep everybody from writing. A deferred one only reads (WAL).
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def rows_of(model: type[models.Model]) -> Iterator[list[Any]]:
    fields = model._meta.concrete_fields
    query = model._base_manager.order_by("pk").values_list(*[f.attname for f in fields])
    for row in query.iterator(chunk_size=2000):
        yield [plain(value) for value in row]


def plain(value: Any) -> Any:
    """Text, numbers, lists and dictionaries stay; days, moments and UUIDs become text that ``to_python`` reads."""
    if value is None or isinstance(value, str | int | float | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def backup(path: Path) -> dict[str, int]:
    """Write the archive; returns rows and attachments. The file appears only when it is whole."""
    part = path.with_name(path.name + ".part")
    try:
        written = write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def write(part: Path) -> dict[str, int]:
    manifest: dict[str, Any] = {
        "schema": SCHEMA,
        "version": __version__,
        "made_at": timezone.now().isoformat(),
    }
    members: dict[str, str] = {}
    counts: dict[str, int] = {}
    with snapshot(), zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        manifest["migrations"] = migrations()
        for model in kept_models():
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(model))
            name = f"tables/{model._meta.label_lower}.jsonl"
            members[name], counts[model._meta.label_lower] = write_lines(archive, name, lines)
        files = list(Attachment.objects.order_by("pk").values_list("sha256", flat=True))
        for sha256 in files:
            archive.write(path_of(sha256), f"attachments/{sha256}")
            members[f"attachments/{sha256}"] = sha256
        manifest["rows"], manifest["members"] = counts, members
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    part.chmod(0o600)
    return {"rows": sum(counts.values()), "attachments": len(files)}


def write_lines(archive: zipfile.ZipFile, name: str, lines: Iterator[str]) -> tuple[str, int]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w") as member:
        for count, line in enumerate(lines, 1):  # noqa: B007 - counted for the manifest
            digest.update(data := line.encode())
            member.write(data)
    return digest.hexdigest(), count


def check(path: Path) -> dict[str, Any]:
    """The manifest of a whole and fitting archive; raises ``BadArchive`` otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            for name, expected in manifest["members"].items():
                kept = name.removeprefix("attachments/") if ATTACHMENT.fullmatch(name) else expected
                if not hash_of(archive, name) == expected == kept:
                    raise BadArchive(
                        _("%(file)s: %(member)s is damaged; use another backup.")
                        % {"file": path, "member": name}
                    )
    except FileNotFoundError:
        raise BadArchive(_("%(file)s: there is no such file.") % {"file": path}) from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        if isinstance(error, BadArchive):
            raise
        raise no_backup(path) from None
    if manifest.get("schema") != SCHEMA or manifest["migrations"] != migrations():
        raise BadArchive(
            _(
                "%(file)s: made by chithi %(theirs)s, this is %(ours)s; restore with that version, then upgrade."
            )
            % {"file": path, "theirs": manifest.get("version"), "ours": __version__}
        )
    tables = {f"tables/{model._meta.label_lower}.jsonl" for model in kept_models()}
    if {name for name in manifest["members"] if not ATTACHMENT.fullmatch(name)} != tables:
        raise no_backup(path)
    return dict(manifest)


def no_backup(path: Path) -> BadArchive:
    return BadArchive(_("%(file)s: this is no whole backup of chithi; use another one.") % {"file": path})


def hash_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def restore(path: Path) -> dict[str, int]:
    """Replace everything by the archive's content, after checking it whole; returns rows and attachments.

    A database in which nothing stands yet is prepared first: a new machine needs nothing but this.
    """
    if not migrations():
        call_command("migrate", interactive=False, verbosity=0)
    manifest = check(path)
    with zipfile.ZipFile(path) as archive:
        files = [n.removeprefix("attachments/") for n in manifest["members"] if n.startswith("attachments/")]
        for sha256 in files:
            put_back(sha256, archive.read(f"attachments/{sha256}"))
        with refusing_bad_rows(path):
            replace(archive, path.name, str(manifest.get("made_at")), actor=Operator())
    return {"rows": sum(manifest["rows"].values()), "attachments": len(files)}


@action("keeping.restore")
def replace(archive: zipfile.ZipFile, name: str, made_at: str, *, actor: Actor) -> None:
    """Every row as it was, and one entry in the journal that came back: by whom and from which file."""
    newest = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    for model in kept_models():
        model._base_manager.all()._raw_delete("default")
    for model in kept_models():
        fill(model, archive)
    reset_sequences()
    record(actor, None, name=name, old={"at": newest}, new={"at": made_at})


@contextmanager
def refusing_bad_rows(path: Path) -> Iterator[None]:
    """Rows that do not fit their tables are found on the way in; the transaction takes everything back."""
    try:
        yield
    except (ValueError, TypeError, KeyError, ValidationError, IntegrityError, DataError) as error:
        raise no_backup(path) from error


def put_back(sha256: str, data: bytes) -> None:
    path = path_of(sha256)
    if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.chmod(0o600)
    part.replace(path)


def fill(model: type[models.Model], archive: zipfile.ZipFile) -> None:
    """Insert the rows of one table as they were: no ``save``, no ``auto_now``."""
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(f.column)) for f in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    with archive.open(f"tables/{model._meta.label_lower}.jsonl") as member, connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for line in io.TextIOWrapper(member, "utf-8"):
            batch.append([prepared(f, v) for f, v in zip(fields, json.loads(line), strict=True)])
            if len(batch) == 1000:
                cursor.executemany(statement, batch)
                batch.clear()
        if batch:
            cursor.executemany(statement, batch)


def prepared(field: models.Field, value: Any) -> Any:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    value = value if isinstance(target, models.JSONField) else target.to_python(value)
    return field.get_db_prep_save(value, connection)


def reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), kept_models()):
            cursor.execute(statement)
