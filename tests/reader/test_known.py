"""What people taught is used by the next reading, and said; without it the reading is what it was."""

from chithi.reader import Known, read_bytes
from tests.reader.test_doubts import HEAD


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


def test_a_list_ends_before_a_name_that_is_no_unit():
    body = "1. Sở Y tế phối hợp với Sở Tài chính, Quỹ xanh tổ chức tập huấn.\n"
    assert said(tasks_of(body, Known.of(not_units=["Quỹ xanh"]))[0])[1] == [("Sở Tài chính", "phrase")]


def test_what_is_taught_both_ways_is_no_unit():
    assert Known.of(["Nhóm Xanh"], ["nhóm xanh"]).aliases == frozenset()


def test_nothing_taught_changes_nothing(plans):
    for path in sorted(plans.glob("*.txt")):
        data = path.read_bytes()
        assert read_bytes(data, path.name, Known.of()) == read_bytes(data, path.name)
