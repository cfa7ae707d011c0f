import datetime

import pytest

from chithi.accounts.models import User
from chithi.journal.actions import Operator
from chithi.journal.models import Entry
from chithi.sheets.loading import LOADERS, load
from chithi.units.models import Role, Unit, UnitAlias, UnitVersion
from chithi.units.queries import tree
from tests.cast import make_person

HEAD = "key,name,kind,parent,code,valid_from,valid_to,aliases\n"


def load_units(text, head=HEAD, actor=None, **options):
    return load(LOADERS["units"], (head + text).encode(), "units.csv", actor=actor or Operator(), **options)


def said(outcome):
    return [p.address for p in outcome.problems]


def count():
    return Unit.objects.count(), UnitVersion.objects.count(), UnitAlias.objects.count(), Entry.objects.count()


def day(year, month=1, date=1):
    return datetime.date(year, month, date)


def test_units_come_in_with_parents_later_in_the_file(cast):
    outcome = load_units(
        "xa-moi,UBND xã Mới,commune,huyen-moi,123,2020-01-01,,UBND xã M|Xã Mới\n"
        "huyen-moi,UBND huyện Mới,district,,,2016-05-01,,\n"
    )
    assert (said(outcome), outcome.created) == ([], 2)
    now = tree()
    assert now.by_key("xa-moi").code == "123"
    assert now[now.by_key("xa-moi").parent_id].key == "huyen-moi"
    assert now[now.by_key("huyen-moi").parent_id].key == "tinh"
    assert now.by_key("xa-moi").aliases == ("UBND xã M", "Xã Mới")
    assert tree(day(2019)).by_key("xa-moi") is None
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_name, entry.new["created"]) == ("sheets.load", "chithi (dòng lệnh)", 2)


def test_the_same_file_again_changes_nothing(cast):
    text = "so-tc,Sở Tài chính,department,,,,,Sở TC\nso-cu,Sở Cũ,department,,,2016-01-01,2020-12-31,\n"
    load_units(text)
    before = count()
    outcome = load_units(text)
    assert (outcome.created, outcome.changed, outcome.unchanged) == (0, 0, 2)
    assert outcome.is_loaded
    assert count() == before


def test_a_new_name_from_a_later_day_is_a_new_version(cast):
    outcome = load_units("so-yt,Sở Y tế và Dân số,department,,,2025-03-01,,\n")
    assert (outcome.created, outcome.changed) == (0, 1)
    assert tree(day(2025, 2, 28)).by_key("so-yt").name == "Sở Y tế"
    assert tree(day(2025, 3, 1)).by_key("so-yt").name == "Sở Y tế và Dân số"


def test_another_name_from_the_same_day_corrects_that_version(cast):
    load_units("so-yt,Sở Y Tế,department,,,2015-01-01,,\n")
    assert list(UnitVersion.objects.filter(unit__key="so-yt").values_list("name", flat=True)) == ["Sở Y Tế"]
    assert Entry.objects.get().old["rows"] == {"2 Sở Y Tế (so-yt)": {"name": "Sở Y tế"}}


def test_a_unit_ends_after_its_last_valid_day(cast):
    load_units("so-yt,Sở Y tế,department,,,2015-01-01,2025-02-28,\n")
    assert tree(day(2025, 2, 28)).by_key("so-yt") is not None
    assert tree(day(2025, 3, 1)).by_key("so-yt") is None


def test_versions_of_one_unit_in_one_file_follow_each_other(cast):
    text = "so-a,Sở A,department,,,2016-01-01,2019-12-31,\nso-a,Sở B,department,,,2020-01-01,,\n"
    assert said(load_units(text)) == []
    assert UnitVersion.objects.filter(unit__key="so-a").count() == 2
    assert tree(day(2019, 12, 31)).by_key("so-a").name == "Sở A"
    assert load_units(text).unchanged == 2


def test_columns_left_out_leave_what_is_there(cast):
    load_units("so-yt,Sở Y tế,department,,99,2015-01-01,,\n")
    outcome = load_units("so-yt,Sở Y tế,department\n", head="key,name,kind\n")
    assert outcome.unchanged == 1
    assert tree().by_key("so-yt").code == "99"


def test_a_short_name_stays_with_an_unchanged_name_only(cast):
    load_units("so-ld,Sở Lao động - Thương binh và Xã hội,department,,24,2020-01-01,,\n")
    assert tree().by_key("so-ld").short_name == "Sở LĐTBXH"
    load_units("so-ld,Sở Nội vụ,department,,24,2025-03-01,,\n")
    assert tree(day(2025, 3, 1)).by_key("so-ld").short_name == ""


def test_several_provinces_may_stand(cast):
    load_units("tinh-khac,Tỉnh Khác,province,,,,,\nso-khac,Sở Khác,department,tinh-khac,,,,\n")
    assert [n.key for n in tree().children(None)] == ["tinh-khac", "tinh"]


BAD = {
    "no key": ("so y te,Sở,department,,,,,\n", "A2"),
    "all at once": ("so x,,ministry,,,,,\n", "B2 C2 A2"),
    "no name": ("so-x,,department,,,,,\n", "B2"),
    "unknown kind": ("so-x,Sở X,ministry,,,,,\n", "C2"),
    "unknown parent": ("so-x,Sở X,department,nowhere,,,,\n", "D2"),
    "own parent": ("so-x,Sở X,department,so-x,,,,\n", "D2"),
    "bad day": ("so-x,Sở X,department,,,2025-02-30,,\n", "F2"),
    "end before start": ("so-x,Sở X,department,,,2025-03-01,2025-02-28,\n", "G2"),
    "formula": ("so-x,=1+1,department,,,,,\n", "B2"),
    "twice": ("so-x,Sở X,department,,,,,\nso-x,Sở Y,department,,,,,\n", "A3"),
    "circle": ("a,A,district,b,,,,\nb,B,district,a,,,,\n", "D2 D3"),
    "circle through what is there": ("huyen-a,Huyện A,district,xa-a1,,2020-01-01,,\n", "D2"),
    "ends inside the next version": ("x,A,department,,,2016-01-01,2021-01-01,\nx,B,department,,,2020-01-01,,\n", "G2"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_bad_cell_is_named_and_nothing_is_loaded(cast, what):
    text, cells = BAD[what]
    before = count()
    outcome = load_units("so-tc,Sở Tài chính,department,,,,,\n".replace("so-tc", "so-ok") + text)
    moved = [f"units.csv!{c[0]}{int(c[1:]) + 1}" for c in cells.split()]
    assert said(outcome) == moved
    assert not outcome.is_loaded
    assert count() == before


def test_a_parent_that_has_ended_is_refused(cast):
    load_units("huyen-a,Ủy ban nhân dân huyện An Hòa,district,,,2015-01-01,2020-12-31,\n")
    assert said(load_units("xa-z,Xã Z,commune,huyen-a,,2022-01-01,,\n")) == ["units.csv!D2"]


def test_a_unit_with_several_versions_wants_a_day(cast):
    load_units("so-yt,Sở Y tế mới,department,,,2020-01-01,,\n")
    assert said(load_units("so-yt,Sở Y tế khác,department,,,,,\n")) == ["units.csv!F2"]
    assert load_units("so-yt,Sở Y tế mới,department,,,,,\n").unchanged == 1


def test_good_rows_come_in_and_what_leans_on_bad_ones_does_not(cast):
    text = "a,A,district,nowhere,,,,\nb,B,commune,a,,,,\nso-tc,Sở Tài chính,department,,,,,\n"
    outcome = load_units(text, good_rows=True)
    assert said(outcome) == ["units.csv!D2", "units.csv!D3"]
    assert (outcome.created, outcome.is_loaded) == (1, True)
    assert set(Unit.objects.filter(key__in=["a", "b", "so-tc"]).values_list("key", flat=True)) == {"so-tc"}


def test_a_dry_run_shows_and_writes_nothing(cast):
    before = count()
    outcome = load_units("so-yt,Sở Y tế mới,department,,,2025-01-01,,\n", dry_run=True)
    (change,) = outcome.changes
    assert (change.kind, change.old["name"], change.new["name"]) == ("changed", "Sở Y tế", "Sở Y tế mới")
    assert not outcome.is_loaded
    assert count() == before


def test_what_is_exported_loads_without_a_change_units_that_are_no_more_too(cast, sign_in):
    load_units(
        "so-yt,Sở Y tế mới,department,,,2020-01-01,,SYT\nso-cu,Sở Cũ,department,,,2016-01-01,2018-01-31,\n"
    )
    client = sign_in(cast.people["administrator"])
    data = b"".join(client.get("/sheets/export/units.xlsx"))
    outcome = load(LOADERS["units"], data, "units.xlsx", actor=Operator())
    assert (said(outcome), outcome.created, outcome.changed) == ([], 0, 0)
    assert outcome.unchanged == Unit.objects.count() + 1
    # Of units that are asked for every version comes, so that they load again too.
    lines = b"".join(client.get("/sheets/export/units.csv?q=so+y+te")).decode().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["so-yt", "Sở Y tế"], ["so-yt", "Sở Y tế mới"]]


def test_the_administrator_of_a_branch_loads_only_below_it(cast):
    person = make_person("qthuyen", "Quản Trị Huyện", cast.units["huyen-a"], "administrator")
    text = "xa-a9,Xã Chín,commune,huyen-a,,,,\n"
    assert load_units(text, actor=person).created == 1
    assert said(load_units("xa-b9,Xã Chín,commune,huyen-b,,,,\n", actor=person)) == ["units.csv!D2"]
    assert said(load_units("so-z,Sở Z,department,,,,,\n", actor=person)) == ["units.csv!D2"]
    assert said(load_units("xa-b1,Xã Của Tôi,commune,huyen-a,,2020-01-01,,\n", actor=person)) == [
        "units.csv!A2"
    ]
    assert User.objects.filter(username="qthuyen").exists()
    assert Role.objects.filter(user=person).count() == 1


def test_a_hundred_and_fifty_units_take_few_queries(cast, django_assert_max_num_queries):
    text = "".join(f"xa-{n},Ủy ban nhân dân xã Số {n},commune,huyen-a,{n},,,Xã {n}\n" for n in range(150))
    outcome = load_units(text, dry_run=True)
    assert outcome.created == 150
    with django_assert_max_num_queries(20):
        load_units(text)
    assert len(tree().children(cast.units["huyen-a"].pk)) == 152
