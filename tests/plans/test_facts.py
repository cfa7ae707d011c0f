from chithi.plans import facts
from tests.plans.readings import PLAN, ha_nam, hand_made, reading_of


def test_a_clause_has_the_leads_of_its_leaf_and_what_its_leaf_says_outside_of_clauses():
    first, second = facts.clauses(hand_made())
    assert [p.name for p in first.leads] == [p.name for p in second.leads] == ["Sở A"]
    assert [p.name for p in first.partners] == ["Sở C"]
    assert [p.name for p in second.partners] == ["Sở B", "Sở C"]
    assert first.dues == ()
    assert second.dues == (("2024-12-31", "before"),)


def test_a_clause_with_a_lead_of_its_own_has_that_one():
    reading = hand_made()
    reading["tasks"][0]["clauses"][1]["lead"] = reading["tasks"][0]["clauses"][1]["with"]
    first, second = facts.clauses(reading)
    assert [p.name for p in first.leads] == ["Sở A"]
    assert [p.name for p in second.leads] == ["Sở B"]


def test_joined_clauses_have_every_unit_once():
    leads, partners, dues = facts.joined(facts.clauses(hand_made()))
    assert [p.name for p in leads] == ["Sở A"]
    assert sorted(p.name for p in partners) == ["Sở B", "Sở C"]
    assert dues == (("2024-12-31", "before"),)


def test_contents_are_the_leaves_of_the_part_that_says_what_is_done():
    assert [c.at for c in facts.contents(reading_of(PLAN))] == ["II.1", "II.2", "II.3", "II.4"]


def test_the_duty_to_report_is_marked_and_nothing_else():
    marked = [c for c in facts.clauses(reading_of(PLAN)) if c.is_report_duty]
    assert len(marked) == 1
    assert "báo cáo" in marked[0].text


def test_the_yearly_report_and_the_focal_unit_are_found():
    reading = reading_of(PLAN)
    assert facts.yearly_report(reading) == (11, 15, "before")
    assert facts.reported_through(reading) == ["Sở Lao động - Thương binh và Xã hội"]


def test_a_plan_without_a_duty_to_report_has_no_day():
    assert facts.yearly_report({"reports": []}) == (None, None, "before")
    assert facts.yearly_report({"reports": [{"every": "year", "due": "12", "bound": "in"}]}) == (
        12,
        None,
        "in",
    )


def test_the_ha_nam_plan_has_seven_contents(shared):
    from chithi.reader import read_bytes

    reading = read_bytes(ha_nam(shared), "ha-nam.txt").as_dict()
    assert [c.at for c in facts.contents(reading)] == [f"II.{n}" for n in range(1, 8)]
