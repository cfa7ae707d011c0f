"""The matrix contents × units, the page of one content, linked plans side by side: what people see."""

import csv
import datetime
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from chithi.plans import answers, publishing
from chithi.plans.cascade import State, matrix, state_of
from chithi.plans.models import (
    Assignment,
    Edition,
    LinkState,
    Plan,
    PlanLink,
    Provision,
    ProvisionAnswer,
    ProvisionLink,
    WorkItem,
)
from chithi.plans.overlaps import overlaps
from chithi.plans.plan_links import link_plans
from chithi.shell.clock import today
from chithi.units.models import UnitVersion
from chithi.units.queries import tree
from tests.cast import make_unit
from tests.plans.own import DAY, own_plan
from tests.plans.test_own_plans import OWN_PLAN
from tests.plans.test_pages import MANY, text_of
from tests.plans.test_publishing import checked

CARRIES = PlanLink.Kind.CARRIES_OUT


@pytest.fixture
def above(small):
    from chithi.plans import naming

    naming.confirm_links(small.edition, actor=small.cast.people["focal"])
    return checked(small).plan


@pytest.fixture
def own(above, province):
    plan = own_plan(province, OWN_PLAN)
    link_plans(plan, above, CARRIES, True, actor=province.people["head"])
    return plan


def states(above):
    found = matrix(above, tree())
    return {
        row.unit.key: {p.at: str(s) for p, s in zip(found.provisions, row.states, strict=True) if s}
        for row in found.rows
    }


def url(name, *args):
    return reverse(f"plans:{name}", args=args)


def test_a_unit_without_a_plan_leaves_open_what_it_is_asked(above):
    assert states(above)["so-yt"] == {"II.1": "open", "II.3": "open"}
    assert "tinh" not in states(above)


def test_what_is_proposed_waits_and_what_is_confirmed_is_answered(above, own, province):
    assert states(above)["so-yt"]["II.3"] == "proposed"
    answers.confirm_all(own, above, actor=province.people["head"])
    assert states(above)["so-yt"] == {"II.1": "answered", "II.3": "answered"}


def test_what_nobody_asked_counts_apart(above, own, province):
    thing = answers.things_of(Edition.objects.get(plan=own))[0]
    answers.add(thing, above.provisions.get(at="II.4"), actor=province.people["head"])
    assert states(above)["so-yt"]["II.4"] == "more"
    row = next(r for r in matrix(above, tree()).rows if r.unit.key == "so-yt")
    assert (row.answered, row.asked) == (0, 2)


def test_a_draft_an_ended_plan_and_a_link_taken_back_answer_nothing(above, province):
    head = province.people["head"]
    plan = own_plan(province, OWN_PLAN, publish=False)
    link_plans(plan, above, CARRIES, True, actor=head)
    answers.confirm_all(plan, above, actor=head)
    assert states(above)["so-yt"]["II.3"] == "open", "a draft"
    publishing.publish(plan, actor=head, day=DAY, unplaced_seen=True)
    assert states(above)["so-yt"]["II.3"] == "answered"
    link_plans(plan, above, CARRIES, False, actor=head)
    assert states(above)["so-yt"]["II.3"] == "open", "no longer linked"
    link_plans(plan, above, CARRIES, True, actor=head)
    publishing.end(Plan.objects.get(pk=plan.pk), today().replace(day=1), actor=head)
    assert states(above)["so-yt"]["II.3"] == "open", "ended"


@pytest.mark.parametrize("is_asked", [True, False])
@pytest.mark.parametrize("is_confirmed", [True, False])
@pytest.mark.parametrize("is_proposed", [True, False])
def test_a_cell_is_blank_only_where_nobody_asked_and_nothing_answers(is_asked, is_confirmed, is_proposed):
    sets = [{7: {3} if held else set()} for held in (is_asked, is_confirmed, is_proposed)]
    state = state_of(7, 3, *sets)
    assert (state == State.NOT_ASKED) == (not is_asked and not is_confirmed)
    assert (state in (State.ANSWERED, State.MORE)) == is_confirmed
    assert (state == State.PROPOSED) == (is_asked and is_proposed and not is_confirmed)
    assert state_of(8, 3, *sets) == State.NOT_ASKED


# The page and its files.


def test_everybody_with_a_role_reads_the_matrix(above, own, province, sign_in):
    for who, user in province.people.items():
        assert sign_in(user).get(url("cascade", above.key)).status_code == 200, who


def test_a_cell_says_its_state_by_sign_and_word(above, own, province, sign_in):
    answers.confirm_all(own, above, actor=province.people["head"])
    page = sign_in(province.people["leader"]).get(url("cascade", above.key)).content.decode()
    row = re.search(r'<tr><th scope="row"><a [^>]*unit=so-yt".*?</tr>', page, re.DOTALL)[0]
    assert '<td class="m-good" data-at="II.3">✓ có</td>' in row
    other = re.search(r'<tr><th scope="row"><a [^>]*unit=so-ld".*?</tr>', page, re.DOTALL)[0]
    assert "✕ ngỏ" in other
    assert "chưa có kế hoạch riêng" in other


def test_it_is_narrowed_by_kind_and_to_what_is_open(above, own, province, sign_in):
    answers.confirm_all(own, above, actor=province.people["head"])
    client = sign_in(province.people["leader"])
    page = text_of(client.get(url("cascade", above.key), {"kind": "district"}))
    assert "An Hòa" in page
    assert "Sở LĐTBXH" not in page
    page = client.get(url("cascade", above.key), {"open": "1"}).content.decode()
    assert "unit=so-yt" not in page
    assert "unit=so-ld" in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_it_is_taken_along_as_it_is_narrowed(above, own, province, sign_in, ending):
    answers.confirm_all(own, above, actor=province.people["head"])
    client = sign_in(province.people["leader"])
    answer = client.get(url("cascade-table", above.key, ending), {"kind": "department"})
    data = b"".join(answer.streaming_content)
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        rows = [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    head, *body = rows
    assert head[:6] == ["unit", "name", "kind", "plan", "asked", "answered"]
    assert head[6:] == ["II.1", "II.2", "II.3", "II.4"]
    mine = next(row for row in body if row[0] == "so-yt")
    assert mine[4:6] == ["2", "2"]
    assert mine[8] == "đã cụ thể hóa"
    assert all(row[0].startswith(("so-", "cuc-")) for row in body)


def test_one_content_names_who_answers_with_which_words_and_who_leaves_it_open(above, own, province, sign_in):
    answers.confirm_all(own, above, actor=province.people["head"])
    content = above.provisions.get(at="II.1")
    page = text_of(sign_in(province.people["leader"]).get(url("provision", above.key, content.pk)))
    answering, without = page.split("Đơn vị được giao còn bỏ ngỏ")
    assert "Sở Y tế" in answering
    assert "Tuyên truyền pháp luật về bình đẳng giới cho viên chức" in answering
    assert "Sở LĐTBXH" in without
    contents = text_of(sign_in(province.people["leader"]).get(url("contents", above.key)))
    assert "1 đơn vị đã cụ thể hóa" in contents


def test_the_own_plan_says_what_it_answers_and_what_it_leaves_open(above, own, province, sign_in):
    client = sign_in(province.people["officer"])
    page = client.get(url("answers", own.key))
    assert "<mark>" in page.content.decode()
    first = ProvisionAnswer.objects.filter(provision__at="II.3").first()
    client.post(url("decide-answer", own.key, first.pk), {"decision": "confirm"})
    first.refresh_from_db()
    assert first.state == LinkState.CONFIRMED
    client.post(url("confirm-answers", own.key), {"above": above.key})
    assert not ProvisionAnswer.objects.filter(state=LinkState.PROPOSED).exists()
    thing = answers.things_of(Edition.objects.get(plan=own))[-1]
    sent = {"thing": f"work_item-{thing.pk}", "provision": above.provisions.get(at="II.2").pk}
    client.post(url("add-answer", own.key), sent)
    assert ProvisionAnswer.objects.filter(provision__at="II.2", work_item=thing, state="confirmed").exists()
    reader = sign_in(province.people["leader"])
    assert "Xác nhận mọi đề xuất" not in text_of(reader.get(url("answers", own.key)))
    assert reader.post(url("confirm-answers", own.key), {"above": above.key}).status_code == 404
    assert reader.post(url("decide-answer", own.key, first.pk), {"decision": "reject"}).status_code == 404


def test_the_officer_links_the_plan_and_takes_the_link_back(above, province, sign_in):
    Plan.objects.filter(pk=above.pk).update(number="118/KH-UBND")
    text = OWN_PLAN.replace("Cụ thể hóa nhiệm vụ", "Cụ thể hóa Kế hoạch số 118/KH-UBND trong nhiệm vụ")
    plan = own_plan(province, text)
    client = sign_in(province.people["officer"])
    page = text_of(client.get(url("linked", plan.key)))
    assert "văn bản có dẫn 118/KH-UBND" in page
    pair = {"plan": plan.key, "other": above.key, "kind": "carries_out"}
    client.post(url("linked", plan.key), {**pair, "decision": "confirm"})
    link = PlanLink.objects.get()
    assert (link.state, link.number) == ("confirmed", "118/KH-UBND")
    stranger = sign_in(province.people["stranger"])
    assert stranger.post(url("linked", plan.key), {**pair, "decision": "reject"}).status_code == 404
    assert "Bỏ liên kết" not in text_of(stranger.get(url("linked", plan.key)))
    sign_in(province.people["officer"]).post(url("linked", plan.key), {**pair, "decision": "reject"})
    link.refresh_from_db()
    assert link.state == "rejected"


def test_an_officer_cannot_say_that_the_plan_above_carries_out_theirs(above, own, province, sign_in):
    client = sign_in(province.people["officer"])
    pair = {"plan": above.key, "other": own.key, "kind": "carries_out", "decision": "confirm"}
    assert client.post(url("linked", own.key), pair).status_code == 404


def test_tasks_that_overlap_stand_side_by_side_with_the_words_marked(above, own, province, sign_in):
    page = sign_in(province.people["leader"]).get(url("side-by-side", own.key, above.key)).content.decode()
    assert "<mark>sức khỏe bà mẹ và trẻ em</mark>" in page
    assert "cùng một đơn vị chủ trì" in page


def test_overlaps_come_strongest_first_and_say_why():
    mine = [(1, "Khám sức khỏe bà mẹ tại trạm y tế"), (2, "Hội họp hằng tuần")]
    theirs = [(7, "Chăm sóc sức khỏe bà mẹ"), (8, "Khám sức khỏe bà mẹ tại trạm y tế"), (9, "Vay vốn")]
    found = overlaps(mine, theirs)
    assert found[0].theirs == 8
    assert found[0].percent == 100
    assert [x.score for x in found] == sorted((x.score for x in found), reverse=True)
    assert {x.mine for x in found} == {1}
    assert found[0].shared


def test_own_plans_do_not_push_the_plan_of_the_province_out_of_the_list(above, own, province, sign_in):
    leader = sign_in(province.people["leader"])
    page = leader.get(url("list")).content.decode()
    assert url("plan", above.key) in page
    assert url("plan", own.key) not in page
    assert url("plan", own.key) in leader.get(url("list"), {"show": "own"}).content.decode()
    assert url("plan", own.key) in sign_in(province.people["officer"]).get(url("list")).content.decode()


# Large.


def large(above, province, units=150, contents=40):
    """A plan of many contents that is asked of many units, most of which answer most of it."""
    edition = Edition.objects.get(plan=above)
    made = [
        make_unit(f"don-vi-{n}", f"Ủy ban nhân dân xã Thứ {n}", "commune", province.units["huyen-a"])
        for n in range(units)
    ]
    Provision.objects.bulk_create(
        Provision(
            plan=above,
            edition=edition,
            at=f"II.{n + 5}",
            leaf_id=f"II.{n + 5}",
            order=n + 9,
            text="Nội dung " * 8,
            start=0,
            end=1,
        )
        for n in range(contents - 4)
    )
    provisions = list(above.provisions.all())
    item = WorkItem.objects.create(
        plan=above, edition=edition, at="III.9", task_id="x", order=99, start=0, end=1, read_text="x", text="x",
        state="confirmed", valid_from=above.valid_from,
    )  # fmt: skip
    Assignment.objects.bulk_create(Assignment(work_item=item, role="lead", name="x", unit=u) for u in made)
    ProvisionLink.objects.bulk_create(
        ProvisionLink(work_item=item, provision=p, score=0, state="confirmed") for p in provisions
    )
    plans = Plan.objects.bulk_create(
        Plan(
            key=f"kh-{n}",
            issuer=u,
            title="Kế hoạch",
            number=f"{n}/KH-UBND",
            state="published",
            published_at=above.published_at,
            valid_from=above.valid_from,
        )
        for n, u in enumerate(made)
    )
    PlanLink.objects.bulk_create(
        PlanLink(plan=p, other=above, kind=CARRIES, state="confirmed") for p in plans
    )
    editions = Edition.objects.bulk_create(
        Edition(
            plan=p,
            number=1,
            source=edition.source,
            sha256="x",
            text="x",
            reading={},
            state="confirmed",
            imported_by="x",
        )
        for p in plans
    )
    items = WorkItem.objects.bulk_create(
        WorkItem(
            plan=p,
            edition=e,
            at="II.1",
            task_id="x",
            order=1,
            start=0,
            end=1,
            read_text="x",
            text="x",
            state="confirmed",
            valid_from=p.valid_from,
        )
        for p, e in zip(plans, editions, strict=True)
    )
    ProvisionAnswer.objects.bulk_create(
        ProvisionAnswer(provision=p, work_item=i, score=0, state="confirmed")
        for n, i in enumerate(items)
        for m, p in enumerate(provisions)
        if (n + m) % 3
    )


def test_150_units_and_40_contents_take_few_queries(above, province, sign_in, django_assert_max_num_queries):
    large(above, province)
    client = sign_in(province.people["leader"])
    with django_assert_max_num_queries(MANY):
        page = client.get(url("cascade", above.key))
    assert page.content.count(b'data-at="') >= 150 * 40
    content = above.provisions.last()
    for address in (
        url("provision", above.key, content.pk),
        url("cascade-table", above.key, "csv"),
        url("contents", above.key),
        url("plan", above.key),
        url("list") + "?show=own",
        url("linked", above.key),
        url("answers", "kh-1"),
        url("side-by-side", "kh-1", above.key),
    ):
        with django_assert_max_num_queries(MANY):
            assert client.get(address).status_code == 200
    focal = sign_in(province.people["focal"])
    for address in (
        url("linked", above.key),
        url("plan", above.key),
        reverse("desk:home"),
        reverse("reports:calendar"),
    ):
        with django_assert_max_num_queries(MANY):
            assert focal.get(address).status_code == 200


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_matrix_stays_readable_in_a_browser(above, own, province, live_server, page, width, height):
    large(above, province)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(live_server.url + "/accounts/sign-in/")
    page.fill("[name=username]", "lanhdao")
    page.fill("[name=password]", "mat khau thu nghiem 2024")
    page.press("[name=password]", "Enter")
    page.wait_for_url(live_server.url + "/")
    page.goto(live_server.url + url("cascade", above.key))
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "the page itself does not scroll sideways"
    cell = page.locator(".matrix td.m-good").first
    if width < 600:
        assert cell.evaluate("e => getComputedStyle(e, '::before').content").startswith('"II.')
        assert cell.evaluate("e => getComputedStyle(e).display") == "inline-block"
        return
    page.locator(".matrix-box").evaluate("e => e.scrollTo(600, 2000)")
    head = page.locator(".matrix thead th").nth(20).bounding_box()
    box = page.locator(".matrix-box").bounding_box()
    assert abs(head["y"] - box["y"]) < 3, "the head stands still"
    name = page.locator(".matrix tbody th").nth(60).bounding_box()
    assert abs(name["x"] - box["x"]) < 3, "the name of the unit stands still"


def test_the_matrix_of_an_earlier_day_has_the_units_of_that_day(above, own, province, sign_in):
    day, before = datetime.date(2024, 11, 1), "30/10/2024"
    UnitVersion.objects.create(unit=province.units["so-yt"], valid_from=day, ended=True)
    client = sign_in(province.people["leader"])
    assert "Sở Y tế" not in matrix_of(client, above, {})
    assert "Sở Y tế" in matrix_of(client, above, {"day": before})
    table = client.get(url("cascade-table", above.key, "csv"), {"day": before})
    assert "so-yt" in b"".join(table.streaming_content).decode()
    wrong = client.get(url("cascade", above.key), {"day": "31/02/2024"}).content.decode()
    assert 'value="31/02/2024"' in wrong


def matrix_of(client, above, query: dict[str, str]) -> str:
    page = client.get(url("cascade", above.key), query).content.decode()
    return page.split('<table class="table matrix">')[1].split("</table>")[0]
