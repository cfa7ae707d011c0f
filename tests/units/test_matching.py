import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chithi.units.matching import Directory, GroupNode, is_one_slip
from chithi.units.tree import Node, Tree

NUMBER = itertools.count(1)
NAMES = {
    "tinh": ("Ủy ban nhân dân tỉnh Hà Nam", "province"),
    "ld": ("Sở Lao động - Thương binh và Xã hội", "department"),
    "yt": ("Sở Y tế", "department"),
    "vh": ("Sở Văn hóa, Thể thao và Du lịch", "department"),
    "gd": ("Sở Giáo dục và Đào tạo", "department"),
    "kh": ("Sở Kế hoạch và Đầu tư", "department"),
    "khcn": ("Sở Khoa học và Công nghệ", "department"),
    "nv": ("Sở Nội vụ", "department"),
    "tc": ("Sở Tài chính", "department"),
    "ca": ("Công an tỉnh", "sector_agency"),
    "tk": ("Cục Thống kê tỉnh", "sector_agency"),
    "vp": ("Văn phòng Ủy ban nhân dân tỉnh", "sector_agency"),
    "ban": ("Ban vì sự tiến bộ của phụ nữ tỉnh", "sector_agency"),
    "dai": ("Đài Phát thanh và Truyền hình tỉnh", "press"),
    "bao": ("Báo Hà Nam", "press"),
    "tu": ("Tỉnh ủy", "party_committee"),
    "mt": ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "fatherland_front"),
    "pn": ("Hội Liên hiệp Phụ nữ tỉnh", "mass_organisation"),
    "ldld": ("Liên đoàn Lao động tỉnh", "mass_organisation"),
    "dtn": ("Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh", "mass_organisation"),
    "huyen": ("Ủy ban nhân dân huyện Bình Lục", "district"),
    "huyen2": ("Ủy ban nhân dân huyện Lý Nhân", "district"),
    "phuly": ("Ủy ban nhân dân thành phố Phủ Lý", "district"),
    "tanlap": ("Ủy ban nhân dân xã Tân Lập", "commune"),
    "tanlap2": ("Ủy ban nhân dân xã Tân Lập", "commune"),
    "tuyen": ("Ủy ban nhân dân xã Liêm Tuyền", "commune"),
    "tuyen2": ("Ủy ban nhân dân xã Liêm Tuyến", "commune"),
}
IDS = {key: n for n, key in enumerate(NAMES, start=1)}
PARENTS = {"tanlap": "huyen", "tanlap2": "huyen2", "tuyen": "huyen", "tuyen2": "huyen"}
GROUPS = (
    GroupNode(1, "Các sở, ban, ngành", kinds=("department", "sector_agency")),
    GroupNode(2, "Các sở, ban, ngành, đoàn thể"),
    GroupNode(3, "Ủy ban nhân dân các huyện, thành phố"),
    GroupNode(4, "Ủy ban nhân dân các xã, phường, thị trấn"),
    GroupNode(5, "Các cơ quan thông tấn, báo chí"),
    GroupNode(6, "Các tổ chức chính trị - xã hội"),
    GroupNode(7, "Các đơn vị có liên quan", is_open=True),
    GroupNode(8, "Các doanh nghiệp trên địa bàn tỉnh", ("Các doanh nghiệp",), is_open=True),
)


def tree() -> Tree:
    return Tree.of(
        datetime.date(2024, 1, 1),
        (
            Node(IDS[k], k, name, kind, None if k == "tinh" else IDS[PARENTS.get(k, "tinh")])
            for k, (name, kind) in NAMES.items()
        ),
    )


@pytest.fixture(scope="module")
def directory():
    return Directory.of(tree(), GROUPS, "Tỉnh Hà Nam")


UNITS = {
    "Sở Lao động, Thương binh và Xã hội": "ld",
    "Sở Lao động Thương binh và Xã hội": "ld",
    "Sở Lao động - Thương binh & Xã hội": "ld",
    "SỞ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI TỈNH HÀ NAM": "ld",
    "Sở LĐTBXH": "ld",
    "Sở LĐ-TB&XH": "ld",
    "Sở LĐ - TBXH tỉnh": "ld",
    "Giám đốc Sở Lao động - Thương binh và Xã hội": "ld",
    "Sở Văn hoá - Thể thao và Du lịch": "vh",
    "Sở VHTTDL": "vh",
    "Sở VHTT&DL": "vh",
    "Sở GD&ĐT": "gd",
    "Sở Giáo dục - Đào tạo": "gd",
    "Sở KHĐT": "kh",
    "Sở KHCN": "khcn",
    "sở y tế": "yt",
    "So Y te": "yt",
    "Sở Y tế Hà Nam": "yt",
    "Sở Nội vụ tỉnh Hà Nam": "nv",
    "Cục Thống kê": "tk",
    "Cục Thống kê tỉnh": "tk",
    "Công an tỉnh": "ca",
    "Giám đốc Công an tỉnh": "ca",
    "Văn phòng UBND tỉnh": "vp",
    "Chánh Văn phòng UBND tỉnh": "vp",
    "VPUBND tỉnh": "vp",
    "Ban VSTBPN tỉnh": "ban",
    "Ban Vì sự tiến bộ phụ nữ": "ban",
    "Đài PT-TH tỉnh": "dai",
    "Đài Phát thanh - Truyền hình": "dai",
    "Báo Hà Nam": "bao",
    "Thường trực Tỉnh ủy": "tu",
    "TT Tỉnh uỷ": "tu",
    "Uỷ ban Mặt trận Tổ quốc tỉnh": "mt",
    "UBMTTQ Việt Nam tỉnh": "mt",
    "MTTQ tỉnh": "mt",
    "Hội LH phụ nữ": "pn",
    "Hội LHPN": "pn",
    "Hội LHPN tỉnh": "pn",
    "Hội Liên hiệp phụ nữ tỉnh Hà Nam": "pn",
    "Đề nghị Hội Liên hiệp Phụ nữ tỉnh": "pn",
    "LĐLĐ tỉnh": "ldld",
    "Đoàn TNCS Hồ Chí Minh tỉnh": "dtn",
    "Đoàn TNCS HCM": "dtn",
    "UBND tỉnh": "tinh",
    "Ủy ban nhân dân tỉnh": "tinh",
    "Chủ tịch UBND tỉnh Hà Nam": "tinh",
    "UBND huyện Bình Lục": "huyen",
    "huyện Bình Lục": "huyen",
    "Chủ tịch UBND huyện Lý Nhân": "huyen2",
    "UBND TP Phủ Lý": "phuly",
    "UBND TP. Phủ Lý": "phuly",
    "UBND xã Tân Lập, huyện Bình Lục": "tanlap",
    "xã Tân Lập huyện Lý Nhân": "tanlap2",
    "UBND xã Liêm Tuyến": "tuyen2",
    "Sở Văn hóa, Thể thao và Du lich": "vh",
    "Sở Giáo dục và Đào tạọ": "gd",
    "Sở Kế hoach và Đầu tu": "kh",
    "Sở Khoa học và Công ngệ": "khcn",
}


@pytest.mark.parametrize("written", UNITS)
def test_a_unit_is_known_however_it_is_written(directory, written):
    found = directory.match(written)
    assert (found.kind, found.id) == ("unit", IDS[UNITS[written]]), found


GROUPED = {
    "Các sở, ban, ngành thuộc tỉnh": 1,
    "các Sở, Ban, Ngành của tỉnh": 1,
    "Các sở, ngành": 1,
    "các ban, sở, ngành cấp tỉnh": 1,
    "Thủ trưởng các sở, ban, ngành tỉnh": 1,
    "Giám đốc các Sở, ban, ngành, đoàn thể": 2,
    "Các sở, ban, ngành, đoàn thể tỉnh Hà Nam": 2,
    "sở, ban, ngành, đoàn thể": 2,
    "Ủy ban nhân dân các huyện, thành phố": 3,
    "UBND các huyện, TP": 3,
    "UBND các huyện, thị xã, thành phố": 3,
    "Chủ tịch Ủy ban nhân dân các huyện, thành phố": 3,
    "các huyện, thành phố": 3,
    "UBND cấp huyện": 3,
    "UBND các xã, phường, thị trấn": 4,
    "Chủ tịch UBND các xã, phường": 4,
    "các cơ quan thông tin đại chúng": 5,
    "Các cơ quan báo chí trên địa bàn tỉnh": 5,
    "các tổ chức chính trị - xã hội": 6,
    "Các đoàn thể chính trị - xã hội tỉnh": 6,
    "các đoàn thể": 6,
}


@pytest.mark.parametrize("written", GROUPED)
def test_a_group_is_known_however_it_is_written(directory, written):
    found = directory.match(written)
    assert (found.kind, found.id) == ("group", GROUPED[written]), found


@pytest.mark.parametrize(
    "written",
    [
        "các đơn vị có liên quan",
        "các cơ quan liên quan",
        "Thủ trưởng các đơn vị có liên quan",
        "các sở, ban, ngành có liên quan",
        "các cơ quan, đơn vị, địa phương liên quan",
        "các doanh nghiệp trên địa bàn",
        "các doanh nghiệp",
        "các cơ quan, đơn vị",
        "các tổ chức, cá nhân có liên quan",
    ],
)
def test_an_open_phrase_is_open(directory, written):
    assert directory.match(written).kind == "open"


def test_an_open_group_is_found_by_its_name(directory):
    assert directory.match("Các doanh nghiệp trên địa bàn tỉnh").id == 8
    assert directory.match("các đơn vị có liên quan").id == 7


def test_two_equally_good_units_are_offered_and_not_guessed(directory):
    found = directory.match("UBND xã Tân Lập")
    assert (found.kind, found.id) == ("none", None)
    assert {c.id for c in found.candidates[:2]} == {IDS["tanlap"], IDS["tanlap2"]}
    assert directory.match("UBND xa Liem Tuyen").kind == "none"


@pytest.mark.parametrize(
    "written",
    [
        "Sở Du lịch",
        "Sở Công thương",
        "UBND huyện Bình Lụt",
        "UBND xã Tân Lạp",
        "Hội Nông dân tỉnh",
        "Ban Dân tộc",
        "",
        "..",
        "UBND",
    ],
)
def test_an_unknown_name_is_not_guessed(directory, written):
    assert directory.match(written).kind == "none"


def test_candidates_come_best_first(directory):
    found = directory.candidates("Sở Lao động và Xã hội")
    assert found[0].id == IDS["ld"]
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert len(directory.candidates("Sở", n=3)) <= 3


@given(st.text(max_size=40))
def test_nothing_breaks_it(text):
    Directory.of(tree(), GROUPS, "Hà Nam").match(text)


@given(st.sampled_from(sorted(NAMES)))
def test_every_name_finds_itself_in_any_case(key):
    directory = Directory.of(tree(), GROUPS, "Tỉnh Hà Nam")
    if key not in ("tanlap", "tanlap2"):
        assert directory.match(NAMES[key][0].upper()).id == IDS[key]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("abc", "abd", True),
        ("abc", "acb", True),
        ("abc", "ab", True),
        ("abc", "xabc", True),
        ("abc", "a", False),
        ("abcd", "badc", False),
    ],
)
def test_one_slip(one, other, same):
    assert is_one_slip(one, other) is same
