"""The same plan written otherwise: what must not change the reading, and how much of it survives what may."""

import re
import textwrap
import unicodedata
from collections import Counter

import pytest

from chithi.reader import read_bytes
from tests.reader.checks import check_reading
from tests.reader.conftest import SMALL_PLAN

# Made up, with what the small plan has not: labels, a table, letters, decimals, steps, a Party body, other words.
WIDE_PLAN = """\
ỦY BAN NHÂN DÂN
TỈNH SÔNG XANH
Số: 77/KH-UBND
Sông Xanh, ngày 09 tháng 4 năm 2024

KẾ HOẠCH
GIỮ GÌN BẾN NƯỚC GIAI ĐOẠN 2024 - 2026

Thực hiện Chỉ thị số 12-CT/TU ngày 05/02/2024 của Ban Thường vụ Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Giữ bến nước sạch; các sở, ngành cùng làm.
2. Việc làm phải thường xuyên, có người chịu trách nhiệm.
II. NHIỆM VỤ
1. Đo đạc, cắm biển ở các bến nước trên địa bàn tỉnh
- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
- Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch; Ủy ban nhân dân các xã, phường.
- Thời gian thực hiện: Quý III/2024.
2. Quan trắc chất lượng nước sông
a) Lấy mẫu nước ở mỗi bến hai tháng một lần, gửi kết quả cho các xã.
- Cơ quan chủ trì: Trung tâm Quan trắc môi trường tỉnh.
- Thời gian thực hiện: Thường xuyên.
b) Công bố kết quả trên Cổng Thông tin điện tử tỉnh.
- Cơ quan chủ trì: Văn phòng UBND tỉnh.
- Thời gian thực hiện: Hằng năm.
3. Danh mục việc làm ngay

| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |
|---|---|---|---|---|
| 1 | Nạo vét bến chợ | Sở Xây dựng | Công an tỉnh | Tháng 6/2024 |
| 2 | Trồng tre chắn sóng | UBND các xã | Hội Nông dân tỉnh, Tỉnh đoàn | Trước ngày 30/9/2024 |

III. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường là cơ quan đầu mối, chủ trì, phối hợp với Sở Tài chính hướng dẫn các xã; hằng năm tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 20/12.
2. Sở Giáo dục và Đào tạo
2.1. Đưa việc giữ bến nước vào sinh hoạt của học sinh; hoàn thành trong tháng 9/2024.
2.2. Phối hợp với Tỉnh đoàn tuyên truyền trong trường học.
3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội
- Vận động Nhân dân không đổ rác xuống sông.
- Giám sát việc thực hiện Kế hoạch ở cơ sở.
4. Ủy ban nhân dân các xã, phường:
a) Lập đội giữ bến trước ngày 30/6/2024;
b) Báo cáo kết quả về Sở Nông nghiệp và Môi trường trước ngày 05/12 hằng năm.
Trên đây là Kế hoạch giữ gìn bến nước, yêu cầu các đơn vị thực hiện./.

Nơi nhận:
- Thường trực Tỉnh ủy (b/c);
- Các sở, ban, ngành;
- UBND các xã, phường;
- Lưu: VT, NN.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
"""  # noqa: E501
OWN = {"small": SMALL_PLAN, "wide": WIDE_PLAN}
REAL = ("ha-nam-21-ct-tw", "kh-7360-lai-chau-2025-luat-tieu-chuan", "qd-773-ttg-2018-kh-chi-thi-14")
TONES = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ủy", "úy", "ùy", "ụy", "Ủy", "ỦY"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "uỷ", "uý", "uỳ", "uỵ", "Uỷ", "UỶ"],
        strict=True,
    )
)


def old_tones(text):
    for new, old in TONES.items():
        text = text.replace(new, old)
    return text


def with_page_ends(text):
    lines = text.split("\n")
    return "\n".join(
        f"{line}\n\f{i // 30 + 1}" if i > 20 and i % 30 == 0 else line for i, line in enumerate(lines)
    )


def wrapped(width):
    def wrap(text):
        lines = []
        for line in text.split("\n"):
            fit = [line] if line.startswith("|") else textwrap.wrap(line, width, break_on_hyphens=False)
            lines.extend(fit or [""])
        return "\n".join(lines)

    return wrap


def as_cells(sign):
    """A table's rows with their cells parted by `sign`; the ruler of the markdown table left out."""

    def lay(text):
        text = re.sub(r"^\|-.*\n", "", text, flags=re.M)
        return re.sub(r"^\| (.*) \|$", lambda row: row[1].replace(" | ", sign), text, flags=re.M)

    return lay


SAME = {
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "every third line decomposed": lambda text: "\n".join(
        unicodedata.normalize("NFD", line) if i % 3 == 0 else line for i, line in enumerate(text.split("\n"))
    ),
    "the old place of tone marks": old_tones,
    "long dashes": lambda text: re.sub(r"^- ", "– ", text, flags=re.M),
    "bullets": lambda text: re.sub(r"^- (?!Lưu)", "• ", text, flags=re.M),
    "curly quotes": lambda text: re.sub(r'"([^"\n]*)"', r"“\1”", text),
    "hard spaces": lambda text: re.sub(
        r"(?<=\w) (?=\w)", lambda m: "\xa0" if m.start() % 7 == 0 else " ", text
    ),
    "other line ends": lambda text: text.replace("\n", "\r\n"),
    "a blank line more": lambda text: text.replace("\n", "\n\n"),
    "numbers with brackets": lambda text: re.sub(r"^(\d{1,2})\. (?=\w)", r"\1) ", text, flags=re.M),
    "numbers with strokes": lambda text: re.sub(r"^(\d{1,2})\. (?=[A-ZĐ])", r"\1/ ", text, flags=re.M),
    "letters with stops": lambda text: re.sub(r"^([a-zđ])\) ", r"\1. ", text, flags=re.M),
    "indented lines": lambda text: "\n".join(
        f"    {line}" if i % 2 else line for i, line in enumerate(text.split("\n"))
    ),
    "white space behind": lambda text: text.replace("\n", "  \n"),
    "a mark of byte order": lambda text: "\ufeff" + text,
    "headings in capitals": lambda text: re.sub(
        r"^([IVX]+\. )(.*)$", lambda m: m[1] + m[2].upper(), text, flags=re.M
    ),
}
LAID = {"tabs": as_cells("\t"), "a line for each cell": as_cells("\n")}
WRAPPED = {f"{width} letters a line": wrapped(width) for width in (60, 72, 80, 96, 110)}


def facts(text):
    """Every lead, partner and deadline with the first words of its task, white space and case aside."""
    reading = read_bytes(text.encode(), "t.txt")
    check_reading(reading)
    found = Counter()
    for task in reading.tasks:
        place = squeeze(task.text)[:30]
        found.update(("lead", place, squeeze(p.name)) for p in task.lead)
        found.update(("with", place, squeeze(p.name)) for p in task.partners)
        found.update(("due", place, d.value) for d in task.due)
    reports = [(r.due, r.every, tuple(map(squeeze, r.to))) for r in reading.reports]
    return found, reports, [c.number for c in reading.citations], reading.head.number, len(reading.recipients)


def squeeze(text):
    text = unicodedata.normalize("NFC", text)
    for new, old in TONES.items():
        text = text.replace(old, new)
    return re.sub(r"\W+", "", text).lower()


def likeness(one, other):
    """F1 of two multisets of facts."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("how", SAME)
def test_how_it_is_written_does_not_change_what_is_read(name, how):
    assert facts(SAME[how](OWN[name])) == facts(OWN[name])


@pytest.mark.parametrize("how", LAID)
def test_how_a_table_is_laid_does_not_change_what_is_read(how):
    assert facts(LAID[how](WIDE_PLAN)) == facts(WIDE_PLAN)


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("how", WRAPPED)
def test_where_lines_end_changes_next_to_nothing(name, how):
    before, after = facts(OWN[name]), facts(WRAPPED[how](OWN[name]))
    assert likeness(before[0], after[0]) >= 0.95
    assert before[1:] == after[1:]


@pytest.mark.parametrize("name", OWN)
def test_page_ends_change_next_to_nothing(name):
    before, after = facts(OWN[name]), facts(with_page_ends(OWN[name]))
    assert likeness(before[0], after[0]) >= 0.95


@pytest.mark.parametrize("name", REAL)
def test_real_plans_survive_being_written_otherwise(plans, name):
    text = (plans / f"{name}.txt").read_text("utf-8")
    before = facts(text)[0]
    for how, change in SAME.items():
        assert likeness(before, facts(change(text))[0]) >= 0.97, how
    assert likeness(before, facts(with_page_ends(text))[0]) >= 0.95
