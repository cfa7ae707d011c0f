"""Names of the kinds of body that plans of ministries, provinces, communes and the Party name, and where they end."""

import pytest

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
