"""Names of the kinds of body that plans of ministries, provinces, communes and the Party name, and where they end."""

import pytest

from chithi.reader import read_bytes
from chithi.reader.units import members, parse_units
from chithi.reader.view import View


def parse(text):
    view = View(text)
    units = members(view, parse_units(view, 0, len(text)))
    return [text[a:b] for a, b in units.items], text[units.stop :].strip()


NAMES = """
Vụ Pháp chế
Vụ Kế hoạch, Tài chính và Quản lý doanh nghiệp
Tổng cục Thống kê
Nhà máy Nước sạch
Ban Quản lý dự án đầu tư xây dựng tỉnh
Ban Quản lý các khu công nghiệp tỉnh
Ban Quản lý Khu kinh tế
Báo và Phát thanh, truyền hình tỉnh
Báo và Phát thanh, Truyền hình Sông Xanh
Đài Phát thanh và Truyền hình tỉnh
Đài Phát thanh và Truyền hình thành phố
Trung tâm Cung ứng dịch vụ công
UBMTTQVN phường
Các đơn vị thuộc, trực thuộc Bộ
Trung tâm Chuyển đổi số văn hóa, thể thao và du lịch
Văn phòng HĐND và UBND xã
Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh
Ngân hàng Nhà nước Chi nhánh Khu vực 3
Ngân hàng Chính sách xã hội - Chi nhánh tỉnh Sông Xanh
Phòng Văn hóa - Xã hội
Phòng Kinh tế, Hạ tầng và Đô thị
Phòng Kinh tế xã
Trung tâm Phục vụ hành chính công xã
Trung tâm Kiểm soát bệnh tật tỉnh
Trung tâm Dịch vụ tổng hợp xã
Chi cục Quản lý chất lượng nông sản
Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính
Cục Quản lý thi hành án dân sự
Cơ quan Cảnh sát điều tra Công an tỉnh
Đại học Sông Xanh
VKSND tỉnh
TAND tỉnh
LĐLĐ tỉnh
Liên đoàn Lao động tỉnh
Hội LHPN tỉnh
Đoàn TNCS Hồ Chí Minh xã
Đảng ủy Ủy ban nhân dân tỉnh
Ban Tuyên giáo và Dân vận Tỉnh ủy
Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh
Ủy ban Kiểm tra Tỉnh ủy
Bộ Chỉ huy Quân sự tỉnh
Bộ đội Biên phòng tỉnh
Trưởng thôn
Trưởng các thôn
Tổ trưởng các tổ dân phố
các chi hội, chi đoàn
Các vụ, cục, đơn vị thuộc Bộ
Các ban đảng
Các huyện ủy, thành ủy, đảng ủy trực thuộc Tỉnh ủy
Các phòng chuyên môn thuộc UBND xã
Ban Giám hiệu các trường
Quỹ Đầu tư phát triển tỉnh
Văn phòng Điều phối xây dựng nông thôn mới tỉnh
Chi cục Kiểm lâm tỉnh
Đội Quản lý thị trường số 4
Trạm Chăn nuôi và Thú y
Sở Giao thông vận tải
Sở Nông nghiệp và Phát triển nông thôn
Sở An toàn thực phẩm
Sở Quy hoạch - Kiến trúc
Ban Dân tộc tỉnh
Công ty Điện lực Sông Xanh
Ban Quản lý Rừng phòng hộ
Ban Chỉ đạo phòng, chống tội phạm tỉnh
Ban Chỉ huy Phòng, chống thiên tai và tìm kiếm cứu nạn xã
Hội đồng Phối hợp phổ biến, giáo dục pháp luật tỉnh
Ban Chỉ đạo xây dựng nông thôn mới tỉnh
Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên
Tổ công nghệ số cộng đồng
Đoàn kiểm tra liên ngành
Hội đồng thẩm định
Ủy ban An toàn giao thông Quốc gia
Thường trực Ủy ban MTTQ xã
Trường Đại học Sông Xanh
Bảo hiểm xã hội tỉnh
Kho bạc Nhà nước khu vực
Thuế tỉnh
Ban Công tác Mặt trận ở khu dân cư
Đồng chí Phó Bí thư Thường trực Tỉnh ủy
Công chức Văn phòng - Thống kê
"""
VERBS = ["", ":", " chủ trì, phối hợp với Sở Y tế", " hướng dẫn các xã", " điều tra các vụ việc"]


@pytest.mark.parametrize("name", NAMES.split("\n")[1:-1])
@pytest.mark.parametrize(
    "verb", ["", ":", " chủ trì, phối hợp với Sở Y tế", " hướng dẫn các xã", " điều tra các vụ việc"]
)
def test_a_name_is_read_whole_and_ends_before_its_duty(name, verb):
    assert parse(name + verb) == ([name], verb.strip())


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Tỉnh đoàn tuyên truyền cho học sinh", ["Tỉnh đoàn"], "tuyên truyền cho học sinh"),
        ("Sở Nội vụ điều tra tai nạn", ["Sở Nội vụ"], "điều tra tai nạn"),
        ("Sở Y tế làm đầu mối", ["Sở Y tế"], "làm đầu mối"),
        ("UBND các phường phân luồng giao thông", ["UBND các phường"], "phân luồng giao thông"),
        ("UBND các xã vùng cao che phủ mạ", ["UBND các xã vùng cao"], "che phủ mạ"),
        ("Sở Công Thương bình ổn giá", ["Sở Công Thương"], "bình ổn giá"),
        ("Công an tỉnh mật phục bắt giữ", ["Công an tỉnh"], "mật phục bắt giữ"),
        ("các xã, phường ven biển sơ tán dân", ["các xã, phường ven biển"], "sơ tán dân"),
        ("Ủy ban nhân dân các xã - thị trấn:", ["Ủy ban nhân dân các xã - thị trấn"], ":"),
        (
            "Hội Nông dân, Hội Phụ nữ, Đoàn Thanh niên xã",
            ["Hội Nông dân", "Hội Phụ nữ", "Đoàn Thanh niên xã"],
            "",
        ),
        ("Vụ Dầu khí và Than, Cục Điện lực", ["Vụ Dầu khí và Than", "Cục Điện lực"], ""),
        (
            "Đảng ủy các cơ quan Đảng tỉnh, Đảng ủy Quân sự tỉnh, Đảng ủy Công an tỉnh",
            ["Đảng ủy các cơ quan Đảng tỉnh", "Đảng ủy Quân sự tỉnh", "Đảng ủy Công an tỉnh"],
            "",
        ),
        ("Trưởng thôn, các chi hội, chi đoàn chuẩn bị", ["Trưởng thôn", "các chi hội, chi đoàn"], "chuẩn bị"),
        ("các ấp cấp định danh", ["các ấp"], "cấp định danh"),
        ("đ/c Trưởng phòng Kinh tế phụ trách; xong", ["đ/c Trưởng phòng Kinh tế"], "phụ trách; xong"),
        ("Vụ việc phức tạp phải báo cáo", [], "Vụ việc phức tạp phải báo cáo"),
        ("Vụ Đông Xuân năm nay", [], "Vụ Đông Xuân năm nay"),
        ("Cơ quan chủ trì: Sở Y tế", [], "Cơ quan chủ trì: Sở Y tế"),
    ],
)
def test_where_a_list_ends(text, names, rest):
    assert parse(text) == (names, rest)


@pytest.mark.parametrize(
    "heading",
    ["Sở hữu trí tuệ", "Phòng, chống tham nhũng", "Trung tâm logistics", "Phòng cháy, chữa cháy", "Trường học",
     "Bộ công cụ", "Chính phủ điện tử", "Cơ sở hạ tầng", "Bảo hiểm y tế"],
)  # fmt: skip
def test_a_heading_of_a_field_leads_nothing(heading):
    text = f"KẾ HOẠCH\nTHỬ\n\nII. NỘI DUNG\n1. {heading}\n- Trồng tre ở bờ sông.\n"
    assert read_bytes(text.encode(), "t.txt").tasks == ()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            "Đồng chí Nguyễn Văn A, Phó Chủ tịch UBND tỉnh chỉ đạo",
            ["Đồng chí Nguyễn Văn A, Phó Chủ tịch UBND tỉnh"],
        ),
        ("Ông Trần Văn B, Giám đốc Sở Y tế chủ trì", ["Ông Trần Văn B, Giám đốc Sở Y tế"]),
        (
            "Ông Trần Văn B, Giám đốc Sở Y tế, Sở Nội vụ và Bà Lê Thị C, Trưởng ban Dân tộc theo dõi",
            ["Ông Trần Văn B, Giám đốc Sở Y tế", "Sở Nội vụ", "Bà Lê Thị C, Trưởng ban Dân tộc"],
        ),
        ("Đồng chí Nguyễn Văn A, Sở Y tế chủ trì", ["Đồng chí Nguyễn Văn A", "Sở Y tế"]),
        ("Chủ tịch UBND tỉnh, Giám đốc Sở Y tế chỉ đạo", ["Chủ tịch UBND tỉnh", "Giám đốc Sở Y tế"]),
    ],
)
def test_a_person_with_an_office_is_one(words, names):
    text = f"KẾ HOẠCH\nTHỬ\n\nII. NỘI DUNG\n1. {words} trồng tre.\n"
    [task] = read_bytes(text.encode(), "t.txt").tasks
    assert [party.plain for party in task.lead] == names


@pytest.mark.parametrize(("heading", "doubt"), [("Trung tâm dữ liệu", "name_end"), ("Trung tâm Dữ liệu", ""),
                                                ("Công an tỉnh", ""), ("Ban chỉ đạo", "")])  # fmt: skip
def test_a_heading_that_may_be_a_field_wants_a_look(heading, doubt):
    text = f"KẾ HOẠCH\nTHỬ\n\nII. NỘI DUNG\n1. {heading}\n- Trồng tre ở bờ sông.\n"
    [task] = read_bytes(text.encode(), "t.txt").tasks
    assert [(party.plain, party.doubt) for party in task.lead] == [(heading, doubt)]
