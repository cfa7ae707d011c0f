from hypothesis import given
from hypothesis import strategies as st

from chithi.plans import states
from chithi.plans.highlight import Mark, segments

marks = st.builds(Mark, st.integers(1, 4), st.integers(0, 60), st.integers(0, 60), st.booleans())


@given(st.text(max_size=50), st.lists(marks, max_size=8))
def test_the_segments_put_together_are_the_text(text, marks):
    assert "".join(s.text for s in segments(text, marks)) == text


def test_words_and_names_light_up_with_their_item():
    text = "Sở A: làm một; làm hai"
    found = segments(
        text, [Mark(1, 6, 13, True), Mark(2, 15, 22, True), Mark(1, 0, 4, False), Mark(2, 0, 4, False)]
    )
    assert [(s.text, s.owner, s.items, s.first) for s in found] == [
        ("Sở A", None, (1, 2), False),
        (": ", None, (), False),
        ("làm một", 1, (1,), True),
        ("; ", None, (), False),
        ("làm hai", 2, (2,), True),
    ]


def test_a_name_inside_the_words_does_not_break_the_way_to_the_item():
    found = segments("cùng Sở B làm", [Mark(1, 0, 13, True), Mark(1, 5, 9, False)])
    assert [(s.text, s.owner, s.first) for s in found] == [
        ("cùng ", 1, True),
        ("Sở B", 1, False),
        (" làm", 1, False),
    ]


def test_a_plan_goes_from_draft_to_its_end_and_never_back():
    assert states.open_moves("draft") == ["publish", "put_aside"]
    assert states.open_moves("published") == states.open_moves("amended") == ["amend", "supersede", "end"]
    assert states.open_moves("superseded") == states.open_moves("ended") == []


def test_the_table_of_moves_in_the_docs_is_that_of_the_code():
    from pathlib import Path

    text = (Path(__file__).parents[2] / "docs" / "plans.md").read_text("utf-8")
    for name, move in states.MOVES.items():
        row = [name, ", ".join(sorted(move.sources)), move.target, move.permission, move.needs]
        assert f"| {' | '.join(row)} |" in text
    assert (
        sum(line.split("|")[1].strip() in states.MOVES for line in text.splitlines() if line.startswith("|"))
        == 5
    )
