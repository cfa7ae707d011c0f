"""``chithi reorganise``: decisions from a file, carried out as a whole, refused by cell, undone as a whole."""

import datetime
import unicodedata

import pytest

from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.reorganise.actions import carry_out, undo
from chithi.reorganise.commands import reorganise_command
from chithi.reorganise.loading import read
from chithi.units.actions import Refused, change_unit, create_unit
from chithi.units.models import Reorganisation, Unit, UnitVersion
from chithi.units.queries import lineage, tree
from chithi.units.timeline import Facts

HEAD = "date,decision,change,from,to,share,function"
DAY, BEFORE = datetime.date(2024, 7, 1), datetime.date(2024, 6, 30)
NFD_NUMBER = unicodedata.normalize("NFD", "12/NQ-HĐND-TƯ")
pytestmark = pytest.mark.django_db


@pytest.fixture
def units(db):
    """A province with a district of three communes, and two communes that come on the day."""
    first = datetime.date(2010, 1, 1)
    made = {}
    for key, kind, parent, day in (
        ("tinh", "province", "", first),
        ("huyen", "district", "tinh", first),
        ("xa-a", "commune", "huyen", first),
        ("xa-b", "commune", "huyen", first),
        ("xa-c", "commune", "huyen", first),
        ("xa-moi", "commune", "tinh", DAY),
        ("xa-khac", "commune", "tinh", DAY),
    ):
        made[key] = create_unit(Facts(key.capitalize(), kind, parent), day, actor=Operator(), key=key)
    return made


def table(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


MERGER = (
    "2024-07-01,12/NQ,merge,xa-a,xa-moi,,",
    "2024-07-01,12/NQ,merge,xa-b,xa-moi,,",
    "2024-07-01,12/NQ,merge,xa-c,xa-khac,,",
    "2024-07-01,12/NQ,abolish,huyen,,,",
)


def do(*rows: str) -> Reorganisation:
    found = read(table(*rows), "nghi-quyet.csv")
    assert [str(p) for p in found.table.problems] == []
    return carry_out(found.coming.rows, "nghi-quyet.csv", actor=Operator())


def refused(*rows: str) -> list[str]:
    found = read(table(*rows), "a.csv")
    assert found.moved == []
    return [str(p) for p in found.table.problems]


def test_units_go_on_the_day_and_an_old_day_answers_as_it_did(units):
    do(*MERGER)
    assert [n.key for n in tree(DAY)] == ["tinh", "xa-khac", "xa-moi"]
    assert [n.key for n in tree(BEFORE)] == ["tinh", "huyen", "xa-a", "xa-b", "xa-c"]
    assert lineage().flow(units["xa-a"].pk, BEFORE, DAY).whole == units["xa-moi"].pk
    assert lineage().flow(units["huyen"].pk, BEFORE, DAY).is_lost
    assert Entry.objects.filter(verb="reorganise.carry_out", subject_id=units["xa-a"].pk).count() == 1


def test_what_stood_below_goes_below_the_one_that_follows(units):
    do("2024-07-01,12/NQ,merge,huyen,tinh,,")
    assert [n.key for n in tree(DAY).children(units["tinh"].pk)] == [
        "xa-a",
        "xa-b",
        "xa-c",
        "xa-khac",
        "xa-moi",
    ]


def test_the_same_file_again_changes_nothing(units):
    do(*MERGER)
    found = read(table(*MERGER), "a.csv")
    assert found.is_good
    assert found.coming is None
    assert len(found.done) == 4


def test_undone_everything_stands_as_before(units):
    before = list(UnitVersion.objects.order_by("pk").values())
    made = do(*MERGER)
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert list(UnitVersion.objects.order_by("pk").values()) == before
    assert not lineage()
    do(*MERGER)  # and it can be carried out again


def test_a_version_of_that_very_day_gives_way_and_comes_back(units):
    change_unit(units["xa-a"], Facts("Xa A mới", "commune", "huyen"), DAY, actor=Operator())
    made = do("2024-07-01,12/NQ,merge,huyen,tinh,,")
    assert tree(DAY).by_key("xa-a").parent_id == units["tinh"].pk
    undo(made, actor=Operator(), reason="nhập nhầm")
    assert tree(DAY).by_key("xa-a").parent_id == units["huyen"].pk
    assert tree(DAY).by_key("xa-a").name == "Xa A mới"


def test_it_is_not_undone_once_somebody_worked_on_its_units(units):
    made = do(*MERGER)
    change_unit(units["xa-moi"], Facts("Xã Mới", "commune", "tinh"), DAY, actor=Operator())
    with pytest.raises(Refused, match="Xã Mới"):
        undo(made, actor=Operator(), reason="nhập nhầm")
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_a_renaming_keeps_the_unit(units):
    do("2024-07-01,12/NQ,rename,xa-a,Phường A,,")
    assert tree(DAY).by_key("xa-a").name == "Phường A"
    assert tree(BEFORE).by_key("xa-a").name == "Xa-a"


@pytest.mark.parametrize(
    ("rows", "place", "words"),
    [
        (["2024-07-01,1/NQ,abolish,huyen,,,"], "E2", "xa-a"),
        (["2009-07-01,1/NQ,merge,xa-a,xa-b,,"], "D2", "01/01/2010"),
        ([MERGER[0], MERGER[0]], "D3", "2"),
        ([MERGER[0], "2024-07-01,12/NQ,merge,xa-a,xa-khac,,"], "D3", "2"),
        (["2024-07-01,1/NQ,merge,xa-a,xa-moi,,", "2024-08-01,1/NQ,merge,xa-b,xa-moi,,"], "B3", "01/07/2024"),
        (["2024-07-01,1/NQ,merge,xa-la,xa-moi,,"], "D2", "xa-la"),
        (["2024-07-01,1/NQ,merge,xa-a,xa-la,,"], "E2", "xa-la"),
        (["2024-07-01,1/NQ,merge,xa-a,xa-b,,", "2024-07-01,1/NQ,merge,xa-b,xa-a,,"], "E2", "xa-b"),
        (["2024-07-01,1/NQ,split,xa-a,xa-moi,,"], "C2", ""),
        (["2024-07-01,1/NQ,split,xa-a,xa-moi,1/2,", "2024-07-01,1/NQ,split,xa-a,xa-khac,1/3,"], "F2", ""),
        (["2024-07-01,1/NQ,split,xa-a,xa-moi,1/2,", "2024-07-01,1/NQ,split,xa-a,xa-khac,,"], "F3", ""),
        (["2024-07-01,1/NQ,merge,xa-a,xa-moi,3/0,"], "F2", "3/0"),
        (["2024-07-01,1/NQ,transfer,xa-a,xa-b,,"], "G2", ""),
        (["2024-07-01,1/NQ,transfer,xa-a,xa-b,,khong-co"], "G2", "khong-co"),
        (["2024-07-01,1/NQ,merge,xa-a,xa-b,,xa-khac"], "G2", "xa-khac"),
        (["2024-07-01,1/NQ,bien,xa-a,xa-b,,"], "C2", ""),
        (["hôm qua,1/NQ,merge,xa-a,xa-b,,"], "A2", ""),
        (["2024-07-01,,merge,xa-a,xa-b,,"], "B2", ""),
        (["2024-07-01,1/NQ,merge,tinh,huyen,,"], "E2", ""),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_cell(units, rows, place, words):
    said = refused(*rows)
    assert len(said) >= 1
    assert any(f"!{place}:" in line and words in line for line in said), said
    assert not Reorganisation.objects.exists()
    assert Unit.objects.count() == 7


def test_a_unit_that_was_given_away_is_not_given_away_again(units):
    do("2024-07-01,12/NQ,merge,xa-a,xa-moi,,")
    assert "01/07/2024" in "".join(refused("2024-07-01,13/NQ,merge,xa-a,xa-khac,,"))
    assert refused("2024-06-01,14/NQ,merge,xa-a,xa-b,,")
    assert refused("2024-05-01,15/NQ,merge,xa-b,xa-a,,", "2024-05-01,15/NQ,rename,xa-a,xa-c,,")


def test_what_received_something_later_is_not_given_away_before(units):
    do("2024-08-01,12/NQ,merge,xa-c,xa-b,,")
    assert refused("2024-07-15,13/NQ,merge,xa-b,xa-moi,,")


def test_the_same_split_with_other_shares_is_refused_not_passed_over(units):
    do("2024-07-01,12/NQ,split,xa-a,xa-moi,3/5,", "2024-07-01,12/NQ,split,xa-a,xa-khac,2/5,")
    assert refused("2024-07-01,12/NQ,split,xa-a,xa-moi,1/2,", "2024-07-01,12/NQ,split,xa-a,xa-khac,1/2,")


def test_a_second_press_carries_nothing_out_twice(units):
    found = read(table(*MERGER), "a.csv")
    carry_out(found.coming.rows, "a.csv", actor=Operator())
    with pytest.raises(Refused, match="trước"):
        carry_out(found.coming.rows, "a.csv", actor=Operator())
    assert Reorganisation.objects.count() == 1


def test_a_renaming_loaded_again_changes_nothing(units):
    do("2024-07-01,12/NQ,rename,xa-a,Phường A,,")
    assert read(table("2024-07-01,12/NQ,rename,xa-a,Phường A,,"), "a.csv").coming is None


def test_a_renaming_loaded_with_another_name_is_refused_not_passed_over(units):
    do("2024-07-01,12/NQ,rename,xa-a,Phường A,,")
    (said,) = refused("2024-07-01,12/NQ,rename,xa-a,Phường B,,")
    assert "!E2:" in said
    assert refused("2024-07-01,13/NQ,rename,xa-a,Phường B,,")


@pytest.mark.parametrize(
    "number", ["12/NQ-HĐND-TƯ".lower(), "12/NQ–HĐND–TƯ", "12 /NQ-HĐND-TƯ", "12/NQ-HDND-TU", NFD_NUMBER]
)
def test_one_number_of_a_decision_is_one_however_it_is_typed(units, number):
    do("2024-07-01,12/NQ-HĐND-TƯ,merge,xa-a,xa-moi,,")
    (said,) = refused(f"2024-08-01,{number},merge,xa-b,xa-moi,,")
    assert "!B2:" in said
    assert read(table(f"2024-07-01,{number},merge,xa-a,xa-moi,,"), "a.csv").done == [2]


def test_a_unit_that_is_abolished_and_renamed_is_refused_though_units_stand_below_it(units):
    rows = ("2024-07-01,1/NQ,abolish,huyen,,,", "2024-07-01,1/NQ,rename,huyen,Huyện mới,,")
    assert any("!C3:" in line for line in refused(*rows))


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("2024-07-01,1/NQ,abolish,xa-a,xa-a,,", "E2"),
        ("0001-01-01,1/NQ,merge,xa-a,xa-b,,", "A2"),
        (f"2024-07-01,{'x' * 61},merge,xa-a,xa-b,,", "B2"),
    ],
)
def test_what_nobody_meant_is_refused_by_cell(units, row, place):
    assert any(f"!{place}:" in line for line in refused(row))


def test_undoing_is_refused_where_another_act_moved_one_of_its_units(units):
    first = do("2024-06-01,11/NQ,rename,xa-a,Phường A,,")
    do("2024-07-01,12/NQ,merge,huyen,tinh,,")  # moves xa-a along
    with pytest.raises(Refused):
        undo(first, actor=Operator(), reason="nhập nhầm")


def test_a_look_from_the_command_line_ends_with_nothing_was_changed(cast, tmp_path, capsys):
    path = tmp_path / "nq.csv"
    path.write_bytes(table("2024-07-01,12/NQ,merge,xa-a1,xa-b1,,"))
    assert reorganise_command([str(path), "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Chưa thay đổi gì."
    assert not Reorganisation.objects.exists()
