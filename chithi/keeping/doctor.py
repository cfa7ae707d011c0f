"""What is missing or unsafe in this installation, in plain words."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from chithi.accounts.models import User
from chithi.shell.attachments import path_of
from chithi.shell.models import Attachment, installation

ROOM_NEEDED = 1024**3
"""Bytes that should be free in the home folder."""


@dataclass(frozen=True)
class Finding:
    good: bool
    words: str


def examine() -> list[Finding]:
    """Every check in the order in which one would mend things; a broken database ends the list."""
    findings = [key(), home(), room()]
    try:
        findings += [database(), migrated()]
        if findings[-1].good:
            findings += [begun(), people(), attachments(), worker()]
    except DatabaseError as error:
        findings.append(Finding(False, f"The database does not answer: {error}"))
    return [*findings, mail(), hosts(), font()]


def key() -> Finding:
    if os.environ.get("CHITHI_SECRET_KEY"):
        return Finding(
            len(settings.SECRET_KEY) >= 32,
            "The secret key comes from CHITHI_SECRET_KEY (32 characters at least).",
        )
    path = settings.HOME / "secret.key"
    safe = path.exists() and not path.stat().st_mode & 0o077
    return Finding(safe, f"The secret key stands in {path}, readable by its owner only.")


def home() -> Finding:
    return Finding(os.access(settings.HOME, os.W_OK), f"The home folder {settings.HOME} can be written.")


def room() -> Finding:
    free = shutil.disk_usage(settings.HOME).free if settings.HOME.exists() else 0
    return Finding(free > ROOM_NEEDED, f"{free // 1024**2} MB are free in the home folder (1024 are wanted).")


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor != "sqlite":
            return Finding(True, "PostgreSQL answers.")
        cursor.execute("PRAGMA quick_check")
        sound = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    return Finding(sound == "ok" and mode == "wal", f"SQLite is sound ({sound}) and in WAL mode ({mode}).")


def migrated() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding(not waiting, f"{len(waiting)} migrations wait (chithi serve runs them).")


def begun() -> Finding:
    here = installation()
    if here is None:
        return Finding(False, "There is no province yet: run chithi init (or chithi demo to look around).")
    if here.is_demonstration:
        return Finding(
            True, f"{here.name} is a demonstration: its passwords are printed, keep it off the network."
        )
    return Finding(True, f"This is the installation of {here.name}.")


def people() -> Finding:
    silent = User.objects.filter(is_active=True, email="").count()
    return Finding(silent == 0, f"{silent} accounts have no e-mail address and cannot be reminded.")


def attachments() -> Finding:
    lost = [a.name for a in Attachment.objects.all().iterator() if not path_of(a.sha256).exists()]
    return Finding(
        not lost,
        f"{len(lost)} attachments are missing on the disk{': ' + ', '.join(lost[:5]) if lost else ''}.",
    )


def worker() -> Finding:
    old = DBTaskResult.objects.filter(
        status="READY", enqueued_at__lt=timezone.now() - timedelta(minutes=10)
    ).count()
    return Finding(
        old == 0,
        f"{old} pieces of background work have waited over ten minutes (chithi serve runs the worker).",
    )


def mail() -> Finding:
    if "filebased" in settings.EMAIL_BACKEND:
        return Finding(
            False,
            f"No mail server: letters are only kept in {settings.HOME / 'outbox'}. Set CHITHI_EMAIL_URL.",
        )
    return Finding(True, "Mail goes through the server of CHITHI_EMAIL_URL.")


def hosts() -> Finding:
    return Finding(
        "*" not in settings.ALLOWED_HOSTS,
        f"Addresses that are answered: {', '.join(settings.ALLOWED_HOSTS)}.",
    )


def font() -> Finding:
    """Papers are set in Times New Roman; Liberation Serif has the same widths."""
    try:
        fonts = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=20).stdout
    except (OSError, subprocess.TimeoutExpired):
        fonts = ""
    known = [f for f in ("Times New Roman", "Liberation Serif") if f in fonts]
    return Finding(
        True,
        f"Fonts for papers on this machine: {', '.join(known) or 'none of Times New Roman, Liberation Serif'}.",
    )
