import random

from hypothesis import given
from hypothesis import strategies as st

from chithi.plans.difference import Piece, difference

WORDS = [
    "kiểm tra",
    "giám sát",
    "tuyên",
    "cán bộ",
    "nữ",
    "gia đình",
    "trẻ em",
    "luật",
    "khởi nghiệp",
    "sức khỏe",
]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
labels = st.sampled_from(["III.1", "III.2", "III.3", "III.4"])
names = st.sampled_from([("so y te",), ("so noi vu",), ()])


@st.composite
def plans(draw, unique=False):
    rows = draw(
        st.lists(st.tuples(labels, texts, names), max_size=12, unique_by=(lambda r: r[1]) if unique else None)
    )
    return [Piece(n, *row) for n, row in enumerate(rows)]


def kinds(changes):
    return [c.kind for c in changes]


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan):
    changes = difference(plan, plan)
    assert set(kinds(changes)) <= {"same"}
    assert [c.old.key for c in changes] == [c.new.key for c in changes]


@given(plans(unique=True), st.integers())
def test_another_order_keeps_every_identity(plan, seed):
    shuffled = random.Random(seed).sample(plan, len(plan))
    changes = difference(plan, shuffled)
    assert set(kinds(changes)) <= {"same", "moved"}
    assert all(c.old.key == c.new.key for c in changes)


@given(plans(), plans())
def test_every_piece_is_said_once(old, new):
    changes = difference(old, new)
    assert sorted(c.old.key for c in changes if c.old) == [p.key for p in old]
    assert [c.new.key for c in changes if c.new] == [p.key for p in new]
    assert all(
        (c.kind == "added") == (c.old is None) and (c.kind == "removed") == (c.new is None) for c in changes
    )


OLD = [
    Piece(1, "III.1", "Kiểm tra việc sử dụng lao động nữ tại các doanh nghiệp.", ("so ld",)),
    Piece(2, "III.2", "Tập huấn cho cán bộ y tế thôn bản về chăm sóc sức khỏe bà mẹ.", ("so y te",)),
    Piece(3, "III.3", "Kiện toàn Ban vì sự tiến bộ của phụ nữ.", ("huyen",)),
]


def test_a_reworded_clause_keeps_its_identity():
    new = [
        OLD[0],
        Piece(
            "n", "III.2", "Tập huấn cho cán bộ y tế cơ sở về chăm sóc sức khỏe bà mẹ, trẻ em.", ("so y te",)
        ),
        OLD[2],
    ]
    changes = difference(OLD, new)
    assert kinds(changes) == ["same", "changed", "same"]
    assert changes[1].old.key == 2
    assert 500 <= changes[1].similarity < 1000


def test_a_part_taken_out_renumbers_the_others_without_a_change_of_identity():
    new = [OLD[0], Piece("n", "III.2", OLD[2].text, ("huyen",))]
    changes = difference(OLD, new)
    assert [(c.kind, c.old.key) for c in changes] == [("same", 1), ("moved", 3), ("removed", 2)]


def test_the_same_words_of_two_units_are_told_apart_by_the_unit():
    same = "Tăng cường kiểm tra, giám sát."
    old = [Piece("a", "III.5", same, ("so a",)), Piece("b", "III.6", same, ("so b",))]
    new = [Piece("x", "III.5", same, ("so b",))]
    assert [(c.kind, c.old.key) for c in difference(old, new)] == [("moved", "b"), ("removed", "a")]


def test_another_clause_in_its_place_is_one_removed_and_one_added():
    new = [Piece("n", "III.3", "Mở chuyên mục phát thanh hằng tuần.", ("dai",))]
    assert kinds(difference([OLD[2]], new)) == ["added", "removed"]


def test_a_line_break_or_a_full_stop_is_no_change():
    new = [Piece("n", "III.3", "Kiện toàn Ban vì sự\n tiến bộ của phụ nữ;", ("huyen",))]
    assert kinds(difference([OLD[2]], new)) == ["same"]
