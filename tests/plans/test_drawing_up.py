"""A unit's plan drawn up from what the plan above asks of it."""

import io

import docx as python_docx
import pytest
from django.urls import reverse

from chithi.journal.models import Entry
from chithi.papers import docx
from chithi.plans import answers, drawing_up, own_words, publishing
from chithi.plans.drawing_up import Line
from chithi.plans.models import LinkState, Plan, PlanLink, ProvisionAnswer
from chithi.plans.queries import current_edition, duties
from chithi.plans.refusals import Refused
from chithi.reader import read_bytes
from chithi.shell import attachments
from chithi.units.queries import tree
from tests.plans.test_pages import text_of
from tests.plans.test_publishing import checked


@pytest.fixture
def above(small):
    return checked(small).plan


@pytest.fixture
def offered(above):
    units = tree()
    return drawing_up.offers(above, units.by_key("so-yt"), units)


def lines(offered, *changes):
    """The duties of the unit as they are offered, each led by a division."""
    found = [
        Line(o.key, o.text, "Phòng Nghiệp vụ Y", o.due, o.due_bound, o.provisions)
        for o in offered
        if o.key.startswith("d")
    ]
    return [*found, *changes]


def drawn(above, province, rows, who="officer"):
    return drawing_up.draw_up(above, province.units["so-yt"], "", rows, actor=province.people[who])


def test_the_duties_of_the_unit_come_first_then_the_other_contents_then_empty_lines(offered):
    kinds = [o.key[0] for o in offered]
    assert kinds == sorted(kinds, key="dpn".index)
    assert "Chăm sóc sức khỏe bà mẹ và trẻ em" in offered[0].text
    asked = {p for o in offered if o.key[0] == "d" for p in o.provisions}
    others = {p for o in offered if o.key[0] == "p" for p in o.provisions}
    assert asked
    assert not asked & others


def test_it_becomes_a_draft_of_the_unit_with_nothing_left_to_check(above, offered, province):
    plan = drawn(above, province, lines(offered))
    assert (plan.state, plan.issuer, plan.focal_unit) == ("draft", *[province.units["so-yt"]] * 2)
    assert publishing.missing(plan, current_edition(plan), province.people["officer"]) == []
    item = plan.work_items.first()
    lead = item.assignments.get()
    assert (lead.role, lead.name, lead.unit) == ("lead", "Phòng Nghiệp vụ Y", province.units["so-yt"])
    assert PlanLink.objects.get().state == LinkState.CONFIRMED
    confirmed = ProvisionAnswer.objects.filter(state=LinkState.CONFIRMED)
    assert {a.provision_id for a in confirmed} == {p for o in lines(offered) for p in o.provisions}
    assert Entry.objects.filter(verb="plans.draw_up").count() == 1


def test_its_words_are_the_words_of_the_paper(above, offered, province):
    plan = drawn(above, province, lines(offered))
    edition = current_edition(plan)
    for item in plan.work_items.all():
        assert edition.text[item.start : item.end] == item.text == item.read_text
    words = "\n".join(
        cell.text
        for table in python_docx.Document(io.BytesIO(attachments.read(edition.source))).tables
        for row in table.rows
        for cell in row.cells
    )
    assert offered[0].text in words


def test_the_reader_reads_the_printed_plan_as_it_was_drawn_up(above, offered, province):
    dated = Line("n1", "Mở phòng tư vấn tại trạm y tế.", "Phòng Dân số", "2025-06-30", "before")
    plan = drawn(above, province, lines(offered, dated))
    data = docx.render(drawing_up.paper_of(plan, tree()))
    read = read_bytes(data, "ke-hoach.docx").as_dict()["tasks"]
    by_text = {t["text"]: t for t in read}
    for line in lines(offered, dated):
        task = by_text[line.text]
        assert [lead["name"] for lead in task["lead"]] == [line.division]
        assert [d["value"] for d in task["due"]] == ([line.due] if line.due else ["continuous"])


def test_the_same_lines_again_change_nothing(above, offered, province):
    first = drawn(above, province, lines(offered))
    assert drawn(above, province, lines(offered), "head") == first
    assert Plan.objects.count() == 2
    assert Entry.objects.filter(verb="plans.draw_up").count() == 1


def test_drawn_up_again_it_is_the_next_edition(above, offered, province):
    plan = drawn(above, province, lines(offered))
    more = Line("n1", "Mở phòng tư vấn tại trạm y tế.", "", "2025-06-30", "before")
    assert drawn(above, province, lines(offered, more)) == plan
    texts = list(current_edition(plan).work_items.values_list("text", flat=True))
    assert texts[-1] == "Mở phòng tư vấn tại trạm y tế."
    assert drawing_up.lines_of(plan) == lines(offered, more)


def test_a_plan_that_binds_is_amended_and_keeps_what_it_answers(above, offered, province):
    head = province.people["head"]
    plan = drawn(above, province, lines(offered))
    publishing.publish(plan, actor=head)
    before = {(a.work_item_id, a.provision_id) for a in answers.answers_of(current_edition(plan))}
    drawn(above, province, lines(offered, Line("n1", "Mở phòng tư vấn.", "Phòng Dân số")))
    publishing.amend(Plan.objects.get(pk=plan.pk), actor=head)
    plan.refresh_from_db()
    assert before <= {(a.work_item_id, a.provision_id) for a in answers.answers_of(current_edition(plan))}
    owed = duties(plan, tree())[province.units["so-yt"].pk]
    assert [d.text for d in owed][-1] == "Mở phòng tư vấn."


def test_without_a_line_there_is_no_plan(above, province):
    with pytest.raises(Refused):
        drawn(above, province, [])


# On the page.


def post_of(client, address, **changes):
    """What the form sends as it stands on the page."""
    page = client.get(address)
    data = {}
    for row in page.context["rows"]:
        form = row.form
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False, ""):
                data[form.add_prefix(name)] = "on" if value is True else value
    return {"title": page.context["head"]["title"].value(), **data, **changes}


def test_an_officer_draws_it_up_on_the_page(above, province, sign_in):
    client = sign_in(province.people["officer"])
    address = reverse("plans:draw-up", args=[above.key])
    data = post_of(client, address)
    taken = [key for key in data if key.endswith("-take")]
    assert taken
    assert all(key.startswith("d") for key in taken), "what is asked of the unit is ticked, nothing else"
    answer = client.post(address, {**data, taken[0].replace("take", "division"): "Phòng Dân số"})
    plan = Plan.objects.get(issuer=province.units["so-yt"])
    assert answer.url == reverse("plans:plan", args=[plan.key])
    assert plan.title.startswith("Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh")
    assert "Phòng Dân số" in text_of(client.get(reverse("plans:check", args=[plan.key])))
    again = client.get(address)
    assert "Phòng Dân số" in again.content.decode(), "what was typed stands there to be changed"


def test_a_refused_form_keeps_what_was_typed(above, province, sign_in):
    client = sign_in(province.people["officer"])
    address = reverse("plans:draw-up", args=[above.key])
    data = post_of(client, address)
    key = next(k for k in data if k.endswith("-take"))[: -len("-take")]
    answer = client.post(address, {**data, f"{key}-due": "ngày nào đó", f"{key}-division": "Phòng Dân số"})
    page = answer.content.decode()
    assert "ngày nào đó" in page
    assert "Phòng Dân số" in page
    assert not Plan.objects.filter(issuer=province.units["so-yt"]).exists()


@pytest.mark.parametrize(
    ("who", "seen"), [("officer", 200), ("head", 200), ("leader", 404), ("stranger", 200)]
)
def test_who_draws_up_for_whom(above, province, sign_in, who, seen):
    client = sign_in(province.people[who])
    address = reverse("plans:draw-up", args=[above.key])
    assert client.get(address).status_code == seen
    if who != "leader":
        assert client.get(address, {"unit": "huyen-a"}).status_code == 404


@pytest.mark.parametrize("ending", ["docx", "pdf", "html"])
def test_the_paper_of_the_plan_has_its_number_and_the_unit(above, offered, province, sign_in, ending):
    plan = drawn(above, province, lines(offered))
    Plan.objects.filter(pk=plan.pk).update(number="45/KH-SYT")
    client = sign_in(province.people["officer"])
    answer = client.get(reverse("plans:paper", args=[plan.key, ending]))
    assert answer.status_code == 200
    if ending == "html":
        assert "45/KH-SYT" in answer.content.decode()
        assert "Phòng Nghiệp vụ Y" in answer.content.decode()
    assert (
        sign_in(province.people["leader"]).get(reverse("plans:paper", args=[plan.key, ending])).status_code
        == 404
    )
    assert client.get(reverse("plans:paper", args=[above.key, ending])).status_code == 404, (
        "it was read in a file"
    )


# The words.


@pytest.mark.parametrize(
    ("text", "lead", "partners", "said"),
    [
        ("rà soát hương ước;", "Sở Tư pháp", [], "Phối hợp với Sở Tư pháp rà soát hương ước."),
        (
            "phối hợp với Sở Nội vụ, Hội LHPN tỉnh khảo sát đội ngũ cán bộ nữ",
            "Sở LĐTBXH",
            ["Sở Nội vụ", "Hội LHPN tỉnh"],
            "Phối hợp với Sở LĐTBXH khảo sát đội ngũ cán bộ nữ.",
        ),
        (
            "Chủ trì, phối hợp với các Sở, ngành, địa phương xây dựng hướng dẫn",
            "Sở Nội vụ",
            [],
            "Phối hợp với Sở Nội vụ xây dựng hướng dẫn.",
        ),
        ("Sở Y tế khám bệnh", "", [], "Phối hợp với các đơn vị liên quan Sở Y tế khám bệnh."),
        ("BĐG trong nhà trường", "Sở A", [], "Phối hợp với Sở A BĐG trong nhà trường."),
    ],
)  # fmt: skip
def test_who_cooperates_says_with_whom_and_in_what(text, lead, partners, said):
    assert own_words.cooperating(text, lead, partners) == said
