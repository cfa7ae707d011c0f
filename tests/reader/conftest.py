"""What the reader's tests lean on: the real plans beside the checkout, and a small plan of our own."""

import importlib.util
from pathlib import Path

import pytest

from chithi.reader import Reading, read, read_bytes

# Made up, of the same genre as the real ones: every level, labels, a table, a deadline, a report.
SMALL_PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG XANH
Số: 12/KH-UBND
Sông Xanh, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
PHÁT TRIỂN VĂN HÓA ĐỌC GIAI ĐOẠN 2024 - 2026

Thực hiện Quyết định số 45/QĐ-TTg ngày 02/01/2024 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao văn hóa đọc (VHĐ) trong Nhân dân.
2. Yêu cầu
- Các sở, ban, ngành triển khai thống nhất.
II. NỘI DUNG
1. Xây dựng thư viện ở cơ sở.
2. Tổ chức ngày hội đọc sách.
III. TỔ CHỨC THỰC HIỆN
1. Sở Văn hóa và Thể thao
a) Chủ trì, phối hợp với Sở Tài chính, các đơn vị liên quan xây dựng thư viện; hướng dẫn nghiệp vụ cho cơ sở.
b) Tổ chức tập huấn xong trong tháng 6/2024.
2. Sở Giáo dục và Đào tạo: Đưa giờ đọc sách vào trường học. Phối hợp với Hội Khuyến học tỉnh vận động tặng sách.
3. Đề nghị Tỉnh đoàn, Hội Nông dân tỉnh
Vận động đoàn viên, hội viên tham gia; tổ chức tủ sách ở thôn, bản.
4. Ủy ban nhân dân các xã, phường bố trí địa điểm đọc sách trước ngày 30/4/2024.
Các sở, ban, ngành; Ủy ban nhân dân các xã, phường định kỳ hằng năm trước ngày 01 tháng 12 báo cáo Ủy ban nhân dân tỉnh qua Sở Văn hóa và Thể thao để tổng hợp./.

Nơi nhận:
- Thường trực Tỉnh ủy (để báo cáo);
- Các sở, ban, ngành;
- Lưu: VT, VX.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn A
"""  # noqa: E501


@pytest.fixture(scope="session")
def plans(shared: Path) -> Path:
    """The folder of real plans."""
    return shared / "plans"


@pytest.fixture(scope="session")
def scorer(plans: Path):
    """The founders' own scorer of readings, as a module."""
    spec = importlib.util.spec_from_file_location("plan_score", plans / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def ha_nam(plans: Path) -> Reading:
    return read(plans / "ha-nam-21-ct-tw.txt")


@pytest.fixture(scope="session")
def small() -> Reading:
    return read_bytes(SMALL_PLAN.encode(), "small.txt")
