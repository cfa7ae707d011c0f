"""The names of cells, and the scope in which a unit reports."""

from hypothesis import given
from hypothesis import strategies as st

from chithi.figures.cells import CellKey, cells_of, code_of, key_of, scope_for
from tests.figures.trees import A1, DISTRICT_A, HEALTH, PROVINCE, TREE

CODES = {"live-births": 7, "bodies-with-woman-key-leader": 8}


@given(
    st.sampled_from(sorted(CODES)),
    st.sampled_from(["own", "all"]),
    st.sampled_from(["", "numerator", "denominator"]),
    st.sampled_from(["F", "M", "_T"]),
    st.sampled_from(["", "age=15-24|area=rural"]),
)
def test_a_name_leads_back_to_its_cell(indicator, scope, part, sex, breakdown):
    key = CellKey(CODES[indicator], scope, breakdown, part, sex)
    assert key_of(code_of(key, indicator), CODES) == key


def test_other_names_lead_nowhere():
    for name in (
        "f:unknown:own::F",
        "f:live-births:own::X",
        "f:live-births:some::F",
        "work:1:state",
        "",
        "f:::",
    ):
        assert key_of(name, CODES) is None


def test_a_district_reports_with_its_communes_everybody_else_for_itself():
    assert [scope_for(TREE[u], TREE) for u in (PROVINCE, HEALTH, DISTRICT_A, A1)] == [
        "own",
        "own",
        "all",
        "own",
    ]


def test_a_rate_is_asked_in_two_parts_and_people_by_sex():
    assert cells_of("flow", False) == (("", "_T"),)
    assert cells_of("stock", True) == (("", "F"), ("", "M"), ("", "_T"))
    assert cells_of("rate", False) == (("numerator", "_T"), ("denominator", "_T"))
