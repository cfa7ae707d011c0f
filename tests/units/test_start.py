import re

import pytest

from chithi.accounts.models import User
from chithi.figures.models import Indicator
from chithi.journal.models import Entry
from chithi.shell.models import installation
from chithi.start import init_command, split_name
from chithi.units.models import Group
from chithi.units.queries import directory, tree

pytestmark = pytest.mark.django_db


def test_a_province_starts_empty_with_a_link_groups_and_indicators(client, capsys):
    assert init_command(["--province", "Hà Nam", "--admin", "QuanTri"]) == 0
    link = re.search(r"/accounts/invitation/\S+/", capsys.readouterr().out).group()
    assert client.get(link).status_code == 200
    (top,) = tree()
    assert (top.key, top.name, top.kind) == ("ha-nam", "Ủy ban nhân dân tỉnh Hà Nam", "province")
    assert installation().name == "Tỉnh Hà Nam"
    assert User.objects.get().has_perm("units.change", None)
    assert directory().match("UBND tỉnh Hà Nam").id == top.id
    assert Group.objects.count() >= 7
    assert Indicator.objects.count() >= 15
    assert {e.actor_name for e in Entry.objects.all()} == {"chithi (dòng lệnh)"}


def test_a_second_start_is_refused_and_changes_nothing(capsys):
    assert init_command(["--province", "Hà Nam", "--admin", "quantri"]) == 0
    assert init_command(["--province", "Ninh Bình", "--admin", "khac"]) == 2
    assert "Hà Nam" in capsys.readouterr().err
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "options", [["--province", "Hà Nam", "--admin", "Quản trị"], ["--province", "  ", "--admin", "a"]]
)
def test_a_bad_name_is_refused(options, capsys):
    assert init_command(options) == 2
    assert capsys.readouterr().err
    assert installation() is None


@pytest.mark.parametrize(
    ("given", "level", "place"),
    [
        ("Hà Nam", "tỉnh", "Hà Nam"),
        ("tỉnh  Hà Nam", "tỉnh", "Hà Nam"),
        ("Thành phố Huế", "thành phố", "Huế"),
        ("Xã An Bình", "xã", "An Bình"),
    ],
)
def test_the_level_is_read_from_the_name(given, level, place):
    assert split_name(given) == (level, place)
