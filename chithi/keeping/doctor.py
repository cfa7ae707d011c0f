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
from django.utils.translation import gettext as _
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
        findings.append(
            Finding(
                False,
                _("The database does not answer: %(why)s") % {"why": str(error).strip().splitlines()[0]},
            )
        )
    return [*findings, mail(), hosts(), font()]


def key() -> Finding:
    if os.environ.get("CHITHI_SECRET_KEY"):
        return Finding(
            len(settings.SECRET_KEY) >= 32,
            _("The secret key comes from CHITHI_SECRET_KEY (32 characters at least)."),
        )
    path = settings.HOME / "secret.key"
    safe = path.exists() and not path.stat().st_mode & 0o077
    return Finding(safe, _("The secret key stands in %(path)s, readable by its owner only.") % {"path": path})


def home() -> Finding:
    return Finding(
        os.access(settings.HOME, os.W_OK),
        _("The home folder %(path)s can be written.") % {"path": settings.HOME},
    )


def room() -> Finding:
    free = shutil.disk_usage(settings.HOME).free if settings.HOME.exists() else 0
    return Finding(
        free > ROOM_NEEDED,
        _("%(free)s MB are free in the home folder (1024 are wanted).") % {"free": free // 1024**2},
    )


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if connection.vendor != "sqlite":
            return Finding(True, _("PostgreSQL answers."))
        cursor.execute("PRAGMA quick_check")
        sound = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    return Finding(
        sound == "ok" and mode == "wal",
        _("SQLite is sound (%(sound)s) and in WAL mode (%(mode)s).") % {"sound": sound, "mode": mode},
    )


def migrated() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Finding(
        not waiting, _("%(count)s migrations wait (chithi serve runs them).") % {"count": len(waiting)}
    )


def begun() -> Finding:
    here = installation()
    if here is None:
        return Finding(False, _("There is no province yet: run chithi init (or chithi demo to look around)."))
    if here.is_demonstration:
        return Finding(
            True,
            _("%(name)s is a demonstration: its passwords are printed, keep it off the network.")
            % {"name": here.name},
        )
    return Finding(True, _("This is the installation of %(name)s.") % {"name": here.name})


def people() -> Finding:
    silent = User.objects.filter(is_active=True, email="").count()
    return Finding(
        silent == 0,
        _("%(count)s accounts have no e-mail address and cannot be reminded.") % {"count": silent},
    )


def attachments() -> Finding:
    lost = [a.name for a in Attachment.objects.all().iterator() if not path_of(a.sha256).exists()]
    return Finding(
        not lost,
        _("%(count)s attachments are missing on the disk%(names)s.")
        % {"count": len(lost), "names": ": " + ", ".join(lost[:5]) if lost else ""},
    )


def worker() -> Finding:
    old = DBTaskResult.objects.filter(
        status="READY", enqueued_at__lt=timezone.now() - timedelta(minutes=10)
    ).count()
    return Finding(
        old == 0,
        _("%(count)s pieces of background work have waited over ten minutes (chithi serve runs the worker).")
        % {"count": old},
    )


def mail() -> Finding:
    if "filebased" in settings.EMAIL_BACKEND:
        return Finding(
            False,
            _("No mail server: letters are only kept in %(folder)s. Set CHITHI_EMAIL_URL.")
            % {"folder": settings.HOME / "outbox"},
        )
    return Finding(True, _("Mail goes through the server of CHITHI_EMAIL_URL."))


def hosts() -> Finding:
    return Finding(
        "*" not in settings.ALLOWED_HOSTS,
        _("Addresses that are answered: %(hosts)s.") % {"hosts": ", ".join(settings.ALLOWED_HOSTS)},
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
        _("Fonts for papers on this machine: %(fonts)s.") % {"fonts": ", ".join(known)}
        if known
        else _("This machine has neither Times New Roman nor Liberation Serif for papers."),
    )
