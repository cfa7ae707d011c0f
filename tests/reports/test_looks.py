"""Before a report leaves the unit: what is not answered, and figures out of proportion, are seen and never stop it."""

import json
import re
import uuid

import pytest

from chithi.figures.models import Indicator, Observation
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.looks import looks_of
from chithi.reports.models import Report
from tests.steering.world import observe

ABSURD = "gấp hơn 30.303.030 lần năm trước (33)"
WOMEN = f"Nữ: {ABSURD}"
WORDS = ("results", "lacks", "causes", "next")


@pytest.fixture
def report(opened):
    return opened.report("so-yt")


def write(report, **fields):
    actions.save_changes(report, [Sent(f.replace("__", ":"), v) for f, v in fields.items()], by="Người viết")


def answer_all(report):
    content = content_of(report)
    sent = [Sent(row.state.name, "done") for row in content.work] + [Sent(name, "Đã làm.") for name in WORDS]
    sent += [Sent(cell.name, "5") for row in content.figures for cell in row.cells if cell.label != "Tổng số"]
    actions.save_changes(report, sent, by="Người viết")


def press(client, report, act, **more):
    return client.post(f"/reports/{report.pk}/do/{act}/", more)


def seen_of(page):
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


def state(report):
    report.refresh_from_db()
    return report.state


@pytest.mark.parametrize(
    ("who", "act", "after"), [("officer", "submit", "submitted"), ("head", "send", "approved")]
)
def test_gaps_are_counted_and_listed_with_links_before_a_report_leaves(
    report, cast, sign_in, who, act, after
):
    write(report, results="Đã làm.")
    client = sign_in(cast.people[who])
    page = press(client, report, act, note="Gửi sớm").content.decode()
    assert state(report) == "draft"
    assert "Mới trả lời 1/10" in page
    assert page.count(f'href="/reports/{report.pk}/#') == 9
    assert "Nhiệm vụ 1: Tổ chức khám sức khỏe sinh sản" in page
    form = client.get(f"/reports/{report.pk}/").content.decode()
    for anchor in re.findall(rf'href="/reports/{report.pk}/#([^"]+)"', page):
        assert f'id="{anchor}"' in form
    assert 'value="Gửi sớm"' in page
    press(client, report, act, seen=seen_of(page), note="Gửi sớm")
    assert state(report) == after
    assert report.moves.last().note == "Gửi sớm"


def test_a_gap_that_came_since_is_shown_first(report, cast, sign_in):
    write(report, results="Đã làm.", lacks="Còn chậm.")
    client = sign_in(cast.people["officer"])
    seen = seen_of(press(client, report, "submit").content.decode())
    write(report, lacks="")
    assert "Mới trả lời 1/10" in press(client, report, "submit", seen=seen).content.decode()
    assert state(report) == "draft"


def test_a_complete_report_leaves_at_one_press(report, cast, sign_in):
    answer_all(report)
    assert not looks_of(content_of(report))
    assert press(sign_in(cast.people["officer"]), report, "submit").status_code == 302
    page = sign_in(cast.people["head"]).get(f"/reports/{report.pk}/").content.decode()
    assert "Đã trả lời đủ 10/10" in page
    assert press(sign_in(cast.people["head"]), report, "send").status_code == 302
    assert state(report) == Report.State.APPROVED


def test_the_head_sees_the_gaps_above_the_button_and_so_does_the_focal_officer(report, cast, sign_in):
    write(report, results="Đã làm.")
    actions.submit(report, actor=cast.people["officer"])
    head = sign_in(cast.people["head"])
    page = head.get(f"/reports/{report.pk}/").content.decode()
    assert page.index("Mới trả lời 1/10") < page.index("Duyệt và gửi")
    anchors = re.findall(r'<li><a href="#([^"]+)">', page)
    assert len(anchors) == 9
    assert all(page.count(f'id="{anchor}"') == 1 for anchor in anchors)
    # To hand it back wants no second look.
    assert press(head, report, "hand_back").status_code == 302
    actions.approve_and_send(report, actor=cast.people["head"])
    review = sign_in(cast.people["focal"]).get(f"/reports/{report.pk}/review/").content.decode()
    assert "Mới trả lời 1/10" in review


def test_an_absurd_figure_is_remarked_wherever_somebody_looks_at_it(report, cast, sign_in):
    observe(report.unit_id, 2023, "hoc-vien", F=33, M=30)
    answer_all(report)
    actions.save_changes(report, [Sent("f:hoc-vien:own::F", "999999999")], by="Người viết")
    address = f"/reports/{report.pk}/"
    officer = sign_in(cast.people["officer"])
    assert "Tổng số: gấp hơn" in officer.get(address).content.decode()
    page = press(officer, report, "submit").content.decode()
    assert "Tổng số: gấp hơn" in page
    assert "năm trước (63)" in page
    press(officer, report, "submit", seen=seen_of(page))
    head = sign_in(cast.people["head"])
    page = head.get(address).content.decode()
    assert page.index("năm trước (63)") < page.index("Duyệt và gửi")
    press(head, report, "send", seen=seen_of(press(head, report, "send").content.decode()))
    assert state(report) == "approved"
    focal = sign_in(cast.people["focal"])
    for where in ("", "review/", "compare/"):
        assert "năm trước (63)" in focal.get(address + where).content.decode(), where


@pytest.mark.parametrize(
    ("last", "now", "sentences"),
    [
        ({"F": 33, "M": 30}, {"F": "999999999"}, ["Tổng số: gấp hơn 15.873.015 lần năm trước (63)"]),
        ({"F": 33, "M": 300}, {"F": "999", "M": "300"}, ["Nữ: gấp hơn 30 lần năm trước (33)"]),
        ({"T": 5000}, {"F": "4"}, []),
        ({"T": 5000}, {"F": "4", "M": "3"}, ["Tổng số: chưa bằng 1/714 năm trước (5.000)"]),
        ({"F": 33, "M": 30}, {"F": "300", "M": "300"}, []),
        ({"F": 1, "M": 1}, {"F": "12", "M": "80"}, []),
        ({}, {"F": "999999999"}, []),
    ],
)
def test_the_total_is_remarked_once_and_a_part_only_by_itself(report, last, now, sentences):
    if last:
        observe(report.unit_id, 2023, "hoc-vien", **last)
    actions.save_changes(
        report, [Sent(f"f:hoc-vien:own::{sex}", v) for sex, v in now.items()], by="Người viết"
    )
    assert [look.words for look in looks_of(content_of(report)).leaps] == sentences


def test_the_autosave_says_it_at_once_and_takes_it_back(report, cast, sign_in, django_assert_max_num_queries):
    observe(report.unit_id, 2023, "cuoc", T=33)
    client = sign_in(cast.people["officer"])

    def save(value):
        change = {
            "key": str(uuid.uuid4()),
            "field": "f:cuoc:own::_T",
            "value": value,
            "status": "final",
            "reason": "",
            "base": None,
            "typed": 0,
        }
        body = {"user": str(cast.people["officer"].pk), "now": 0, "changes": [change]}
        answer = client.post(
            f"/reports/{report.pk}/changes/", json.dumps(body), content_type="application/json"
        )
        return answer.json()["leaps"]

    assert save("999999999") == {"f:cuoc:own": [ABSURD[:1].upper() + ABSURD[1:]]}
    assert save("34") == {"f:cuoc:own": []}
    assert Observation.objects.filter(is_latest=True, unit=report.unit_id, period="2024").get().value == 34


def test_a_rate_without_its_numerator_is_no_rate(report):
    actions.save_changes(report, [Sent("f:ty-le:own:denominator:_T", "50")], by="Người viết")
    row = next(r for r in content_of(report).figures if r.indicator == Indicator.objects.get(code="ty-le"))
    assert row.rate == ""
