"""Keeping files: checked by content, stored under their hash, never served by address."""

import hashlib
import io
import secrets
import zipfile
from pathlib import Path

from django.conf import settings
from django.http import FileResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from chithi.shell.models import Attachment

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "html": "application/octet-stream",  # saved, never shown: it may hold scripts
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


class RefusedFile(ValueError):
    """A file that is not kept; the message is one sentence for the user."""


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file by its bytes, ``""`` where it is none that is kept."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith((b"II*\x00", b"MM\x00*")):
        return "tif"
    if data.startswith(b"PK\x03\x04"):
        return kind_of_package(data)
    suffix = Path(name).suffix.lower()
    if suffix in (".html", ".htm") or data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "html"
    if (
        suffix in (".csv", ".txt", ".md")
        and b"\x00" not in data
        and not data.startswith((b"MZ", b"\x7fELF", b"#!"))
    ):
        return "csv" if suffix == ".csv" else "txt"
    return ""


def kind_of_package(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        return ""
    if any(name.endswith("vbaProject.bin") for name in names):
        return ""
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else ""


def keep(data: bytes, name: str, kinds: tuple[str, ...] = tuple(TYPES)) -> Attachment:
    """Store a file once and return its row; raises ``RefusedFile`` with a sentence that says what to do."""
    if not data:
        raise RefusedFile(_("The file “%(name)s” is empty. Choose another one.") % {"name": name})
    if len(data) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1024 // 1024
        raise RefusedFile(
            _("The file “%(name)s” is larger than %(limit)s MB. Save a smaller one.")
            % {"name": name, "limit": limit}
        )
    kind = kind_of(data, name)
    if kind not in kinds:
        raise RefusedFile(
            _("The file “%(name)s” is not one of these kinds: %(kinds)s. Save it as one of them.")
            % {"name": name, "kinds": ", ".join(kinds)}
        )
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{secrets.token_hex(8)}.part")  # the same file may come twice at once
        part.write_bytes(data)
        part.chmod(0o600)
        part.replace(path)
    kept, _new = Attachment.objects.get_or_create(
        sha256=digest, defaults={"size": len(data), "kind": kind, "name": Path(name).name[:200]}
    )
    return kept


def path_of(sha256: str) -> Path:
    return Path(settings.HOME, "attachments", sha256[:2], sha256)


def read(attachment: Attachment) -> bytes:
    return path_of(attachment.sha256).read_bytes()


def download(attachment: Attachment, name: str = "") -> FileResponse:
    """A response that saves the file; the caller has checked the right to it."""
    response = FileResponse(path_of(attachment.sha256).open("rb"), content_type=TYPES[attachment.kind])
    response["Content-Disposition"] = str(content_disposition_header(True, name or attachment.name))
    return response
