"""Checking goes through what is doubtful first, says how it was found and why it wants a look, and counts down."""

import re

import pytest

from chithi.journal.models import Entry
from chithi.plans import checking, commands, confidence, facts, learning, publishing
from chithi.plans.checklist import rows_of
from chithi.plans.highlight import segments
from chithi.plans.models import WorkItem
from chithi.plans.refusals import Refused
from chithi.reader import result
from chithi.reader.commands import WARNINGS
from chithi.reader.paging import number_pages
from chithi.units.queries import tree
from tests.plans.conftest import imported
from tests.plans.readings import PLAN, hand_made, reading_of
from tests.plans.test_pages import text_of, url
from tests.plans.test_publishing import checked

# The second unit with its line is gone: the work of the first may hold what was below it.
SKIPPING = "\n".join(line for line in PLAN.split("\n") if not line.startswith("2. Sở Y tế"))
BEHIND = (
    "Sở Tài chính chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí thực hiện Kế hoạch hằng năm theo quy định."
)
UNPLACED = f"{PLAN}\n{BEHIND}\n"


@pytest.fixture
def skipping(province):
    return imported(province, SKIPPING)


@pytest.fixture
def focal(skipping, sign_in):
    return sign_in(skipping.cast.people["focal"])


def at_places(page):
    return re.findall(r'id="item-(\d+)"', page.content.decode())


def left(page):
    found = re.search(r"Còn (\d+) chỗ cần xem", text_of(page))
    return int(found[1]) if found else 0


def test_what_is_doubtful_comes_first_with_how_it_was_found_and_why(skipping, focal):
    page = focal.get(url("check", skipping.plan.key))
    doubtful = [r.item.pk for r in rows_of(skipping.edition, tree()) if r.wants_a_look]
    assert 0 < len(doubtful) < skipping.edition.work_items.count()
    assert at_places(page)[: len(doubtful)] == [str(pk) for pk in doubtful]
    first = text_of(page).split("Chủ trì")[1]
    assert "đọc từ tiêu đề mục" in first
    assert "số thứ tự bên cạnh bị nhảy" in first


def test_one_press_confirms_and_goes_on_to_the_next_while_the_count_goes_down(skipping, focal):
    before = focal.get(url("check", skipping.plan.key))
    first, second = at_places(before)[:2]
    answer = focal.post(url("confirm", skipping.plan.key, first))
    assert answer.url.endswith(f"?item={second}#item-{second}")
    assert left(focal.get(answer.url)) == left(before) - 1
    assert Entry.objects.filter(verb="plans.confirm", subject_id=int(first)).count() == 1


def test_the_count_reaches_nothing_left(skipping, focal):
    page = focal.get(url("check", skipping.plan.key))
    for row in rows_of(skipping.edition, tree()):
        if row.wants_a_look:
            checking.confirm_item(row.item, actor=skipping.cast.people["focal"])
    page = focal.get(url("check", skipping.plan.key))
    assert left(page) == 0
    assert "Không còn chỗ nào cần xem" in text_of(page)


def test_a_clear_item_keeps_its_place_after_the_press(skipping, focal):
    clear = next(r for r in rows_of(skipping.edition, tree()) if not r.codes)
    answer = focal.post(url("confirm", skipping.plan.key, clear.item.pk))
    assert answer.url.endswith(f"?item={clear.item.pk}#item-{clear.item.pk}")


def test_the_steps_say_how_much_is_left_in_each(skipping, focal):
    page = focal.get(url("names", skipping.plan.key))
    number = left(focal.get(url("check", skipping.plan.key)))
    assert re.search(rf"2\. [^\d]+ {number} chỗ cần xem", text_of(page))


def test_a_clear_plan_asks_for_no_look_at_what_was_read(small):
    codes = {code for row in rows_of(small.edition, tree()) for code in row.codes}
    assert "reader" not in codes


def test_the_plan_itself_says_what_was_not_found(skipping, focal):
    words = text_of(focal.get(url("head", skipping.plan.key)))
    assert "không tìm thấy số, ký hiệu trong tệp" in words
    assert "không tìm thấy thời hạn báo cáo" not in words


def test_passages_that_were_not_placed_are_listed_and_found_in_the_text(province, sign_in):
    found = imported(province, UNPLACED)
    page = sign_in(province.people["focal"]).get(url("check", found.plan.key))
    assert "1 đoạn chưa xếp được" in text_of(page)
    assert 'href="#passage-1"' in page.content.decode()
    assert re.search(r'id="passage-1"[^>]*>Sở Tài chính chủ trì', page.content.decode())


def test_they_stand_in_the_way_of_publishing_until_somebody_says_to_have_looked(province, sign_in):
    found = checked_draft(imported(province, UNPLACED))
    client = sign_in(province.people["focal"])
    page = client.get(url("publish", found.plan.key))
    assert "Tôi đã xem các đoạn này" in text_of(page)
    with pytest.raises(Refused, match="Còn đoạn"):
        publishing.publish(found.plan, actor=province.people["focal"])
    client.post(url("publish", found.plan.key), {"day": "10/01/2024"})
    found.plan.refresh_from_db()
    assert found.plan.state == "draft"
    client.post(url("publish", found.plan.key), {"day": "10/01/2024", "unplaced_seen": "1"})
    found.plan.refresh_from_db()
    assert found.plan.state == "published"
    assert Entry.objects.get(verb="plans.publish").new["unplaced"] == 1


def checked_draft(found):
    """Everything confirmed, not published."""
    for row in rows_of(found.edition, tree()):
        checking.confirm_item(row.item, actor=found.cast.people["focal"])
    return found


def test_a_plan_without_such_passages_is_published_as_before(small):
    assert checked(small).plan.state == "published"


def test_every_code_of_the_reader_has_its_words():
    assert set(confidence.FOUND) == {f.value for f in result.Found}
    assert set(confidence.WHYS) == {d.value for d in result.Doubt} - {""}
    assert set(WARNINGS) > {"stands_nowhere", confidence.TAUGHT}


def test_a_code_that_is_not_known_any_more_is_left_out():
    assert confidence.why(["of_old", "cut", "cut"]) == [confidence.WHYS["cut"]]
    assert confidence.how(["of_old"]) == []


def test_a_reading_of_before_without_ways_and_reasons_is_taken():
    reading = hand_made()
    reading["tasks"][0]["clauses"][0]["doubt"] = True
    first, second = facts.clauses(reading)
    assert (first.doubt, first.whys, first.leads[0].found) == (True, (), "")
    assert second.doubt is False


def test_a_clause_has_the_reasons_of_its_leaf_and_of_its_own_facts():
    reading = reading_of(SKIPPING)
    whys = {c.at: c.whys for c in facts.clauses(reading)}
    assert whys["III.1"] == ("number_lost",)
    assert whys["III.4"] == ()


def test_a_deadline_that_a_person_changed_no_longer_says_how_it_was_read(skipping):
    item = WorkItem.objects.get(read_text__startswith="Phối hợp với Sở Nội vụ")
    assert found_of(skipping, item) == [confidence.FOUND["phrase"]]
    WorkItem.objects.filter(pk=item.pk).update(due="2025")
    assert found_of(skipping, item) == []


def found_of(skipping, item):
    return next(r for r in rows_of(skipping.edition, tree()) if r.item.pk == item.pk).when_found


def test_passages_are_runs_of_the_text():
    found = segments("một hai ba bốn", [], [(1, 4, 7), (2, 8, 14)])
    assert [(s.text, s.passage, s.unplaced) for s in found] == [
        ("một ", None, False),
        ("hai", 1, True),
        (" ", None, False),
        ("ba bốn", 2, True),
    ]


def test_a_warning_of_the_whole_file_is_no_passage():
    reading = {"warnings": [{"what": "no_title", "span": [0, 0]}, {"what": "nobody_leads", "span": [2, 5]}]}
    (passage,) = confidence.passages(reading, "xxabcxx")
    assert (passage.number, passage.text) == (1, "abc")


def test_a_plan_of_300_tasks_is_checked_in_few_queries(province, sign_in, django_assert_max_num_queries):
    rows = "".join(
        f"{n}. Sở Y tế\n" + "".join(f"- Xây dựng tài liệu số {n}.{m} cho nhân dân.\n" for m in range(10))
        for n in range(1, 61, 2)
    )
    found = imported(province, f"KẾ HOẠCH\nTHỬ NGHIỆM\n\nIII. TỔ CHỨC THỰC HIỆN\n{rows}")
    assert found.edition.work_items.count() == 300
    client = sign_in(province.people["focal"])
    with django_assert_max_num_queries(29):
        page = client.get(url("check", found.plan.key))
    assert left(page) == 290
    with django_assert_max_num_queries(29):
        client.post(url("confirm", found.plan.key, at_places(page)[0]))
    assert left(client.get(url("check", found.plan.key))) == 289


UNDATED = (
    "KẾ HOẠCH\nTHỬ NGHIỆM\n\nI. NỘI DUNG\n1. Xây dựng tài liệu.\n- Cơ quan chủ trì: Sở Y tế.\n"
    "- Thời gian: quý 14 năm 2O24.\n2. Tập huấn cán bộ.\n- Cơ quan chủ trì: Sở Nội vụ.\n- Thời gian: năm 2024.\n"
)


def test_a_task_whose_deadline_cannot_be_read_is_not_confirmed_with_those_that_are_clear(province):
    found = imported(province, UNDATED)
    assert checking.confirm_undoubtful(found.edition, actor=province.people["focal"]) == 1
    (row,) = [r for r in rows_of(found.edition, tree()) if r.wants_a_look]
    assert (row.item.text, row.item.state) == ("Xây dựng tài liệu", "proposed")
    assert row.looks == [confidence.WHYS["label_unread"]]


# What holds for the whole file, and where in it.


def with_pages(found, **more):
    """The edition as if read from a scan: two pages, the second from the third part on."""
    reading, text = found.edition.reading, found.edition.text
    reading["warnings"] += [{"what": "scanned", "span": [0, 0]}, {"what": "picture_pages", "span": [0, 0]}]
    found.edition.reading = number_pages({**reading, **more}, ((0, 1), (text.index("2. Sở Y tế"), 2)))
    found.edition.save(update_fields=["reading"])
    return found


@pytest.fixture
def scan(province):
    return with_pages(imported(province, UNPLACED))


@pytest.mark.parametrize("page", ["names", "check", "contents", "head", "publish", "plan"])
def test_a_scan_says_so_on_the_pages_of_its_draft(scan, sign_in, page):
    words = text_of(sign_in(scan.cast.people["focal"]).get(url(page, scan.plan.key)))
    assert "Văn bản là bản quét" in words
    assert "Có trang chỉ là hình ảnh" in words


def test_the_page_of_a_plan_that_binds_no_longer_says_so(small, sign_in):
    found = checked(with_pages(small))
    words = text_of(sign_in(found.cast.people["focal"]).get(url("plan", found.plan.key)))
    assert "Văn bản là bản quét" not in words


def test_the_command_says_that_a_file_is_a_scan(province, monkeypatch, tmp_path, capsys):
    reading = reading_of(PLAN)
    reading["warnings"].append({"what": "scanned", "span": [0, 0]})
    monkeypatch.setattr(commands, "read_file", lambda data, name: reading)
    file = tmp_path / "quet.txt"
    file.write_text(PLAN, "utf-8")
    assert commands.import_command([str(file), "--issuer", "tinh"]) == 0
    assert "Văn bản là bản quét" in capsys.readouterr().out


def test_each_item_and_each_passage_says_its_page(scan, sign_in):
    client = sign_in(scan.cast.people["focal"])
    page = client.get(url("check", scan.plan.key))
    items = {r.item.at: r.page for r in rows_of(scan.edition, tree())}
    assert items["III.1"] == 1
    assert items["III.2"] == 2
    passages, sections = text_of(page).split("Bấm vào chữ gạch chân")
    assert "trang 2" in passages
    assert "III.1 trang 1" in sections
    assert "III.2 trang 2" in sections
    item = scan.edition.work_items.filter(at="III.2").first()
    assert "trang 2" in text_of(client.get(url("item", scan.plan.key, item.pk)))


def test_of_a_file_without_pages_no_page_is_said(small, sign_in):
    assert "trang 1" not in text_of(sign_in(small.cast.people["focal"]).get(url("check", small.plan.key)))


def test_passages_are_left_when_all_items_are_looked_at(province, sign_in):
    found = checked_draft(imported(province, UNPLACED))
    page = sign_in(province.people["focal"]).get(url("check", found.plan.key))
    words = text_of(page)
    assert "Không còn chỗ nào cần xem" not in words
    assert "Không còn nhiệm vụ nào cần xem" in words
    assert '<details class="panel" open>' in page.content.decode()
    assert "Khi công bố kế hoạch, đánh dấu là đã xem" in words
    assert re.search(r"5\. [^\d]+ 1 chỗ cần xem", words)


def test_names_left_out_as_no_unit_are_shown_but_not_counted(province, sign_in):
    focal = province.people["focal"]
    learning.say_no_unit(imported(province).edition, "Sở Y tế", actor=focal)
    found = checked_draft(imported(province, OTHER))
    words = text_of(sign_in(focal).get(url("check", found.plan.key)))
    assert "1 chỗ được bỏ qua vì không phải cơ quan, đơn vị" in words
    assert "“Sở Y tế”" in words
    assert "Không còn chỗ nào cần xem" in words


OTHER = "KẾ HOẠCH\nTHỬ NGHIỆM\n\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ, Sở Y tế\n- Xây dựng tài liệu cho nhân dân.\n"
