"""What wants a look says so, and why; what is clear does not; what could not be placed is a warning with its span."""

import pytest

from chithi.reader import read, read_bytes
from chithi.reader.commands import WARNINGS, said, summary
from tests.reader.test_tasks import TABLE

HEAD = "KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. MỤC ĐÍCH\n- Nâng cao chất lượng.\nII. TỔ CHỨC THỰC HIỆN\n"


def reading_of(body, head=HEAD):
    return read_bytes((head + body).encode(), "t.txt")


def task_of(body):
    return reading_of(body).tasks[-1]


def warnings_of(body, head=HEAD, below=""):
    reading = reading_of(body + below, head)
    return [(w.what, reading.source.text[w.span[0] : w.span[1]]) for w in reading.warnings]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. Sở Y tế\na) Xây dựng tài liệu.\n", "heading"),
        ("1. Sở Y tế xây dựng tài liệu.\n", "sentence"),
        ("1. Xây dựng tài liệu (Giao Sở Y tế chủ trì thực hiện).\n", "bracket"),
        ("1. Xây dựng tài liệu tuyên truyền cho nhân dân.\nĐơn vị chủ trì: Sở Y tế\n", "label"),
        (
            "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n| 1 | Xây dựng tài liệu | Sở Y tế | Quý I/2025 |\n",
            "column",
        ),
    ],
)
def test_a_lead_says_how_it_was_found(body, found):
    task = task_of(body)
    assert [(p.plain, p.found, p.doubt) for p in task.lead] == [("Sở Y tế", found, "")]
    assert task.as_dict()["lead"][0]["found"] == found
    assert "doubt" not in task.as_dict()["lead"][0]


def test_a_partner_and_a_day_of_the_sentence_are_found_by_their_phrase():
    task = task_of("1. Sở Y tế phối hợp với Sở Tài chính xây dựng tài liệu, xong trước ngày 15/12/2025.\n")
    assert [(p.plain, p.found) for p in task.partners] == [("Sở Tài chính", "phrase")]
    assert [(d.value, d.found) for d in task.due] == [("2025-12-15", "phrase")]


def test_a_day_of_a_label_line_says_so():
    task = task_of("1. Sở Y tế xây dựng tài liệu cho nhân dân.\nThời gian thực hiện: Quý I/2026\n")
    assert [(d.value, d.found) for d in task.due] == [("2026-Q1", "label")]


def test_what_wants_a_look_is_marked_with_its_reason_in_the_json():
    party = task_of("1. Sở Y tế\n- Xây dựng tài liệu.\n3. Sở Nội vụ\n- Bố trí cán bộ.\n")
    assert "doubt" not in party.as_dict()
    first = reading_of("1. Sở Y tế\n- Xây dựng tài liệu.\n3. Sở Nội vụ\n- Bố trí cán bộ.\n").tasks[0]
    assert first.as_dict()["lead"][0] == {
        "name": "Sở Y tế",
        "span": list(first.lead[0].span),
        "mode": "told",
        "found": "heading",
        "doubt": True,
        "why": "number_lost",
    }


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("1. Sở Y tế\na) Xây dựng tài liệu. b) Tổ chức tập huấn.\n", "label_inside"),
        ("1. Sở Y tế\na) Xây dựng tài liệu: - Tổ chức tập huấn.\n", "label_inside"),
        ("1. Sở Y tế\na) Xây dựng tài liệu.\na) Tổ chức tập huấn.\n", "number_twice"),
        ("1. Sở Y tế\n- Xây dựng tài liệu.\n\nTổ chức tập huấn cho cán bộ.\n", "no_label"),
        ("1. Sở Y tế\na) Hiệu quả của các mục tiêu đã nêu.\n", "no_duty"),
    ],
)
def test_a_task_whose_line_was_damaged_wants_a_look(body, why):
    assert task_of(body).doubt == why
    assert task_of(body).as_dict()["why"] == why


@pytest.mark.parametrize(
    "body",
    [
        "1. Sở Y tế\na) Xây dựng tài liệu (theo mục 2. Nội dung).\n",
        "1. Sở Y tế\na) Xây dựng tài liệu.\nb) Tổ chức tập huấn.\n2. Sở Nội vụ\nBố trí cán bộ.\n",
        "1. Sở Y tế\na) Theo chức năng, nhiệm vụ xây dựng tài liệu theo khoản 1 Điều 5.\n",
    ],
)
def test_a_clear_task_wants_none(body):
    for task in reading_of(body).tasks:
        facts = (task, *task.lead, *task.partners, *task.due, *task.clauses)
        assert [fact.doubt for fact in facts] == [""] * len(facts)


def test_letters_may_skip_as_the_alphabet_does():
    letters = "".join(f"{c}) Xây dựng tài liệu số một.\n" for c in "abcdđegh")
    assert {p.doubt for t in reading_of(f"1. Sở Y tế\n{letters}").tasks for p in t.lead} == {""}


def test_a_name_that_lacks_a_word_of_another_wants_a_look():
    body = "1. Sở Tư pháp\n- Xây dựng tài liệu.\n- Tổ chức tập huấn.\n2. Sở pháp\n- Tổ chức hội thảo.\n"
    leads = [t.lead[0] for t in reading_of(body).tasks]
    assert [(p.plain, p.doubt) for p in leads[1:]] == [("Sở Tư pháp", ""), ("Sở pháp", "name_short")]


def test_a_heading_joined_with_the_dash_below_it_wants_a_look():
    lead = task_of("1. Văn phòng Ủy ban - Tham mưu\n- Xây dựng tài liệu.\n").lead[0]
    assert (lead.plain, lead.doubt) == ("Văn phòng Ủy ban - Tham mưu", "name_end")


def test_an_open_group_that_runs_into_the_duty_wants_a_look():
    task = task_of("1. Sở Y tế\n- Phối hợp với các đơn vị có liên quan ngó lại đội ngũ.\n")
    assert [(p.plain, p.doubt) for p in task.partners] == [
        ("các đơn vị có liên quan ngó lại đội ngũ", "name_end")
    ]
    task = task_of("1. Sở Y tế\n- Phối hợp với các đơn vị có liên quan trên địa bàn xây dựng tài liệu.\n")
    assert [p.doubt for p in task.partners] == [""]


@pytest.mark.parametrize(("day", "why"), [("2019", "day_odd"), ("2040", "day_odd"), ("2026", "")])
def test_a_day_far_from_the_papers_own_wants_a_look(day, why):
    head = "Số: 1/KH-UBND\nSông Xanh, ngày 05 tháng 3 năm 2024\n\n" + HEAD
    task = reading_of(f"1. Sở Y tế xây dựng tài liệu, xong trước ngày 15/12/{day}.\n", head).tasks[0]
    assert [d.doubt for d in task.due] == [why]


def test_a_duty_to_report_in_a_doubted_task_is_doubted_too():
    body = (
        "1. Sở Y tế\n- Xây dựng tài liệu.\n- Hằng năm báo cáo Ủy ban nhân dân tỉnh trước ngày 15 tháng 11.\n"
        "3. Sở Nội vụ\n- Bố trí cán bộ.\n"
    )
    (duty,) = reading_of(body).reports
    assert (duty.found, duty.doubt) == ("sentence", "number_lost")
    assert duty.as_dict()["doubt"] is True


@pytest.mark.parametrize(
    ("body", "what", "words"),
    [
        (
            "1. Sở Y tế xây dựng tài liệu cho nhân dân.\nĐơn vị chủ trì: theo phân công sau\n",
            "label_names_nobody",
            "theo phân công sau",
        ),
        (
            "1. Sở Y tế xây dựng tài liệu cho nhân dân.\nThời gian thực hiện: 45 phần trăm\n",
            "label_no_day",
            "45 phần trăm",
        ),
        (
            "| TT | Nội dung | Cơ quan chủ trì | Thời gian | Mã hiệu |\n"
            "| 1 | Xây dựng tài liệu | Sở Y tế | Quý I/2025 | X1 |\n",
            "column_unknown",
            "Mã hiệu",
        ),
        (
            "1. Xây dựng tài liệu tuyên truyền.\n2. Sở Y tế tổ chức tập huấn.\n",
            "nobody_leads",
            "Xây dựng tài liệu tuyên truyền.",
        ),
    ],
)
def test_what_could_not_be_placed_is_a_warning_with_its_span(body, what, words):
    assert warnings_of(body) == [(what, words)]


def test_work_assigned_behind_the_recipients_is_a_warning():
    behind = "Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng tài liệu cho nhân dân trong tỉnh."
    body = f"1. Sở Y tế xây dựng tài liệu.\n\nNơi nhận:\n- Lưu: VT.\n\n{behind}\n"
    assert ("stands_nowhere", behind) in warnings_of(body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("1. Xây dựng tài liệu cho nhân dân.\nĐơn vị chủ trì: Sở Y tế\n", ["Sở Y tế"]),
        ("1. Sở Y tế\n- Xây dựng tài liệu cho nhân dân.\n", ["Sở Y tế"]),
        ("1. Sở Y tế\n- Sở Nội vụ xây dựng tài liệu.\n", []),
    ],
)
def test_a_unit_that_is_named_in_a_part_that_lost_its_heading_is_a_warning(body, words):
    """All of it counts to the part of goals then, which has no tasks."""
    silent = "KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. MỤC TIÊU\n"
    below = "II. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính bố trí kinh phí.\n"
    assert warnings_of(body, silent if words else HEAD, below if words else "") == [
        ("unit_without_work", word) for word in words
    ]


def test_a_plan_of_contents_has_no_warning_for_each_of_them(small):
    assert small.warnings == ()


def test_every_warning_is_said_in_both_languages():
    for code, (vietnamese, english) in WARNINGS.items():
        assert said(code) == vietnamese
        assert said(code, english=True) == english
        assert vietnamese != english


def test_the_summary_names_what_wants_a_look_and_quotes_what_could_not_be_placed():
    body = "1. Sở Y tế\na) Xây dựng. b) Tập huấn.\nĐơn vị chủ trì: theo phân công sau\n"
    text = summary(reading_of(body))
    assert "Cần xem lại: 1 nhiệm vụ" in text
    assert "“theo phân công sau”" in text


def test_the_real_plans_have_few_doubts(plans):
    """On plans that are read without a miss a doubt is one look too many: at most one in eight facts."""
    facts = doubted = 0
    for path in sorted(plans.glob("*.txt")):
        for task in read(path).tasks:
            for fact in (*task.lead, *task.partners, *task.due):
                facts += 1
                doubted += bool(fact.doubt or task.doubt)
    assert facts > 500
    assert doubted <= 0.12 * facts, (doubted, facts)


LABELLED = "1. Xây dựng tài liệu.\n- Cơ quan chủ trì: Sở Y tế.\n{}2. Tập huấn cán bộ.\n- Cơ quan chủ trì: Sở Nội vụ.\n"


@pytest.mark.parametrize(
    ("line", "whys"),
    [
        ("- Thời gian: quý 14 năm 2O24.\n", ["label_unread", ""]),
        ("- Cơ quan phối hợp: do các bên bàn.\n", ["label_unread", ""]),
        ("- Thời gian: năm 2024.\n", ["", ""]),
        ("- Thời gian: theo kế hoạch 12.\n", ["", ""]),
    ],
)
def test_a_task_whose_label_line_cannot_be_read_wants_a_look(line, whys):
    assert [t.doubt.value for t in reading_of(LABELLED.format(line)).tasks] == whys


def test_a_task_whose_cell_of_the_day_cannot_be_read_wants_a_look():
    table = TABLE.replace("Trước ngày 30/11/2025", "quý 14")
    assert [t.doubt.value for t in reading_of("Nơi nhận:\n- Lưu: VT.\n" + table).tasks] == [
        "label_unread",
        "",
    ]


@pytest.mark.parametrize(
    "day",
    [
        "trước ngày 3a/11/2024",
        "trước ngày 31/02/2025",
        "trước 31/02/2025",
        "trong tháng 13/2024",
        "trong quý V/2024",
        "trước ngày     tháng 5 năm 2024",
    ],
)
def test_a_deadline_of_running_text_that_is_no_day_is_said(day):
    body = f"1. Sở Y tế\n- Xây dựng tài liệu {day}.\n"
    assert task_of(body).doubt == "label_unread"
    [(what, words)] = warnings_of(body)
    assert what == "label_no_day"
    assert day.endswith(words)


@pytest.mark.parametrize(
    "day",
    ["trước ngày 15/5", "trước ngày bầu cử", "từ tháng 5 đến tháng 8/2024", "trước ngày 15/6 và 31/12/2024"],
)
def test_a_day_that_can_be_read_or_is_none_is_not_warned_of(day):
    assert warnings_of(f"1. Sở Y tế\n- Xây dựng tài liệu {day}.\n") == []
