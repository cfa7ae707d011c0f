"""Names of bodies as offices write them every day: verbs and commas inside, heads written small, groups."""

import pytest

from chithi.reader.units import parse_units
from chithi.reader.view import View
from tests.reader.test_grammar import read, rows


def names(text):
    view = View(text)
    found = parse_units(view, 0, len(text))
    return [text[a:b] for a, b in found.items], text[found.stop :].strip()


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("Cục Việc làm; Vụ Pháp chế", ["Cục Việc làm", "Vụ Pháp chế"], ""),
        ("Trung tâm Dịch vụ việc làm tỉnh tư vấn", ["Trung tâm Dịch vụ việc làm tỉnh"], "tư vấn"),
        ("Trung tâm Công nghệ thông tin, Cục Y", ["Trung tâm Công nghệ thông tin", "Cục Y"], ""),
        ("Sở Giáo dục và đào tạo hướng dẫn", ["Sở Giáo dục và đào tạo"], "hướng dẫn"),
        ("Phòng Văn hóa và thông tin tham mưu", ["Phòng Văn hóa và thông tin"], "tham mưu"),
        ("Sở Y tế và thông tin kịp thời", ["Sở Y tế"], "và thông tin kịp thời"),
        ("Trung tâm Khuyến công và xúc tiến thương mại mở", ["Trung tâm Khuyến công và xúc tiến thương mại"], "mở"),
        ("Tổ giúp việc làm đầu mối", ["Tổ giúp việc"], "làm đầu mối"),
    ],
)  # fmt: skip
def test_verbs_are_nouns_inside_a_name(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        (
            "Trung tâm Văn hóa, Thông tin, Thể thao phường quét dọn",
            ["Trung tâm Văn hóa, Thông tin, Thể thao phường"],
            "quét dọn",
        ),
        ("Trường Đào tạo, bồi dưỡng cán bộ Hội mở", ["Trường Đào tạo, bồi dưỡng cán bộ Hội"], "mở"),
        (
            "các trường mầm non, tiểu học, trung học cơ sở triển khai",
            ["các trường mầm non, tiểu học, trung học cơ sở"],
            "triển khai",
        ),
        (
            "các cơ sở giáo dục công lập, ngoài công lập rà soát",
            ["các cơ sở giáo dục công lập, ngoài công lập"],
            "rà soát",
        ),
        (
            "các ban, cơ quan tham mưu, giúp việc Tỉnh ủy; Sở Y tế",
            ["các ban, cơ quan tham mưu, giúp việc Tỉnh ủy", "Sở Y tế"],
            "",
        ),
        ("các cơ quan tham mưu Tỉnh ủy ban hành", ["các cơ quan"], "tham mưu Tỉnh ủy ban hành"),
    ],
)
def test_commas_inside_one_name(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("ngành Y tế giám sát", ["ngành Y tế"], "giám sát"),
        ("công an xã tuần tra", ["công an xã"], "tuần tra"),
        ("đoàn Thanh niên, trạm Y tế xã", ["đoàn Thanh niên", "trạm Y tế xã"], ""),
        ("công chức Tư pháp - Hộ tịch lập", ["công chức Tư pháp - Hộ tịch"], "lập"),
        (
            "công chức tại Trung tâm Phục vụ hành chính công xã",
            ["công chức tại Trung tâm Phục vụ hành chính công xã"],
            "",
        ),
        ("công chức được tuyển dụng", [], "công chức được tuyển dụng"),
        ("ngành nghề nông thôn", [], "ngành nghề nông thôn"),
        ("Thống kê tỉnh cung cấp", ["Thống kê tỉnh"], "cung cấp"),
        ("Thống kê số hộ", [], "Thống kê số hộ"),
        ("Thi hành án dân sự tỉnh rà soát", ["Thi hành án dân sự tỉnh"], "rà soát"),
        ("Câu lạc bộ Nữ doanh nhân tỉnh vận động", ["Câu lạc bộ Nữ doanh nhân tỉnh"], "vận động"),
        ("các trường học trên địa bàn", ["các trường học trên địa bàn"], ""),
        ("các trường hợp vi phạm", [], "các trường hợp vi phạm"),
        ("các tổ dân phố treo cờ", ["các tổ dân phố"], "treo cờ"),
    ],
)
def test_heads_written_small_and_bodies_called_by_what_they_do(text, found, rest):
    assert names(text) == (found, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức đoàn kiểm tra liên ngành tại các xã",
        "Tổ chức thành công Lễ hội",
        "Tổ chức công bố quyết định",
        "Tổ chức trong tháng 5 các lớp học",
    ],
)
def test_organising_is_no_organisation(text):
    assert names(text) == ([], text)


def test_who_was_given_the_work_leads_it():
    body = (
        "III. KINH PHÍ\n"
        "1. Các đơn vị được phân công chủ trì nhiệm vụ tại Kế hoạch này lập dự toán kinh phí.\n"
        "2. Các đơn vị được giao nhiệm vụ trong kế hoạch năm trước.\n"
        "3. Mua sắm vật tư.\n- Cơ quan chủ trì: Các sở, ngành được giao soạn thảo.\n"
    )
    assert [row[:2] for row in rows(body)] == [
        ("III.1", ["Các đơn vị được phân công chủ trì nhiệm vụ"]),
        ("III.3", ["Các sở, ngành được giao soạn thảo"]),
    ]


def test_a_full_line_of_units_heads_the_dashes_below():
    body = (
        "V. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Y tế rà soát, thống kê số liệu về trồng cây ven sông tại các xã, phường,\n"
        "thị trấn; gửi kết quả về Sở Nội vụ để tổng hợp theo quy định hiện hành, bảo đảm\n"
        "đúng tiến độ, chất lượng.\n"
        "2. Sở Nội vụ rà soát, thống kê số liệu về trồng cây ven sông tại các xã, phường,\n"
        "thị trấn; gửi kết quả về Sở Y tế để tổng hợp theo quy định hiện hành, bảo đảm\n"
        "đúng tiến độ, chất lượng.\n"
        "3. Các sở, ban, ngành, đoàn thể cấp tỉnh; Ủy ban nhân dân các huyện, thành phố\n"
        "- Căn cứ chức năng, nhiệm vụ lồng ghép việc trồng cây vào chương trình công tác\n"
        "năm 2024 của cơ quan, đơn vị.\n"
        "- Chỉ đạo các thôn tổ chức trồng cây tại đường làng ngõ xóm, bờ sông, bờ kênh và\n"
        "các khu đất trống.\n"
        "- Phân công người theo dõi.\n"
    )
    leads = [" và ".join(p.plain for p in t.lead) for t in read(body).tasks]
    group = "Các sở, ban, ngành, đoàn thể cấp tỉnh và Ủy ban nhân dân các huyện, thành phố"
    assert leads == ["Sở Y tế", "Sở Nội vụ", group, group, group]


def test_a_label_line_below_a_full_line_is_one():
    task = "- Rà soát, thống kê số liệu về trồng cây ven sông tại các xã, phường và thị trấn."
    body = "II. NHIỆM VỤ\n1. Trồng cây\n" + f"{task}\nĐơn vị chủ trì: Sở Y tế; thời gian: Quý II/2024.\n" * 6
    assert [row[1:] for row in rows(body)] == [(["Sở Y tế"], [], ["2024-Q2"])] * 6
