"""Which contents of the plan above an own plan answers, and how plans are linked."""

import pytest

from chithi.journal.models import Entry
from chithi.plans import answers, checking, linking, plan_links, publishing
from chithi.plans.importing import import_edition, read_file
from chithi.plans.models import LinkState, Plan, PlanLink, ProvisionAnswer
from chithi.plans.plan_links import Paper, link_plans, proposals
from chithi.plans.queries import current_edition, plans_for
from chithi.plans.refusals import Refused
from chithi.units.queries import tree
from tests.plans.own import own_plan
from tests.plans.test_own_plans import OWN_PLAN
from tests.plans.test_publishing import checked

CARRIES = PlanLink.Kind.CARRIES_OUT


@pytest.fixture
def above(small):
    return checked(small).plan


@pytest.fixture
def own(above, province):
    return own_plan(province, OWN_PLAN)


@pytest.fixture
def linked(own, above, province):
    link_plans(own, above, CARRIES, True, actor=province.people["head"])
    return own


def pairs(plan, state=None):
    rows = answers.answers_of(current_edition(plan)).order_by("provision__order", "id")
    return [(a.own.at, a.provision.at) for a in rows if state is None or a.state == state]


def test_what_shares_words_is_proposed_when_the_link_is_confirmed(linked):
    assert pairs(linked, LinkState.PROPOSED)
    assert ("II.1", "II.3") in pairs(linked)
    assert ("II.2", "II.1") in pairs(linked)
    assert ("II.1", "II.4") not in pairs(linked)


def test_a_person_confirms_or_rejects_each_and_twice_changes_nothing(linked, province):
    answer = ProvisionAnswer.objects.order_by("id").first()
    for _twice in range(2):
        answers.decide(answer, True, actor=province.people["head"])
    answer.refresh_from_db()
    assert answer.state == LinkState.CONFIRMED
    (entry,) = Entry.objects.filter(verb="plans.decide_answer")
    assert entry.old == {"answer": "proposed"}
    answers.decide(answer, False, actor=province.people["head"])
    assert ProvisionAnswer.objects.get(pk=answer.pk).state == LinkState.REJECTED, "withdrawn, never deleted"


def test_all_are_confirmed_at_one_press(linked, above, province):
    count = ProvisionAnswer.objects.count()
    assert answers.confirm_all(linked, above, actor=province.people["head"]) == count > 0
    assert answers.confirm_all(linked, above, actor=province.people["head"]) == 0
    assert Entry.objects.filter(verb="plans.confirm_answers").count() == 1


def test_an_answer_is_added_by_hand_only_to_a_plan_that_is_carried_out(own, above, province):
    thing, provision = answers.things_of(current_edition(own))[0], above.provisions.get(at="II.4")
    with pytest.raises(Refused):
        answers.add(thing, provision, actor=province.people["head"])
    link_plans(own, above, CARRIES, True, actor=province.people["head"])
    answers.add(thing, provision, actor=province.people["head"])
    answers.add(thing, provision, actor=province.people["head"])
    assert (thing.at, "II.4") in pairs(own, LinkState.CONFIRMED)
    assert Entry.objects.filter(verb="plans.add_answer").count() == 1


def test_what_was_rejected_is_not_proposed_again(linked, above, province):
    for answer in ProvisionAnswer.objects.all():
        answers.decide(answer, False, actor=province.people["head"])
    assert answers.propose_again(linked, above, actor=province.people["head"]) == 0


def test_what_was_decided_outlives_a_new_edition(linked, above, province):
    head = province.people["head"]
    answers.confirm_all(linked, above, actor=head)
    before = pairs(linked, LinkState.CONFIRMED)
    text = OWN_PLAN.replace(
        "2. Tuyên truyền", "2. Biểu dương các mô hình hay trong ngành.\n3. Tuyên truyền"
    ).encode()
    edition = import_edition(linked, text, "moi.txt", read_file(text, "moi.txt"), actor=head).edition
    checking.confirm_undoubtful(edition, actor=head)
    for item in edition.work_items.filter(state="proposed"):
        checking.confirm_item(item, actor=head)
    publishing.amend(linked, actor=head, unplaced_seen=True)
    after = pairs(linked, LinkState.CONFIRMED)
    assert [p for _own, p in after] == [p for _own, p in before]
    assert ("II.3", "II.1") in after, "the content that moved from II.2 still answers"
    assert ("II.2", "II.1") in pairs(linked, LinkState.PROPOSED), "what is new is proposed"


def test_a_draft_read_again_keeps_what_was_decided(above, province):
    head = province.people["head"]
    plan = own_plan(province, OWN_PLAN, publish=False)
    link_plans(plan, above, CARRIES, True, actor=head)
    answers.confirm_all(plan, above, actor=head)
    before = pairs(plan, LinkState.CONFIRMED)
    text = (OWN_PLAN + " ").encode()
    import_edition(plan, text, "lai.txt", read_file(text, "lai.txt"), actor=head)
    assert pairs(plan, LinkState.CONFIRMED) == before


def test_two_plans_cannot_carry_out_each_other(linked, above, province):
    with pytest.raises(Refused, match="Chỉ thị"):
        link_plans(above, linked, CARRIES, True, actor=province.people["focal"])
    with pytest.raises(Refused):
        link_plans(above, above, CARRIES, True, actor=province.people["focal"])


def test_a_link_taken_back_stays_as_a_row(linked, above, province):
    link_plans(linked, above, CARRIES, False, actor=province.people["head"])
    assert PlanLink.objects.get().state == LinkState.REJECTED
    assert plan_links.carried_out(linked) == []
    assert plan_links.waiting(linked, plans_for(province.people["head"]), tree()) == []


# Proposals by number: pure.


def paper(plan, number="", *, issuer=1, above=(), day="", implements=(), cites=()):
    return Paper(plan, issuer, frozenset(above), number, day, frozenset(implements), frozenset(cites))


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ({"implements": ["7/kh"]}, {"number": "7/kh"}, (1, 2, "carries_out", "implements")),
        ({"cites": [("7/kh", "")]}, {"number": "7/kh"}, (1, 2, "carries_out", "cites")),
        ({"number": "7/kh"}, {"cites": [("7/kh", "2018-03-12")]}, (2, 1, "carries_out", "cites")),
        ({"cites": [("7/kh", "2018-03-12")]}, {"number": "7/kh", "day": "2018-03-12"}, (1, 2, "carries_out", "cites")),
        ({"cites": [("7/kh", "2018-03-12")]}, {"number": "7/kh", "day": "2019-01-01"}, None),
        ({"implements": ["21"]}, {"implements": ["21"]}, (1, 2, "same", "same")),
        ({"implements": ["21"], "issuer": 5, "above": [1]}, {"implements": ["21"]}, (1, 2, "carries_out", "same")),
        ({"implements": ["21"]}, {"implements": ["21"], "issuer": 5, "above": [1]}, (2, 1, "carries_out", "same")),
        ({"implements": ["21"], "issuer": 5, "above": [1]}, {"implements": ["21"], "issuer": 6, "above": [1]}, None),
        ({}, {}, None),
    ],
)  # fmt: skip
def test_a_link_is_proposed_by_the_numbers_of_the_papers(one, two, found):
    got = proposals([paper(1, **one), paper(2, **two)], 1)
    assert [(x.plan, x.other, str(x.kind), x.why) for x in got] == ([found] if found else [])


def test_the_number_that_a_plan_cites_leads_to_that_plan(above, province):
    Plan.objects.filter(pk=above.pk).update(number="118/KH-UBND")
    text = OWN_PLAN.replace("Cụ thể hóa nhiệm vụ", "Cụ thể hóa Kế hoạch số 118/KH-UBND trong nhiệm vụ")
    plan = own_plan(province, text)
    seen = plans_for(province.people["head"])
    (found,) = plan_links.waiting(plan, seen, tree())
    assert (found.plan, found.other, found.why) == (plan.pk, above.pk, "cites")
    assert plan_links.waiting(above, seen, tree()) == [found], "seen from the other side too"


def test_a_draft_of_another_unit_is_not_proposed(above, province):
    Plan.objects.filter(pk=above.pk).update(number="118/KH-UBND")
    text = OWN_PLAN.replace("Cụ thể hóa nhiệm vụ", "Cụ thể hóa Kế hoạch số 118/KH-UBND trong nhiệm vụ")
    own_plan(province, text, publish=False)
    assert plan_links.waiting(above, plans_for(province.people["leader"]), tree()) == []


# The words that are shared.


def test_shared_words_are_marked_and_the_text_stays_whole():
    text, short = "Công tác chăm sóc sức khỏe của bà mẹ; khám BĐG.", {"binh dang gioi": "bdg"}
    other = "bảo đảm chăm sóc sức khỏe của bà mẹ và bình đẳng giới"
    runs = linking.marked(text, other, short)
    assert "".join(run for run, _lit in runs) == text
    assert [run for run, lit in runs if lit] == ["chăm sóc sức khỏe của bà mẹ", "BĐG"]
    assert [run for run, lit in linking.marked(other, text, short) if lit] == [
        "chăm sóc sức khỏe của bà mẹ",
        "bình đẳng giới",
    ]


def test_what_shares_no_term_is_not_marked():
    assert linking.marked("tăng cường của các", "tăng cường của các") == [("tăng cường của các", False)]
