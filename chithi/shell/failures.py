"""Why a file or the database did not answer, in the user's language."""

import errno

from django.db import DatabaseError
from django.utils.translation import gettext as _


def why(error: OSError) -> str:
    """A few words for what the operating system said."""
    known = {
        errno.ENOENT: _("there is no such file or folder"),
        errno.EACCES: _("you may not read or write it"),
        errno.EPERM: _("you may not read or write it"),
        errno.EROFS: _("it lies where nothing can be written"),
        errno.EISDIR: _("it is a folder"),
        errno.ENOTDIR: _("it lies below something that is no folder"),
        errno.ENOSPC: _("the disk is full"),
        errno.EEXIST: _("something of that name is there already"),
    }
    return known.get(error.errno or 0, error.strerror or str(error))


def file_failure(error: OSError) -> str:
    """One sentence about a file that could not be read or written."""
    return _("%(file)s: %(why)s.") % {"file": error.filename or "–", "why": why(error)}


def database_failure(error: DatabaseError) -> str:
    """One sentence about a database that is missing, not begun or does not answer."""
    said = str(error).strip().splitlines() or [""]
    return _(
        "The database is not ready (%(why)s). Check CHITHI_DATABASE_URL and CHITHI_HOME, "
        "then run “chithi init” or “chithi serve”."
    ) % {"why": said[0]}
