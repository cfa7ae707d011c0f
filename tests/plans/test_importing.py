import re

import pytest
import typst

from chithi.journal.models import Entry
from chithi.plans.checklist import rows_of
from chithi.plans.importing import import_edition, import_plan, read_file, similar_plan
from chithi.plans.models import Edition, Plan, WorkItem
from chithi.plans.queries import draft_edition, duties, reporting_units
from chithi.plans.refusals import Refused
from chithi.reader import bounded
from chithi.reader.formats import apart
from chithi.reader.formats.child import MB, Limits
from chithi.units.queries import tree
from tests.plans.conftest import imported
from tests.plans.readings import PLAN, reading_of


def test_a_file_becomes_a_draft_that_binds_nobody(small):
    plan = small.plan
    assert plan.state == Plan.State.DRAFT
    assert plan.focal_unit == small.cast.units["so-ld"]
    assert (plan.report_month, plan.report_day, plan.report_bound) == (11, 15, "before")
    assert [p.at for p in plan.provisions.all()] == ["II.1", "II.2", "II.3", "II.4"]
    assert small.edition.work_items.count() == 9
    assert duties(plan, tree()) == {}
    assert reporting_units(plan, tree()) == []
    assert Entry.objects.filter(verb="plans.import").count() == 1


def test_each_item_quotes_the_text_of_its_edition(small):
    text = small.edition.text
    assert all(text[i.start : i.end] == i.read_text for i in small.edition.work_items.all())
    assert all(text[p.start : p.end] == p.text for p in small.edition.provisions.all())


def test_the_same_file_again_is_recognised_and_changes_nothing(small):
    again = import_plan(
        PLAN.encode(),
        "khac-ten.txt",
        reading_of(PLAN),
        small.cast.units["tinh"],
        actor=small.cast.people["focal"],
    )
    assert again.known
    assert again.edition == small.edition
    assert Plan.objects.count() == Edition.objects.count() == 1
    assert Entry.objects.filter(verb="plans.import").count() == 1


def test_the_same_file_as_an_edition_of_its_own_plan_is_recognised(small):
    again = import_edition(
        small.plan, PLAN.encode(), "a.txt", reading_of(PLAN), actor=small.cast.people["focal"]
    )
    assert again.known
    assert Edition.objects.count() == 1


def test_a_changed_file_is_taken_for_an_edition_of_the_plan_it_resembles(small):
    changed = reading_of(PLAN.replace("thôn bản", "cơ sở"))
    other = reading_of(
        "KẾ HOẠCH\nI. NỘI DUNG\n1. Trồng rừng.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: Trồng hai cây."
    )
    assert similar_plan(changed, small.plan.issuer_id) == small.plan
    assert similar_plan(other, small.plan.issuer_id) is None


def test_names_are_matched_and_open_groups_mean_nobody_yet(small):
    rows = {r.item.text[:20]: r for r in rows_of(small.edition, tree())}
    asked = rows["Vận động hội viên và"]
    assert [(p.label, p.is_open, len(p.units)) for p in asked.leads] == [
        ("Ủy ban Mặt trận Tổ quốc tỉnh", False, 1),
        ("Hội Liên hiệp Phụ nữ tỉnh", False, 1),
        ("", True, 0),
    ]
    assert rows["Biểu dương các mô hì"].leads[0].is_group
    assert [n.key for n in rows["Biểu dương các mô hì"].leads[0].units] == ["huyen-a", "huyen-b"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "trong.txt", "Tệp trống"),
        (PLAN.encode("utf-16"), "utf16.bin", "Không đọc được loại tệp này"),
        (b"PK\x03\x04 not a zip", "gia.docx", ".docx"),
        ("Một lá thư không giao việc cho ai.".encode(), "thu.txt", ""),
    ],
)
def test_a_file_that_is_no_plan_is_refused_with_one_sentence(db, data, name, words):
    with pytest.raises(Refused) as refused:
        read_file(data, name)
    assert name in str(refused.value)
    assert words in str(refused.value)


def test_a_plan_comes_as_a_pdf_and_as_a_page_too(small):
    body = "\n\n".join(re.sub(r"([^\w\s])", r"\\\1", line) for line in PLAN.split("\n"))
    page = "<html><body>" + "".join(f"<p>{line}</p>" for line in PLAN.split("\n")) + "</body></html>"
    wanted = [" ".join(item.text.split()) for item in small.edition.work_items.all()]
    for data, name in ((typst.compile(body.encode()), "k.pdf"), (page.encode(), "k.html")):
        found = import_plan(
            data, name, read_file(data, name), small.cast.units["huyen-a"], actor=small.cast.people["focal"]
        )
        assert [" ".join(item.text.split()) for item in found.edition.work_items.all()] == wanted
        assert found.edition.source.kind == name[2:]


def test_a_text_too_heavy_for_the_grammar_does_not_hold_the_server(monkeypatch, db):
    # A million letters: a small plan fits into what an interpreter that compiled its modules has freed.
    monkeypatch.setattr(bounded, "READING_LIMITS", Limits(10 * MB, 30, 30))
    with pytest.raises(Refused, match="hãy chỉ đưa riêng kế hoạch"):
        read_file((PLAN * 1000).encode(), "dai.txt")


def test_a_file_built_to_exhaust_the_server_is_refused_in_words(monkeypatch, db):
    monkeypatch.setattr(apart, "LIMITS", Limits(apart.LIMITS.memory, 1, 5))
    with pytest.raises(Refused, match="bộ nhớ"):
        read_file(b"%PDF-1.7\n1 0 obj\n" + b"[" * 9_000_000, "nang.pdf")


def test_a_draft_imported_anew_keeps_what_people_decided(small):
    item = small.edition.work_items.get(text__startswith="tập huấn")
    WorkItem.objects.filter(pk=item.pk).update(text="tập huấn (sửa)", state=WorkItem.State.CONFIRMED)
    text = PLAN.replace("4. Hỗ trợ phụ nữ khởi nghiệp", "4. Giúp phụ nữ khởi nghiệp")
    again = import_edition(
        small.plan, text.encode(), "b.txt", reading_of(text), actor=small.cast.people["focal"]
    )
    small.edition.refresh_from_db()
    assert small.edition.state == Edition.State.DISCARDED
    assert draft_edition(small.plan) == again.edition
    kept = again.edition.work_items.get(text="tập huấn (sửa)")
    assert kept.state == WorkItem.State.CONFIRMED
    assert kept.read_text == item.read_text
    assert kept.replaces is None


def test_two_plans_get_two_keys(small):
    other = imported(small.cast, PLAN.replace("Sở Y tế: Chăm sóc", "Sở Y tế: Chăm lo"), "ke-hoach.txt")
    assert {small.plan.key, other.plan.key} == {"ke-hoach", "ke-hoach-2"}
