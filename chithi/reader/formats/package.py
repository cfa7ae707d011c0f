"""The zip of a .docx, opened with care: size and ratio are checked before anything is inflated."""

from __future__ import annotations

import io
import zipfile
import zlib

from chithi.reader.errors import UnreadableError

MAX_UNPACKED = 120 * 1024 * 1024  # of the whole package
MAX_PART = 60 * 1024 * 1024  # of one XML part
MAX_RATIO = 150  # plain Word XML packs some 10:1, long tables some 40:1
RATIO_FROM = 4 * 1024 * 1024  # small parts may pack as they like
MAX_MEMBERS = 5000


class Package:
    """The parts of a Word document by name. Raises `UnreadableError` for all that is none."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise UnreadableError("damaged") from None
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNPACKED:
            raise UnreadableError("zip_bomb")
        for info in infos:
            packed = max(1, info.compress_size)
            if info.file_size > RATIO_FROM and info.file_size / packed > MAX_RATIO:
                raise UnreadableError("zip_bomb")
            if info.flag_bits & 1:
                raise UnreadableError("encrypted")
        self._names = {info.filename: info for info in infos}
        if "word/document.xml" not in self._names:
            raise UnreadableError("not_docx")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, or None where the package has none of that name."""
        info = self._names.get(name)
        if info is None:
            return None
        if info.file_size > MAX_PART:
            raise UnreadableError("zip_bomb")
        try:
            with self._zip.open(info) as handle:
                data = handle.read(info.file_size + 1)  # the directory may lie about the size
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            raise UnreadableError("damaged") from None
        if len(data) > info.file_size:
            raise UnreadableError("zip_bomb")
        # Word never writes a document type; one could define entities that swell or read other files.
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\x00!\x00D\x00O\x00C\x00T" in data:
            raise UnreadableError("unsafe_xml")
        return data
