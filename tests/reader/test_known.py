"""What people taught is used by the next reading, and said; without it the reading is what it was."""

from chithi.reader import Known, read_bytes
from tests.reader.test_doubts import HEAD
from tests.reader.test_tasks import TABLE


def tasks_of(body, known=Known()):  # noqa: B008
    return read_bytes((HEAD + body).encode(), "t.txt", known).tasks


def said(task):
    return [(p.plain, p.found.value) for p in task.lead], [(p.plain, p.found.value) for p in task.partners]


ALIAS = Known.of(aliases=["Nhóm Sông Xanh"])
BODY = "1. Nhóm Sông Xanh\n- Xây dựng tài liệu.\n2. Sở Y tế phối hợp với Nhóm Sông Xanh, Sở Tài chính tập huấn.\n"


def test_a_name_that_was_taught_is_a_unit_and_says_so():
    first, second = tasks_of(BODY, ALIAS)
    assert said(first) == ([("Nhóm Sông Xanh", "learned")], [])
    assert said(second) == (
        [("Sở Y tế", "sentence")],
        [("Nhóm Sông Xanh", "learned"), ("Sở Tài chính", "phrase")],
    )


def test_without_it_the_words_are_no_unit():
    (task,) = tasks_of(BODY)
    assert said(task) == ([("Sở Y tế", "sentence")], [])


def test_a_taught_name_in_the_middle_of_a_list_joins_it():
    body = "1. Sở Y tế, Nhóm Sông Xanh và Sở Tài chính\n- Xây dựng tài liệu.\n"
    assert [p for p, _ in said(tasks_of(body, ALIAS)[0])[0]] == ["Sở Y tế", "Nhóm Sông Xanh", "Sở Tài chính"]


def test_a_taught_name_with_other_spaces_or_in_the_other_spelling_is_known():
    known = Known.of(aliases=["Nhóm Hoà Bình"])
    (task,) = tasks_of("1. Nhóm Hòa\u00a0 Bình:\n- Xây dựng tài liệu.\n", known)
    assert [p for p, _ in said(task)[0]] == ["Nhóm Hòa Bình"]


def test_a_taught_name_counts_in_capitals_and_whole_only():
    known = Known.of(aliases=["Nhóm Xanh"])
    assert tasks_of("1. Nhóm Xanhh\n- Xây dựng tài liệu.\n", known) == ()
    assert tasks_of("1. nhóm xanh\n- Xây dựng tài liệu.\n", known) == ()


NO_UNIT = "1. Sở Y tế\n- Xây dựng tài liệu.\n2. Quỹ xanh\n- Bố trí kinh phí.\n"


def test_a_name_that_is_no_unit_gets_no_work_and_is_told_of():
    before = tasks_of(NO_UNIT)
    assert [p.plain for t in before for p in t.lead] == ["Sở Y tế", "Quỹ xanh"]
    reading = read_bytes((HEAD + NO_UNIT).encode(), "t.txt", Known.of(not_units=["quỹ  xanh"]))
    assert [p.plain for t in reading.tasks for p in t.lead] == ["Sở Y tế"]
    (span,) = [w.span for w in reading.warnings if w.what == "taught_no_unit"]
    assert reading.source.text[slice(*span)] == "Quỹ xanh"


OFFICE = Known.of(not_units=["Văn phòng Ban Chỉ huy"])


def named(body, known=OFFICE):
    reading = read_bytes((HEAD + body).encode(), "t.txt", known)
    parties = [([p.plain for p in t.lead], [p.plain for p in t.partners]) for t in reading.tasks]
    return parties, [w.what for w in reading.warnings if w.what != "no_title"]


def test_only_the_name_itself_is_left_out_of_a_list_wherever_it_stands():
    for several in (
        "Văn phòng Ban Chỉ huy, Sở Tài chính, Sở Nội vụ",
        "Sở Tài chính, Văn phòng Ban Chỉ huy, Sở Nội vụ",
        "Sở Tài chính, Sở Nội vụ, Văn phòng Ban Chỉ huy",
        "Sở Tài chính, Sở Nội vụ và Văn phòng Ban Chỉ huy",
    ):
        body = f"1. Sở Y tế phối hợp với {several} tổ chức tập huấn.\n"
        assert named(body) == ([(["Sở Y tế"], ["Sở Tài chính", "Sở Nội vụ"])], ["taught_no_unit"])


def test_the_others_of_a_subject_lead_where_one_name_is_no_unit():
    for several in ("Văn phòng Ban Chỉ huy, Sở Y tế", "Sở Y tế và Văn phòng Ban Chỉ huy"):
        assert named(f"1. {several} tổ chức tập huấn.\n") == ([(["Sở Y tế"], [])], ["taught_no_unit"])


def test_the_others_of_a_heading_keep_their_work_where_one_name_is_no_unit():
    for several in ("Văn phòng Ban Chỉ huy, Sở Y tế", "Sở Y tế, Văn phòng Ban Chỉ huy"):
        body = f"1. {several}\n- Xây dựng tài liệu.\n"
        assert named(body) == ([(["Sở Y tế"], [])], ["taught_no_unit"])


def test_the_others_of_a_label_line_stay_where_one_name_is_no_unit():
    for several in ("Văn phòng Ban Chỉ huy; Sở Y tế", "Sở Y tế; Văn phòng Ban Chỉ huy"):
        body = f"1. Xây dựng tài liệu tuyên truyền.\n- Cơ quan chủ trì: {several}.\n"
        assert named(body) == ([(["Sở Y tế"], [])], ["taught_no_unit"])
        body = f"1. Sở Nội vụ\n- Xây dựng tài liệu.\n+ Cơ quan phối hợp: {several}.\n"
        assert named(body) == ([(["Sở Nội vụ"], ["Sở Y tế"])], ["taught_no_unit"])


def test_the_others_of_a_cell_stay_where_one_name_is_no_unit():
    table = TABLE.replace("Sở Y tế; UBND cấp xã", "Văn phòng Ban Chỉ huy; Sở Y tế; UBND cấp xã")
    assert table != TABLE
    cells, _ = named("Nơi nhận:\n- Lưu: VT.\n" + table)
    assert cells == named("Nơi nhận:\n- Lưu: VT.\n" + TABLE)[0]
    assert (["Sở Y tế", "UBND cấp xã"], []) in [(lead, []) for lead, _ in cells]


def test_a_label_line_of_nothing_but_that_name_is_told_of_as_what_it_is():
    body = "1. Sở Nội vụ\n- Xây dựng tài liệu.\n+ Cơ quan phối hợp: Văn phòng Ban Chỉ huy.\n"
    assert named(body) == ([(["Sở Nội vụ"], [])], ["taught_no_unit"])
    body = "1. Xây dựng tài liệu.\n- Cơ quan chủ trì: Văn phòng Ban Chỉ huy.\n2. Sở Y tế tập huấn.\n"
    assert "label_names_nobody" not in named(body)[1]


def test_a_name_taught_as_a_unit_stands_beside_one_taught_as_none():
    known = Known.of(["Nhóm Sông Xanh"], ["Văn phòng Ban Chỉ huy"])
    body = "1. Sở Y tế phối hợp với Văn phòng Ban Chỉ huy, Nhóm Sông Xanh, Sở Nội vụ tập huấn.\n"
    assert named(body, known)[0] == [(["Sở Y tế"], ["Nhóm Sông Xanh", "Sở Nội vụ"])]


def test_what_is_taught_both_ways_is_no_unit():
    assert Known.of(["Nhóm Xanh"], ["nhóm xanh"]).aliases == frozenset()


def test_nothing_taught_changes_nothing(plans):
    for path in sorted(plans.glob("*.txt")):
        data = path.read_bytes()
        assert read_bytes(data, path.name, Known.of()) == read_bytes(data, path.name)
