"""The plan of Hà Nam province for Directive 21-CT/TW, item by item, written by hand from the paper."""

import pytest

LABOUR = ["Sở Lao động, Thương binh và Xã hội"]
DISTRICTS = ["Ủy ban nhân dân các huyện, thành phố"]
ITEM_13 = [
    "Ủy ban Mặt trận Tổ quốc",
    "Liên đoàn Lao động",
    "Hội LH Phụ nữ",
    "các tổ chức chính trị - xã hội",
    "các Doanh nghiệp trên địa bàn tỉnh",
]
HEADS = [
    "Giám đốc các Sở, ban, ngành, đoàn thể",
    "Chủ tịch Ủy ban nhân dân các huyện, thành phố",
    "Thủ trưởng các đơn vị có liên quan",
]
PRESS = ["Đài Phát thanh và Truyền hình", "Báo Hà Nam", "Cổng Thông tin điện tử của tỉnh"]

# id, at, how it starts, how it ends, leads, partners of the leaf, and (start, partners) of each clause.
TASKS = [
    ("III.1-1", "III.1", "Là đầu mối", "thực hiện Kế hoạch.", LABOUR, [],
     [("Là đầu mối", []), ("hướng dẫn, đôn đốc", [])]),
    ("III.1-2", "III.1", "Phát huy vai trò cơ quan Thường trực", "địa phương đơn vị.", LABOUR,
     ["Sở Nội vụ", "Hội LH phụ nữ", "các đơn vị có liên quan"],
     [("Phát huy vai trò", []), ("tăng cường các hoạt động liên ngành", []),
      ("phối hợp với Sở Nội vụ", ["Sở Nội vụ", "Hội LH phụ nữ", "các đơn vị có liên quan"]),
      ("thống kê số liệu", [])]),
    ("III.1-3", "III.1", "Rà soát, nắm bắt cung cầu", "có lao động nữ.", LABOUR, [], [("Rà soát", [])]),
    ("III.1-4", "III.1", "Tăng cường kiểm tra", "nhiều lao động nữ.", LABOUR, [], [("Tăng cường", [])]),
    ("III.2", "III.2", "Chủ trì, phối hợp với các Sở", "công chức, viên chức.", ["Sở Nội vụ"],
     ["các Sở, ngành, địa phương"],
     [("Chủ trì", ["các Sở, ngành, địa phương"]), ("rà soát, kiến nghị", []), ("thực hiện việc lồng ghép", [])]),
    ("III.3-1", "III.3", "Chủ trì, phối hợp với các đơn vị", "văn hóa cơ sở.", ["Sở Giáo dục và Đào tạo"],
     ["các đơn vị có liên quan", "Sở Văn hóa, Thể thao và Du lịch"],
     [("Chủ trì", ["các đơn vị có liên quan"]), ("Phối hợp với Sở Văn hóa", ["Sở Văn hóa, Thể thao và Du lịch"])]),
    ("III.3-2", "III.3", "Thực hiện hiệu quả", "2016- 2020", ["Sở Giáo dục và Đào tạo"], [], [("Thực hiện", [])]),
    ("III.4", "III.4", "Tăng cường các hoạt động", "ngành Y tế.", ["Sở Y tế"], [],
     [("Tăng cường", []), ("nâng cao chất lượng", []), ("Thực hiện lồng ghép giới", [])]),
    ("III.5", "III.5", "Rà soát, đánh giá", "bền vững.", ["Sở Văn hóa - Thể thao và Du lịch"], [],
     [("Rà soát", []), ("Xây dựng và triển khai", []), ("lồng ghép", [])]),
    ("III.6-1", "III.6", "Rà soát, kiểm tra", "với phụ nữ.", ["Sở Tư pháp"], [],
     [("Rà soát", []), ("đề xuất sửa đổi", [])]),
    ("III.6-2", "III.6", "Trợ giúp pháp lý", "với phụ nữ.", ["Sở Tư pháp"], [],
     [("Trợ giúp pháp lý", []), ("Đánh giá việc thực hiện", [])]),
    ("III.7", "III.7", "Quán triệt và triển khai", "trẻ em gái.", ["Công an tỉnh"], ["các cơ quan liên quan"],
     [("Quán triệt", []), ("chỉ đạo lực lượng", ["các cơ quan liên quan"])]),
    ("III.8", "III.8", "Theo chức năng nhiệm vụ", "thống kê giới.", ["Sở Kế hoạch và Đầu tư", "Cục Thống kê tỉnh"],
     ["các đơn vị liên quan"],
     [("Theo chức năng", ["các đơn vị liên quan"]), ("nghiên cứu, đề xuất", []), ("Thực hiện thu thập", [])]),
    ("III.9", "III.9", "Chủ trì, phối hợp với các Sở", "văn bản hướng dẫn.", ["Sở Tài chính"],
     ["các Sở, ngành có liên quan"],
     [("Chủ trì", ["các Sở, ngành có liên quan"]), ("hướng dẫn sử dụng kinh phí", [])]),
    ("III.10", "III.10", "Đẩy mạnh công tác tuyên truyền", "cách làm sáng tạo...", PRESS, [],
     [("Đẩy mạnh", []), ("biểu dương", [])]),
    ("III.11-1", "III.11", "Theo chức năng, nhiệm vụ", "địa bàn tỉnh.", ["Các sở, ban, ngành thuộc tỉnh"], [],
     [("Theo chức năng", []), ("phối hợp triển khai", [])]),
    ("III.12-1", "III.12", "Xây dựng Kế hoạch", "BĐG và VSTBPN.", DISTRICTS, [],
     [("Xây dựng", []), ("Phát huy vai trò", []), ("bảo đảm hoạt động", []), ("rà soát, nắm bắt", [])]),
    ("III.12-2", "III.12", "Kiện toàn, đổi mới", "Ban VSTBPN.", DISTRICTS, [], [("Kiện toàn", [])]),
    ("III.12-3", "III.12", "Tăng cường kiểm tra", "21-CT/TW.", DISTRICTS, [], [("Tăng cường", [])]),
    ("III.13-1", "III.13", "Trong phạm vi chức năng", "trẻ em ở cơ sở.", ITEM_13, ["các cấp Hội phụ nữ"],
     [("Trong phạm vi", []), ("tăng cường công tác phối hợp", ["các cấp Hội phụ nữ"]), ("tuyên truyền", []),
      ("tham gia giám sát", []), ("nghiên cứu, bố trí", [])]),
    ("III-1", "III", "Phát huy vai trò nòng cốt", "địa bàn tỉnh.", ["Hội Liên hiệp phụ nữ tỉnh"],
     ["Ban VSTBPN", "các đơn vị liên quan"],
     [("Phát huy", []), ("chỉ đạo, hướng dẫn", []), ("Đổi mới", []), ("đẩy mạnh", []), ("Chú trọng", []),
      ("Quan tâm", []), ("tích cực tạo nguồn", []), ("Phối hợp với Ban VSTBPN", ["Ban VSTBPN", "các đơn vị liên quan"]),
      ("Chủ trì phối hợp", ["các đơn vị có liên quan"])]),
    ("III-2", "III", "Giám đốc các Sở", "để tổng hợp./", HEADS, [], [("Giám đốc", []), ("định kỳ, hằng năm", [])]),
]  # fmt: skip

PART_II = [
    ("II.1", "Tăng cường sự lãnh đạo", "phụ nữ và BĐG."),
    ("II.2", "Đẩy mạnh thông tin", "sáng tạo."),
    ("II.3", "Nâng cao năng lực quản lý", "đại biểu dân cử."),
    ("II.4", "Tăng cường phối hợp", "tình hình mới."),
    ("II.5", "Rà soát sửa đổi", "Hôn nhân và gia đình."),
    ("II.6", "Tăng cường kiểm tra", "BĐG và VSTBPN."),
    ("II.7", "Phát huy vai trò của Mặt trận", "gia đình và trẻ em."),
]
ASKED = {"III.13-1", "III-1"}


def words(text):
    return " ".join(text.split())


def test_it_finds_every_task_of_part_three_and_no_other(ha_nam):
    assert [task.id for task in ha_nam.tasks] == [row[0] for row in TASKS]


@pytest.mark.parametrize("row", TASKS, ids=[row[0] for row in TASKS])
def test_a_task_with_its_place_leads_partners_and_clauses(ha_nam, row):
    ident, at, starts, ends, leads, partners, clauses = row
    task = next(t for t in ha_nam.tasks if t.id == ident)
    assert task.at == at
    assert words(task.text).startswith(starts)
    assert words(task.text).endswith(ends)
    assert [p.plain for p in task.lead] == leads
    assert [p.plain for p in task.partners] == partners
    assert len(task.clauses) == len(clauses)
    for clause, (start, own) in zip(task.clauses, clauses, strict=True):
        assert words(clause.text).startswith(start)
        assert [p.plain for p in clause.partners] == own
        assert clause.lead == ()


@pytest.mark.parametrize("row", TASKS, ids=[row[0] for row in TASKS])
def test_who_is_told_and_who_is_requested(ha_nam, row):
    task = next(t for t in ha_nam.tasks if t.id == row[0])
    assert {p.mode for p in task.lead} == {"requested" if row[0] in ASKED else "told"}


def test_the_parts_and_every_leaf_of_part_two(ha_nam):
    assert [p.label for p in ha_nam.provisions] == ["I.", "II.", "III."]
    assert [p.heading for p in ha_nam.provisions] == [
        "MỤC ĐÍCH, YÊU CẦU",
        "NỘI DUNG THỰC HIỆN",
        "TỔ CHỨC THỰC HIỆN",
    ]
    leaves = ha_nam.provisions[1].leaves()
    assert [leaf.id for leaf in leaves] == [row[0] for row in PART_II]
    for leaf, (_, starts, ends) in zip(leaves, PART_II, strict=True):
        assert words(leaf.text).startswith(starts)
        assert words(leaf.text).endswith(ends)


def test_part_one_has_four_leaves_under_two_headings(ha_nam):
    part = ha_nam.provisions[0]
    assert [(c.label, c.heading) for c in part.children] == [("1.", "Mục đích"), ("2.", "Yêu cầu")]
    assert [leaf.id for leaf in part.leaves()] == ["I.1-1", "I.1-2", "I.2-1", "I.2-2"]


def test_the_items_of_part_three_carry_their_labels_and_headings(ha_nam):
    items = ha_nam.provisions[2].children
    assert [item.label for item in items] == [f"{n}." for n in range(1, 14)] + ["", ""]
    assert items[7].heading == "Sở Kế hoạch và Đầu tư, Cục Thống kê tỉnh"
    assert items[12].heading.startswith("Đề nghị Ủy ban Mặt trận Tổ quốc")
    assert items[13].heading == "Hội Liên hiệp phụ nữ tỉnh"


def test_every_task_is_a_provision_of_the_same_id(ha_nam):
    ids = {leaf.id for part in ha_nam.provisions for leaf in part.leaves()}
    assert {task.id for task in ha_nam.tasks} <= ids


def test_the_one_deadline_is_strictly_before_15_november(ha_nam):
    dated = [(t.id, d.value, d.bound) for t in ha_nam.tasks for d in t.due]
    assert dated == [("III-2", "11-15", "before")]
    due = ha_nam.tasks[-1].clauses[1].due[0]
    assert words(ha_nam.source.text[slice(*due.span)]) == "trước ngày 15 tháng 11"
    assert ha_nam.tasks[-1].clauses[0].due == ()


def test_the_duty_to_report(ha_nam):
    [duty] = ha_nam.reports
    assert list(duty.by) == HEADS
    assert duty.to == ("Ủy ban nhân dân tỉnh",)
    assert duty.via == ("Sở Lao động Thương binh và Xã hội",)
    assert (duty.due, duty.bound, duty.every) == ("11-15", "before", "year")


def test_four_numbers_are_cited_with_three_dates(ha_nam):
    assert [(c.number, c.kind, c.date) for c in ha_nam.citations] == [
        ("21-CT/TW", "chỉ thị", "2018-01-20"),
        ("11-NQ/TW", "nghị quyết", None),
        ("3563/KH-UBND", "kế hoạch", "2017-12-08"),
        ("3572/KH-UBND", "kế hoạch", "2017-12-11"),
    ]


def test_the_slip_of_the_pen_is_the_directive(ha_nam):
    directive = ha_nam.citations[0]
    forms = {ha_nam.source.text[slice(*span)] for span in directive.spans}
    assert forms == {"21-CT/TW", "21/CT-TW"}
    assert len(directive.spans) == 14
    women = next(t for t in ha_nam.tasks if t.id == "III-1")
    assert women.cites == ("21-CT/TW", "3563/KH-UBND", "3572/KH-UBND")


def test_the_periods_and_the_abbreviations(ha_nam):
    assert [(p.first, p.last) for p in ha_nam.periods] == [
        ("2016", "2020"),
        ("2017", "2025"),
        ("2017", "2027"),
    ]
    assert [(a.short, a.long) for a in ha_nam.abbreviations] == [
        ("BĐG", "bình đẳng giới"),
        ("VSTBPN", "vì sự tiến bộ của phụ nữ"),
    ]


def test_six_recipients_with_their_notes(ha_nam):
    assert [(r.name, r.note) for r in ha_nam.recipients] == [
        ("TT Tỉnh ủy", "để b/c"),
        ("Chủ tịch, PCT UBND tỉnh", "đ/c Cẩm"),
        ("Các Sở, ngành, đoàn thể", ""),
        ("UBND các huyện, TP", ""),
        ("VPUB: LĐVP (2), KGVX(T)", ""),
        ("Lưu VT, KGVX", ""),
    ]


def test_the_head_says_kind_title_and_directive_but_no_number_and_no_date(ha_nam):
    head = ha_nam.head
    assert (head.kind, head.number, head.date, head.place) == ("kế hoạch", None, None, None)
    assert head.issuer == "Ủy ban nhân dân tỉnh"
    assert head.title.startswith("THỰC HIỆN CHỈ THỊ 21-CT/TW")
    assert head.title.endswith("TRONG TÌNH HÌNH MỚI")
    assert ha_nam.implements == ("21-CT/TW",)
    assert ha_nam.warnings == ()
