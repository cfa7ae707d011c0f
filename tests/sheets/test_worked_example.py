"""The register that docs/registers.md works out is built from the page as it stands, passes the shared tests and is
taken away again."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.db import connection

from chithi.figures.derived import Derived, derive
from chithi.figures.periods import parse_period
from chithi.journal.words import KEYS
from chithi.sheets import catalogue
from chithi.sheets.loading import LOADERS
from tests.registers import RegisterTests

PAGE = Path(__file__).resolve().parents[2] / "docs" / "registers.md"


def code() -> str:
    """The one block of Python on the page."""
    [block] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    return str(block)


@pytest.fixture(scope="module", autouse=True)
def media(django_db_setup, django_db_blocker):
    """The register, with its table, for the tests of this file; after them nobody knows of it."""
    keys, models = set(KEYS), set(apps.all_models["records"])
    made = ModuleType("chithi.records.media")
    with django_db_blocker.unblock():
        exec(compile(code(), str(PAGE), "exec"), made.__dict__)
        with connection.schema_editor() as editor:
            editor.create_model(made.MediaItem)
        catalogue.add(made.REGISTER)
        yield made
        del catalogue.REGISTERS["media-items"], catalogue.LISTINGS["media-items"], LOADERS["media-items"]
        for key in set(KEYS) - keys:
            del KEYS[key]
        with connection.schema_editor() as editor:
            editor.delete_model(made.MediaItem)
    for name in set(apps.all_models["records"]) - models:
        del apps.all_models["records"][name]
    apps.clear_cache()


def test_it_is_shorter_than_sixty_lines():
    assert len(code().splitlines()) < 60


class TestMediaItems(RegisterTests):
    name = "media-items"
    typed = {
        "title": "Phụ nữ Bình Sơn làm kinh tế giỏi",
        "kind": "broadcast",
        "unit": "so-yt",
        "outlet": "Đài Phát thanh và Truyền hình tỉnh",
        "day": "08/03/2024",
        "minutes": "15",
    }
    changed = {"outlet": "Báo tỉnh", "minutes": "20"}
    bulk = ("kind", "article")
    wrong = {"title": "", "day": "08/13/2024", "kind": "không rõ", "minutes": "mười", "unit": "không có"}

    def test_its_measure_counts(self):
        self.make(), self.make(**self.second())
        unit = self.cast.units["so-yt"].pk
        assert derive(parse_period("2024"), codes=["media-items"]) == {
            ("media-items", unit, "", "", "_T"): Derived(2, 2)
        }
