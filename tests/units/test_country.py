"""The units of the country before and after 1 July 2025: what the data hold, and the rows drawn from them."""

import re
from collections import Counter

import pytest

from chithi.units import country
from chithi.units.country import choices, choose, doubtful, moves, new_units, old_units, undecided, whole

HEAD = re.compile(r"^\| (\d{5}) \| ([^|]+) \| [^|]+ \| ([^|]+) \|$", re.M)
OLD = re.compile(r"^(.+?)( ÷)? \((\d{5}), ")
UNTOUCHED = {
    "ha-noi", "cao-bang", "dien-bien", "lai-chau", "son-la", "lang-son", "quang-ninh", "thanh-hoa", "nghe-an",
    "ha-tinh", "hue",
}  # fmt: skip
DECIDED = {p.key: "1/NQ-UBTVQH15" for p in whole().provinces}


def levels(places):
    return Counter(p.level for p in places)


def communes(places):
    return [p for p in places if p.level == "commune"]


def by_key(rows):
    return {row["key"]: row for row in rows}


def test_the_country_before_and_after():
    assert levels(whole().old) == {"province": 63, "district": 696, "commune": 10035}
    assert levels(whole().new) == {"province": 34, "commune": 3321}
    kinds = Counter(p.name.split()[0] for p in communes(whole().new))
    assert kinds == {"xã": 2621, "phường": 687, "đặc": 13}


def test_471_communes_were_divided_and_nobody_is_left_out():
    assert len([p for p in whole().old if p.is_divided]) == 471
    # Five districts of islands had no commune; they went into a special zone themselves.
    ended = [p for p in whole().old if p.level == "commune" or (p.level == "district" and p.into)]
    assert len(ended) == 10040
    assert all(p.into for p in ended)
    reached = {key for p in ended for key in p.into}
    assert reached == {p.key for p in communes(whole().new)}


def test_every_unit_but_a_province_has_a_unit_above_of_the_level_above():
    above = {"commune": "district", "district": "province"}
    old = {p.key: p for p in whole().old}
    assert all(old[p.parent].level == above[p.level] for p in whole().old if p.level != "province")
    provinces = {p.key for p in whole().provinces}
    assert all(p.parent in provinces for p in communes(whole().new))


def test_keys_are_unique_readable_and_never_those_of_another_unit():
    old, new = [p.key for p in whole().old], [p.key for p in whole().new]
    assert len(set(old)) == len(old)
    assert len(set(new)) == len(new)
    assert set(old) & set(new) == {p.key for p in whole().provinces}
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) and len(key) <= 80 for key in [*old, *new])
    assert {"xa-binh-luc", "xa-dao-ly-huyen-ly-nhan", "huyen-ly-nhan", "ha-nam", "ninh-binh"} <= {*old, *new}


def test_a_code_that_lives_on_under_another_name_is_no_key():
    codes = {p.code: p for p in communes(whole().old)}
    again = [(codes[p.code], p) for p in communes(choose("Ninh Bình").new)]
    assert len(again) == 129
    assert all(old.key != new.key for old, new in again)
    dao_ly, bac_ly = next(pair for pair in again if pair[1].code == "13579")
    assert (dao_ly.name, bac_ly.name) == ("xã Đạo Lý", "xã Bắc Lý")
    assert "xa-bac-ly-ninh-binh" in dao_ly.into


@pytest.mark.parametrize(
    ("text", "key", "old", "new"),
    [
        ("Ninh Bình", "ninh-binh", 3, 129),
        ("tỉnh hà nam", "ha-nam", 1, 33),
        ("TP. Hồ Chí Minh", "ho-chi-minh", 3, 168),
        ("hue", "hue", 1, 40),
        ("Bà Rịa – Vũng Tàu", "ba-ria-vung-tau", 1, 30),
    ],
)
def test_a_province_is_found_by_name_or_key(text, key, old, new):
    found = choose(text)
    assert (found.key, levels(found.old)["province"], levels(found.new)["commune"]) == (key, old, new)


@pytest.mark.parametrize("text", ["", "tỉnh", "Hòa Châu", "37", "=1+1"])
def test_what_is_no_province_is_none(text):
    assert choose(text) is None


def test_provinces_that_are_no_more_can_be_chosen_too():
    assert [c.key for c in choices()[:2]] == ["ha-noi", "cao-bang"]
    assert len({c.key for c in choices()}) == len(choices()) == 63


def test_rows_of_old_units_end_and_a_province_that_goes_on_does_not():
    rows = by_key(old_units(choose("Ninh Bình")))
    assert rows["ninh-binh"] == {
        "key": "ninh-binh", "name": "Ủy ban nhân dân tỉnh Ninh Bình", "kind": "province", "parent": "", "code": "37",
        "valid_from": "", "valid_to": "", "aliases": "UBND tỉnh Ninh Bình|Tỉnh Ninh Bình",
    }  # fmt: skip
    assert rows["xa-dao-ly-huyen-ly-nhan"] == {
        "key": "xa-dao-ly-huyen-ly-nhan", "name": "Ủy ban nhân dân xã Đạo Lý", "kind": "commune",
        "parent": "huyen-ly-nhan", "code": "13579", "valid_from": "", "valid_to": "2025-06-30",
        "aliases": "UBND xã Đạo Lý|Xã Đạo Lý",
    }  # fmt: skip
    assert rows["ha-nam"]["valid_to"] == rows["huyen-ly-nhan"]["valid_to"] == "2025-06-30"
    assert {row["valid_from"] for row in old_units(choose("Huế"), "2025-01-01")} == {"2025-01-01"}


def test_rows_of_new_units_begin_on_1_july_2025():
    rows = by_key(new_units(choose("Ninh Bình")))
    assert len(rows) == 130
    assert {row["valid_from"] for row in rows.values()} == {"2025-07-01"}
    assert (rows["xa-bac-ly-ninh-binh"]["parent"], rows["xa-bac-ly-ninh-binh"]["code"]) == (
        "ninh-binh",
        "13579",
    )


def test_names_stand_as_in_a_sentence_and_other_names_as_a_list():
    for place in (*whole().old, *whole().new):
        assert re.match(
            r"(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu) [A-ZÀ-Ỹ0-9]", place.name
        )
        assert "|" not in place.name


def test_a_commune_that_came_whole_is_merged_and_a_divided_one_split_without_shares():
    rows = list(moves(choose("Hà Nam"), {}))
    assert {(row["date"], row["share"], row["function"]) for row in rows} == {("2025-07-01", "", "")}
    went = {row["from"]: [] for row in rows}
    for row in rows:
        went[row["from"]].append((row["change"], row["to"], row["decision"]))
    resolution = "1674/NQ-UBTVQH15"
    assert went["xa-dao-ly-huyen-ly-nhan"] == [("merge", "xa-bac-ly-ninh-binh", resolution)]
    assert went["phuong-quang-trung-thanh-pho-phu-ly"] == [
        ("split", "phuong-phu-ly", resolution), ("split", "phuong-ha-nam", resolution),
    ]  # fmt: skip
    assert went["huyen-ly-nhan"] == [("abolish", "ninh-binh", "203/2025/QH15")]
    assert went["ha-nam"] == [("merge", "ninh-binh", "202/2025/QH15")]
    assert Counter(row["change"] for row in rows) == {"merge": 94, "split": 10, "abolish": 6}


def test_provinces_are_joined_and_the_one_that_goes_on_has_a_row_to_itself():
    rows = [row for row in moves(choose("Ninh Bình"), {}) if row["decision"] == "202/2025/QH15"]
    assert [(row["change"], row["from"], row["to"]) for row in rows] == [
        ("merge", "ha-nam", "ninh-binh"),
        ("merge", "nam-dinh", "ninh-binh"),
        ("merge", "ninh-binh", "ninh-binh"),
    ]
    # Nothing happened to a province that was left as it was.
    assert not any(row["from"] == "hue" for row in moves(choose("Huế"), DECIDED))


def test_communes_come_before_districts_and_districts_before_provinces():
    order = [row["decision"] for row in moves(choose("Ninh Bình"), {})]
    assert order == sorted(order, key=["1674/NQ-UBTVQH15", "203/2025/QH15", "202/2025/QH15"].index)


def test_an_island_district_without_communes_becomes_its_special_zone():
    rows = [r for r in moves(whole(), DECIDED) if r["from"] == "huyen-con-dao"]
    assert [(r["change"], r["to"]) for r in rows] == [("merge", "dac-khu-con-dao")]


def test_every_row_leads_from_an_old_unit_to_a_new_one():
    old, new = {p.key for p in whole().old}, {p.key for p in whole().new}
    rows = list(moves(whole(), DECIDED))
    before, after = {row["from"] for row in rows}, {row["to"] for row in rows}
    # All but the provinces to which nothing happened; what was in them did change.
    assert old - before == UNTOUCHED
    assert after == new
    assert len([row for row in rows if row["change"] == "abolish"]) == 691
    assert len({row["from"] for row in rows if row["change"] == "split"}) == 471


def test_a_resolution_is_never_made_up():
    assert undecided(choose("Ninh Bình"), {}) == []
    assert [p.key for p in undecided(choose("Huế"), {})] == ["hue"]
    assert undecided(choose("Huế"), {"hue": "1/NQ"}) == []
    assert len(undecided(whole(), {})) == 33
    with pytest.raises(KeyError):
        list(moves(choose("Huế"), {}))
    given = {row["decision"] for row in moves(choose("Ninh Bình"), {"ninh-binh": "9/NQ"})}
    assert given == {"9/NQ", "202/2025/QH15", "203/2025/QH15"}


def test_divided_communes_that_share_a_successor_with_a_namesake_want_a_look():
    found = {p.key for p in doubtful(whole())}
    assert len(found) == 30
    assert {"xa-long-phu-thi-xa-long-my", "xa-long-phu-huyen-long-phu"} <= found
    assert doubtful(choose("Ninh Bình")) == []


def test_old_ha_nam_is_what_the_table_of_the_domain_says(shared):
    """33 communes of 98, as ``domain/units-ha-nam.md`` tells them one by one."""
    path = shared / "domain" / "units-ha-nam.md"
    if not path.exists():
        pytest.skip("shared/domain/units-ha-nam.md is not there")
    chosen = choose("Hà Nam")
    after = {p.key: p for p in communes(chosen.new)}
    found: dict[str, set[tuple[str, str, bool]]] = {p.code: set() for p in after.values()}
    for place in communes(chosen.old):
        for key in place.into:
            found[after[key].code].add((place.title, place.code, place.is_divided))
    table = HEAD.findall(path.read_text("utf-8"))
    assert len(table) == len(found) == 33
    assert {code: name for code, name, _from in table} == {p.code: p.title for p in after.values()}
    told = {}
    for code, _name, sources in table:
        parts = [OLD.match(part) for part in sources.split("; ")]
        told[code] = {(part[1], part[3], bool(part[2])) for part in parts}
    assert told == found
    assert len({old for sources in told.values() for old in sources}) == 98


def test_the_licence_comes_along():
    text = (country._DATA / "LICENSE.vietnamadminunits").read_text("utf-8")
    assert text.startswith("MIT License")
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in text
    assert sum(path.stat().st_size for path in country._DATA.iterdir()) < 400_000
