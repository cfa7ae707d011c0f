"""Hand-made readings in the shape of the contract, and small plans in our own words."""

import hashlib
from pathlib import Path

from chithi.reader import read_bytes

PLAN = """KẾ HOẠCH
Thực hiện Chỉ thị về công tác phụ nữ trên địa bàn tỉnh

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của cán bộ về công tác phụ nữ.
II. NỘI DUNG THỰC HIỆN
1. Đẩy mạnh tuyên truyền pháp luật về bình đẳng giới; biểu dương các mô hình hay.
2. Kiểm tra, giám sát và xử lý các hành vi vi phạm quyền của phụ nữ.
3. Chăm sóc sức khỏe bà mẹ và trẻ em gái ở vùng khó khăn.
4. Hỗ trợ phụ nữ khởi nghiệp và thành lập hợp tác xã.
III. TỔ CHỨC THỰC HIỆN
1. Sở Lao động - Thương binh và Xã hội
- Kiểm tra, giám sát việc xử lý các hành vi vi phạm quyền của phụ nữ tại doanh nghiệp; thống kê số liệu tách biệt giới.
- Phối hợp với Sở Nội vụ, các đơn vị có liên quan rà soát đội ngũ cán bộ nữ trước ngày 31/10/2024.
2. Sở Y tế: Chăm sóc sức khỏe bà mẹ và trẻ em; tập huấn cho nhân viên y tế thôn bản.
3. Các sở, ban, ngành thuộc tỉnh
Tuyên truyền pháp luật về bình đẳng giới tại cơ quan.
4. Ủy ban nhân dân các huyện, thành phố:
- Biểu dương các mô hình hay ở cơ sở.
5. Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh, Hội LHPN tỉnh và các doanh nghiệp trên địa bàn tỉnh
Vận động hội viên và người lao động tham gia giám sát.
Giám đốc các Sở, ban, ngành; Chủ tịch Ủy ban nhân dân các huyện, thành phố hằng năm trước ngày 15 tháng 11 báo cáo Ủy ban nhân dân tỉnh qua Sở Lao động - Thương binh và Xã hội để tổng hợp./.

Nơi nhận:
- Thường trực Tỉnh ủy (để b/c);
- Lưu: VT.
"""  # noqa: E501


def reading_of(text: str) -> dict:
    return read_bytes(text.encode(), "ke-hoach.txt").as_dict()


def party(name: str, start: int, mode: str = "told") -> dict:
    return {"name": name, "span": [start, start + len(name)], "mode": mode}


def hand_made() -> dict:
    """One leaf of two clauses; the second has a partner and a day of its own; the leaf's label line adds a partner."""
    text = "Sở A\nlàm việc một; cùng Sở B làm việc hai trước 31/12. Phối hợp: Sở C"
    at = text.index
    first, second = "làm việc một", "cùng Sở B làm việc hai trước 31/12"
    b, c = party("Sở B", at("Sở B")), party("Sở C", at("Sở C"))
    due = {"value": "2024-12-31", "bound": "before", "span": [at("31/12"), at("31/12") + 5]}
    return {
        "source": {"file": "x.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text},
        "provisions": [],
        "tasks": [
            {
                "id": "I.1", "at": "I.1", "text": text[5:], "span": [5, len(text)],
                "lead": [party("Sở A", 0)], "with": [b, c], "due": [due], "cites": [],
                "clauses": [
                    {"id": "I.1.c1", "text": first, "span": [5, 5 + len(first)], "lead": [], "with": [], "due": []},
                    {"id": "I.1.c2", "text": second, "span": [at(second), at(second) + len(second)], "lead": [], "with": [b], "due": [due]},  # noqa: E501
                ],
            }
        ],
        "reports": [],
        "abbreviations": [],
    }  # fmt: skip


def ha_nam(shared: Path) -> bytes:
    return (shared / "plans" / "ha-nam-21-ct-tw.txt").read_bytes()
