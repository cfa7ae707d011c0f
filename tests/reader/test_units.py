"""Where a list of units begins and ends."""

import pytest

from chithi.reader.units import members, parse_units
from chithi.reader.view import View


def parse(text):
    view = View(text)
    units = members(view, parse_units(view, 0, len(text)))
    return [text[a:b] for a, b in units.items], text[units.stop :].strip()


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Sở Lao động, Thương binh và Xã hội", ["Sở Lao động, Thương binh và Xã hội"], ""),
        ("Sở Văn hóa - Thể thao và Du lịch: Rà", ["Sở Văn hóa - Thể thao và Du lịch"], ": Rà"),
        ("Sở Văn hoá, thể thao và du lịch hướng dẫn", ["Sở Văn hoá, thể thao và du lịch"], "hướng dẫn"),
        ("Sở Kế hoạch và Đầu tư, Cục Thống kê tỉnh", ["Sở Kế hoạch và Đầu tư", "Cục Thống kê tỉnh"], ""),
        (
            "Bộ Lao động - Thương binh và Xã hội và Bộ Quốc phòng để tích hợp",
            ["Bộ Lao động - Thương binh và Xã hội", "Bộ Quốc phòng"],
            "để tích hợp",
        ),
        ("Bộ Ngoại giao", ["Bộ Ngoại giao"], ""),
        ("Ủy ban nhân dân các huyện, thành phố:", ["Ủy ban nhân dân các huyện, thành phố"], ":"),
        ("UBND các xã, phường, đặc khu tăng cường", ["UBND các xã, phường, đặc khu"], "tăng cường"),
        (
            "các sở, ban, ngành và Ủy ban nhân dân các xã báo cáo",
            ["các sở, ban, ngành", "Ủy ban nhân dân các xã"],
            "báo cáo",
        ),
        ("các cơ quan, tổ chức có liên quan tham mưu", ["các cơ quan, tổ chức có liên quan"], "tham mưu"),
        ("các cơ quan, đơn vị tổ chức tuyên truyền", ["các cơ quan, đơn vị"], "tổ chức tuyên truyền"),
        (
            "Giám đốc các Sở, ban, ngành, đoàn thể; Chủ tịch UBND các xã triển khai",
            ["Giám đốc các Sở, ban, ngành, đoàn thể", "Chủ tịch UBND các xã"],
            "triển khai",
        ),
        ("Ban Quản lý các khu công nghiệp tỉnh", ["Ban Quản lý các khu công nghiệp tỉnh"], ""),
        ("Ban Chỉ đạo tỉnh chỉ đạo", ["Ban Chỉ đạo tỉnh"], "chỉ đạo"),
        (
            "Đồng chí Phó Chủ tịch Thường trực, phụ trách lĩnh vực giám sát và phản biện xã hội",
            ["Đồng chí Phó Chủ tịch Thường trực, phụ trách lĩnh vực giám sát và phản biện xã hội"],
            "",
        ),
        ("các trường đại học, cao đẳng: Rà soát", ["các trường đại học, cao đẳng"], ": Rà soát"),
        (
            "Sở Tài chính và cơ quan, địa phương liên quan",
            ["Sở Tài chính", "cơ quan, địa phương liên quan"],
            "",
        ),
        ("Ủy ban nhân dân tỉnh kết quả thực hiện", ["Ủy ban nhân dân tỉnh"], "kết quả thực hiện"),
        ("Công an các huyện, thành phố phối hợp với Sở", ["Công an các huyện, thành phố"], "phối hợp với Sở"),
        ("Hội Liên hiệp phụ nữ tỉnh; Sở Y tế", ["Hội Liên hiệp phụ nữ tỉnh", "Sở Y tế"], ""),
        ("các cơ quan báo chí truyền thông (Báo A, Đài B): Tin", ["Báo A", "Đài B"], ": Tin"),
    ],
)
def test_lists_of_units(text, names, rest):
    assert parse(text) == (names, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hội nghị tổng kết",
        "Ban hành kế hoạch",
        "Báo cáo kết quả",
        "Tổ chức, triển khai",
        "Lãnh đạo, chỉ đạo thực hiện",
        "Đội ngũ cán bộ",
        "các hoạt động",
        "các hội thảo",
        "Thực hiện hiệu quả",
        "nhiệm vụ",
        "Trường hợp cần thiết",
        "cơ sở vật chất",
    ],
)
def test_what_only_begins_like_a_unit(text):
    assert parse(text)[0] == []
