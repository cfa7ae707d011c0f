"""Every number of the report opens what it was counted from, and the two agree."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chithi.steering.compose import compose
from chithi.steering.explain import explain
from chithi.steering.values import WORK_STATES, Answer, Case, UnitReport
from tests.steering.cases import BODIES, CASE, DAY, OPTIONS, figures


def bare(text: str) -> str:
    """A printed number without its sign and mark."""
    return text.removeprefix("≥ ").removeprefix("≤ ").removesuffix(" (ước)").split(" (năm")[0]


def check(case: Case) -> None:
    for order in ("provision", "unit"):
        for figure in figures(compose(case, replace(OPTIONS, order=order))):
            found = explain(case, figure.code)
            assert found is not None, figure.code
            kind = figure.code.partition(":")[0]
            if kind != "figure":
                assert found.number == figure.text, figure.code
                assert len(found.lines) == int(figure.text), figure.code
            elif figure.text[0] in "0123456789≥≤" and not figure.code.endswith(":difference"):
                assert found.number == bare(figure.text), figure.code
            assert all(len(line.cells) == len(found.columns) for line in found.lines)


def test_every_number_agrees_with_its_explanation():
    check(CASE)


states = st.sampled_from(["silent", "draft", "submitted", "approved", "accepted", "returned"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(states, st.booleans()), min_size=4, max_size=4),
    st.lists(
        st.builds(
            Answer,
            st.integers(1, 4),
            st.sampled_from([b.key for b in BODIES]),
            st.sampled_from(["", *WORK_STATES[:4]]),
            st.sampled_from(["", "Đã làm.", "đã làm", "- Một\n- Hai"]),
        ),
        max_size=9,
        unique_by=lambda a: (a.work, a.unit),
    ),
)
def test_numbers_agree_with_their_explanation_whatever_was_reported(reported, answers):
    reports = tuple(
        UnitReport(
            body.key,
            state,
            DAY(2024, 11, 20 if late else 1) if state in ("approved", "accepted", "returned") else None,
            late and state in ("approved", "accepted", "returned"),
        )
        for body, (state, late) in zip(BODIES[1:], reported, strict=True)
    )
    check(replace(CASE, reports=reports, answers=tuple(answers)))


def test_the_lines_name_unit_report_state_and_words():
    found = explain(CASE, "item:2:under_way")
    assert found is not None
    (line,) = found.lines
    assert (line.unit, line.cells[0], line.cells[3]) == ("so-nv", "Sở Nội vụ", "Đã có tờ trình.")


def test_a_figure_names_its_parts_and_who_is_missing():
    found = explain(CASE, "figure:hoc-vien:total")
    assert found is not None
    assert [(line.unit, line.cells[4]) for line in found.lines] == [
        ("so-yt", "1.200"),
        ("huyen-a", "34"),
        ("so-nv", ""),
    ]


def test_codes_that_count_nothing_here_are_unknown():
    for code in ("", "units", "units:all-of-them", "item:99:done", "content:1:x", "figure:khong-co:total",
                 "figure:ty-le:colour", "proposals:9", "proposals:x", "aims:maybe", "x:y:z"):  # fmt: skip
        assert explain(CASE, code) is None, code
