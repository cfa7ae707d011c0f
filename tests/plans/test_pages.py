import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chithi.journal.models import Entry
from chithi.plans import checking, publishing
from chithi.plans.importing import import_edition
from chithi.plans.models import Assignment, Edition, Plan, ProvisionLink, WorkItem
from chithi.plans.queries import draft_edition
from chithi.units.models import Group
from tests.plans.conftest import imported
from tests.plans.readings import PLAN, reading_of
from tests.plans.test_publishing import CHANGED, DAY, checked

MANY = 30


@pytest.fixture
def published(small):
    return checked(small)


@pytest.fixture
def focal(small, sign_in):
    return sign_in(small.cast.people["focal"])


def url(name, *args):
    return reverse(f"plans:{name}", args=args)


def upload(text, name="ke-hoach.txt", **more):
    data = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile(name, data), **more}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def item_like(small, words):
    return small.edition.work_items.get(read_text__startswith=words, joined_into=None)


# Who may do what: refusal and success in one test.

CHECKERS = {"focal", "administrator"}
EVERYBODY = {
    "focal",
    "administrator",
    "officer",
    "head",
    "leader",
    "stranger",
    "district_officer",
    "district_head",
}


def allowed(cast, client, address, method="get", data=None):
    """Those for whom a page is there (a redirect after a press counts)."""
    found = set()
    for who in EVERYBODY:
        client.force_login(cast.people[who], backend="chithi.accounts.backends.AccountBackend")
        if getattr(client, method)(address, data or {}).status_code in (200, 302):
            found.add(who)
    return found


def test_a_draft_is_there_for_those_who_check_it(small, client):
    key = small.plan.key
    for name in ("plan", "names", "check", "contents", "head", "publish", "edition"):
        assert allowed(small.cast, client, url(name, key)) == CHECKERS, name
    assert allowed(small.cast, client, url("source", key, 1)) == CHECKERS
    assert allowed(small.cast, client, url("item", key, small.edition.work_items.first().pk)) == CHECKERS
    assert allowed(small.cast, client, url("import")) == EVERYBODY - {"leader"}


def test_a_focal_officer_imports_for_the_province_not_from_below_it(province, sign_in):
    from chithi.plans.rules import importable
    from chithi.units.queries import tree
    from tests.cast import make_person

    below = make_person("daumoihuyen", "Ngô Thị Huyện", province.units["huyen-a"], "focal_officer")
    keys = {
        who: {tree()[i].key for i in importable(user, tree())}
        for who, user in {"below": below, **province.people}.items()
    }
    assert keys["below"] == {"huyen-a"}
    assert keys["focal"] == {"so-ld", "tinh"}
    assert keys["officer"] == keys["head"] == {"so-yt"}
    assert keys["district_officer"] == {"huyen-a"}
    assert keys["leader"] == set()
    assert len(keys["administrator"]) == len(tree())


def test_a_published_plan_is_read_by_everybody_and_checked_by_few(published, client):
    key = published.plan.key
    assert allowed(published.cast, client, url("plan", key)) == EVERYBODY
    assert allowed(published.cast, client, url("contents", key)) == EVERYBODY
    assert allowed(published.cast, client, url("source", key, 1)) == EVERYBODY
    assert allowed(published.cast, client, url("work", key) + "?unit=so-yt") == EVERYBODY
    for name in ("check", "head", "publish", "end"):
        assert allowed(published.cast, client, url(name, key)) == CHECKERS, name


def test_presses_are_for_those_who_check(small, client):
    key, item = small.plan.key, item_like(small, "Chăm sóc")
    link = ProvisionLink.objects.first()
    presses = [
        (url("confirm", key, item.pk), {}),
        (url("confirm-all", key), {}),
        (url("move-item", key, item.pk, "join"), {}),
        (url("match-again", key), {}),
        (url("link", key, link.pk), {"decision": "confirm"}),
        (url("confirm-links", key), {}),
        (url("name", key) + "?name=Sở Y tế", {"meaning": "open"}),
        (url("put-aside", key), {}),
    ]
    for address, data in presses:
        assert allowed(small.cast, client, address, "post", data) == CHECKERS, address


def test_a_draft_edition_is_hidden_from_those_who_only_read(published, client):
    import_edition(
        published.plan,
        CHANGED.encode(),
        "sua-doi.txt",
        reading_of(CHANGED),
        actor=published.cast.people["focal"],
    )
    key = published.plan.key
    assert allowed(published.cast, client, url("source", key, 2)) == CHECKERS
    assert allowed(published.cast, client, url("difference", key)) == CHECKERS
    client.force_login(published.cast.people["officer"], backend="chithi.accounts.backends.AccountBackend")
    assert "sua-doi.txt" not in text_of(client.get(url("plan", key)))
    assert "học nghề" not in text_of(client.get(url("contents", key)))


def test_nobody_without_an_account_sees_a_plan(published, client):
    assert client.get(url("plan", published.plan.key)).status_code == 302
    assert "/accounts/" in client.get(url("list")).url


def test_an_item_of_another_plan_is_not_there(small, focal):
    other = imported(small.cast, PLAN.replace("Chăm sóc", "Chăm lo"))
    item = other.edition.work_items.first()
    assert focal.get(url("item", small.plan.key, item.pk)).status_code == 404
    assert focal.post(url("confirm", small.plan.key, item.pk)).status_code == 404


# Import.


def test_a_file_is_imported_and_the_same_again_is_recognised(province, sign_in):
    client = sign_in(province.people["focal"])
    form = {"issuer": province.units["tinh"].pk}
    first = client.post(url("import"), upload(PLAN, **form))
    plan = Plan.objects.get()
    assert first.url == url("names", plan.key)
    assert plan.focal_unit == province.units["so-ld"]
    again = client.post(url("import"), upload(PLAN, "khac.txt", **form), follow=True)
    assert "đã được nhập ngày" in text_of(again)
    assert Plan.objects.count() == Edition.objects.count() == 1
    assert Entry.objects.filter(verb__startswith="plans.").count() == 1


def test_a_changed_file_is_asked_about_first(published, sign_in):
    client = sign_in(published.cast.people["focal"])
    form = {"issuer": published.cast.units["tinh"].pk}
    asked = client.post(url("import"), upload(CHANGED, **form))
    assert asked.status_code == 200
    assert published.plan.key in asked.content.decode()
    assert Edition.objects.count() == 1
    taken = client.post(url("import"), upload(CHANGED, **form, **{"as": published.plan.key}))
    assert taken.url == url("difference", published.plan.key)
    assert draft_edition(published.plan).number == 2
    alone = client.post(url("import"), upload(CHANGED + " ", **form, **{"as": "new"}))
    assert alone.status_code == 302
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "trong.txt", "Tệp trống"),
        (b"\x00\x01\x02" * 50, "anh.png", "Không đọc được loại tệp này"),
        (b"PK\x03\x04junk", "gia.docx", "Tệp bị hỏng"),
        (b"Xin ch\xe0o", "ma.txt", "Unicode"),
        (b"%PDF-1.7 junk", "gia.pdf", "Tệp bị hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "cu.doc", "Tài liệu Word (.docx)"),
    ],
)
def test_a_bad_file_gives_one_sentence_and_changes_nothing(province, sign_in, data, name, words):
    client = sign_in(province.people["focal"])
    answer = client.post(url("import"), upload(data, name, issuer=province.units["tinh"].pk))
    assert answer.status_code == 200
    assert words in text_of(answer)
    assert not Plan.objects.exists()


def test_a_large_file_is_refused_before_it_is_read(province, sign_in, settings, monkeypatch):
    settings.UPLOAD_LIMIT = 100
    monkeypatch.setattr("chithi.plans.import_views.read_file", lambda *_: pytest.fail("it was read"))
    answer = sign_in(province.people["focal"]).post(
        url("import"), upload(PLAN, issuer=province.units["tinh"].pk)
    )
    assert "lớn hơn" in text_of(answer)


def test_one_imports_only_for_a_unit_one_may_import_for(province, sign_in):
    client = sign_in(province.people["focal"])
    answer = client.post(url("import"), upload(PLAN, issuer=province.units["huyen-a"].pk))
    assert answer.status_code == 200
    assert not Plan.objects.exists()


# Checking.


def test_without_a_script_every_item_leads_to_its_words_and_back(small, focal):
    item = item_like(small, "tập huấn")
    page = focal.get(url("check", small.plan.key), {"item": item.pk}).content.decode()
    assert f'href="?item={item.pk}#words-{item.pk}"' in page
    assert f'id="words-{item.pk}"' in page
    assert f'href="?item={item.pk}#item-{item.pk}"' in page
    assert f'id="item-{item.pk}"' in page
    assert "<mark>tập huấn cho nhân viên y tế thôn bản</mark>" in page
    assert "<mark>Sở Y tế</mark>" in page
    assert page.count("<mark>") == 2


def test_the_text_of_the_page_is_the_text_of_the_file(small, focal):
    page = focal.get(url("check", small.plan.key)).content.decode()
    paper = re.search(r"data-paper[^>]*>(.*?)</div>", page, re.S)[1]
    import html

    assert html.unescape(re.sub(r"<[^>]+>", "", paper)) == small.edition.text


def test_the_filter_shows_what_wants_a_look(province, sign_in):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    client = sign_in(province.people["focal"])
    page = client.get(url("check", small.plan.key), {"show": "look"})
    assert [r.item.at for r in page.context["rows"]] == ["III.2", "III.2"]
    assert "chưa có trong danh mục" in text_of(page)
    assert f"show=look&amp;item={page.context['rows'][0].item.pk}" in page.content.decode()


def test_an_item_is_corrected_and_confirmed_at_one_press(small, focal):
    item = item_like(small, "tập huấn")
    page = focal.get(url("item", small.plan.key, item.pk)).content.decode()
    keep = re.findall(r'name="keep" value="(\d+)" checked', page)
    content = small.plan.provisions.get(at="II.3")
    data = {
        "text": "Tập huấn cho y tế thôn bản", "due": "quý IV/2024", "due_bound": "in", "keep": keep,
        "contents": [content.pk], "add_with": f"g{Group.objects.get(key='huyen').pk}", "confirm": "1",
    }  # fmt: skip
    for _ in range(2):
        answer = focal.post(url("item", small.plan.key, item.pk), data)
        assert answer.url.endswith(f"?item={item.pk}#item-{item.pk}")
    item.refresh_from_db()
    assert (item.text, item.due, item.due_bound, item.state) == (
        "Tập huấn cho y tế thôn bản", "2024-Q4", "in", WorkItem.State.CONFIRMED,
    )  # fmt: skip
    assert item.assignments.filter(role="with", withdrawn_at=None).count() == 1
    assert Entry.objects.filter(verb="plans.check").count() == 1
    assert "Đọc được : tập huấn cho nhân viên" in text_of(focal.get(url("check", small.plan.key))).replace(
        "được:", "được :"
    )


def test_a_refused_item_comes_back_with_everything_typed(small, focal):
    item = item_like(small, "tập huấn")
    group = f"g{Group.objects.get(key='huyen').pk}"
    answer = focal.post(
        url("item", small.plan.key, item.pk),
        {
            "text": "Chữ vừa gõ",
            "due": "lúc nào đó",
            "due_bound": "by",
            "keep": [],
            "add_with": group,
            "confirm": "1",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Hãy ghi thời hạn theo mẫu" in page
    assert "Chữ vừa gõ" in page
    assert "lúc nào đó" in page
    assert f'value="{group}" selected' in page
    assert not re.search(r'name="keep" value="\d+" checked', page)
    item.refresh_from_db()
    assert item.text != "Chữ vừa gõ"


def test_an_item_without_a_lead_is_refused_in_words(small, focal):
    item = item_like(small, "tập huấn")
    answer = focal.post(
        url("item", small.plan.key, item.pk), {"text": "Chữ vừa gõ", "keep": [], "confirm": "1"}
    )
    assert "chưa có đơn vị chủ trì" in text_of(answer)
    assert "Chữ vừa gõ" in text_of(answer)


def test_a_name_is_said_on_its_page(province, sign_in):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Sức khỏe:"))
    client = sign_in(province.people["focal"])
    assert "chưa có trong danh mục" in text_of(client.get(url("names", small.plan.key)))
    page = url("name", small.plan.key) + "?name=Sở Sức khỏe"
    assert client.get(page).status_code == 200
    answer = client.post(page, {"meaning": "", "other": f"u{province.units['so-yt'].pk}"}, follow=True)
    assert "Mọi tên đều đã xác định" in text_of(answer)
    refused = client.post(url("name", small.plan.key) + "?name=Sở Nội vụ", {"meaning": "", "other": ""})
    assert "Hãy chọn đơn vị hoặc nhóm" in text_of(refused)


def test_members_of_an_open_group_are_chosen_on_its_page(small, focal):
    a = Assignment.objects.get(name="các đơn vị có liên quan")
    page = url("members", small.plan.key, a.work_item_id, a.pk)
    assert "Ủy ban nhân dân xã An Lạc" in text_of(focal.get(page))
    focal.post(page, {"unit": [small.cast.units["so-tc"].pk]})
    assert [m.unit.key for m in a.chosen.all()] == ["so-tc"]
    closed = Assignment.objects.get(name="Sở Nội vụ")
    assert focal.get(url("members", small.plan.key, closed.work_item_id, closed.pk)).status_code == 404


def test_contents_show_what_nobody_answers_and_links_are_decided_there(small, focal):
    page = focal.get(url("contents", small.plan.key))
    assert "Còn 4 nội dung chưa có đơn vị nào thực hiện" in text_of(page)
    link = ProvisionLink.objects.get(work_item__at="III.5")
    focal.post(url("link", small.plan.key, link.pk), {"decision": "reject"})
    focal.post(url("confirm-links", small.plan.key))
    link.refresh_from_db()
    assert link.state == "rejected"
    assert "Còn 1 nội dung chưa có đơn vị nào thực hiện: II.4" in text_of(
        focal.get(url("contents", small.plan.key))
    )


def test_clauses_are_joined_and_split_by_buttons(small, focal):
    item = item_like(small, "Kiểm tra")
    answer = focal.post(url("move-item", small.plan.key, item.pk, "join") + "?show=open")
    assert "show=open" in answer.url
    item.refresh_from_db()
    assert len(item.clause_ids) == 2
    focal.post(url("move-item", small.plan.key, item.pk, "split"))
    focal.post(url("move-item", small.plan.key, item.pk, "leave-out"))
    item.refresh_from_db()
    assert (len(item.clause_ids), item.state) == (1, "withdrawn")


# The plan itself, publication, difference, end.


def test_the_head_is_set_on_its_page(small, focal, sign_in):
    data = {
        "title": "Kế hoạch mới", "kind": "kế hoạch", "number": "12/KH-UBND", "date": "2024-02-29",
        "focal_unit": small.cast.units["so-nv"].pk, "report_month": "11", "report_day": "15", "report_bound": "by",
    }  # fmt: skip
    focal.post(url("head", small.plan.key), {**data, "report_month": "2", "report_day": "30"})
    small.plan.refresh_from_db()
    assert small.plan.title != "Kế hoạch mới"
    assert focal.post(url("head", small.plan.key), data).url == url("list")  # it is another unit's now
    focal = sign_in(small.cast.people["administrator"])
    assert "Đọc được: Thực hiện Chỉ thị về công tác phụ nữ" in text_of(focal.get(url("head", small.plan.key)))
    small.plan.refresh_from_db()
    assert (small.plan.title, small.plan.number, small.plan.report_bound) == (
        "Kế hoạch mới",
        "12/KH-UBND",
        "by",
    )
    assert small.plan.focal_unit == small.cast.units["so-nv"]
    assert Entry.objects.filter(verb="plans.set_head").count() == 1


def test_a_plan_is_published_by_one_press_when_nothing_is_missing(small, focal):
    page = url("publish", small.plan.key)
    assert "còn 9 nhiệm vụ chưa xác nhận" in text_of(focal.get(page))
    refused = focal.post(page, {"day": "2024-01-01"})
    assert "Chưa công bố được kế hoạch" in text_of(refused)
    focal.post(url("confirm-all", small.plan.key))
    for _ in range(2):
        focal.post(page, {"day": "2024-01-01"})
    small.plan.refresh_from_db()
    assert (small.plan.state, small.plan.valid_from) == ("published", DAY)
    assert Entry.objects.filter(verb="plans.publish").count() == 1


def test_each_unit_sees_its_work_with_its_neighbours(published, sign_in):
    client = sign_in(published.cast.people["officer"])
    plan_page = text_of(client.get(url("plan", published.plan.key)))
    assert "Nhiệm vụ của đơn vị tôi Sở Y tế 3 nhiệm vụ" in plan_page
    page = text_of(client.get(url("work", published.plan.key), {"unit": "so-yt"}))
    assert "Tập huấn cho nhân viên y tế thôn bản" in page
    assert "được gọi là “Các sở, ban, ngành thuộc tỉnh”" in page
    assert "Cùng chủ trì" in page
    other = text_of(client.get(url("work", published.plan.key), {"unit": "so-nv"}))
    assert "trước 31/10/2024" in other
    assert "Chủ trì Sở LĐTBXH" in other
    nothing = text_of(client.get(url("work", published.plan.key), {"unit": "xa-a1"}))
    assert "không giao việc" in nothing
    assert client.get(url("work", published.plan.key), {"unit": "khong-co"}).status_code == 404


def test_a_new_edition_is_shown_as_a_difference_and_published(published, sign_in):
    client = sign_in(published.cast.people["focal"])
    key = published.plan.key
    assert client.get(url("edition", key)).status_code == 200
    answer = client.post(url("edition", key), upload(CHANGED, "sua-doi.txt"), follow=True)
    page = text_of(answer)
    assert answer.redirect_chain[-1][0] == url("difference", key)
    assert [n for _, n in answer.context["counts"]] == [7, 0, 1, 1, 1]
    assert "và cô đỡ" in page
    assert "Mở lớp học nghề cho phụ nữ" in page
    again = client.post(url("edition", key), upload(CHANGED, "sua-doi.txt"), follow=True)
    assert "đã được nhập" in text_of(again)
    client.post(url("confirm-all", key))
    client.post(url("publish", key), {"day": "2024-10-01"})
    published.plan.refresh_from_db()
    assert published.plan.state == "amended"
    assert client.get(url("difference", key)).status_code == 302


def test_a_plan_is_ended_or_superseded_on_its_page(published, sign_in):
    client = sign_in(published.cast.people["focal"])
    other = checked(imported(published.cast, PLAN.replace("Chăm sóc", "Chăm lo")))
    client.post(url("end", published.plan.key), {"day": "2024-06-01", "by": other.plan.key})
    published.plan.refresh_from_db()
    assert (published.plan.state, published.plan.superseded_by) == ("superseded", other.plan)
    client.post(url("end", other.plan.key), {"day": "2024-12-31", "by": ""})
    other.plan.refresh_from_db()
    assert other.plan.state == "ended"
    assert "Đã thay thế" in text_of(client.get(url("plan", published.plan.key)))


def test_the_source_is_the_very_file(published, sign_in):
    answer = sign_in(published.cast.people["officer"]).get(url("source", published.plan.key, 1))
    assert b"".join(answer.streaming_content) == PLAN.encode()
    assert "attachment" in answer["Content-Disposition"]


def test_the_history_says_who_did_what(published, sign_in):
    page = text_of(sign_in(published.cast.people["focal"]).get(url("plan", published.plan.key)))
    assert "công bố kế hoạch" in page
    assert "Nguyễn Thị Đầu Mối" in page
    assert "nhập tệp kế hoạch" in page


def test_pages_speak_english_too(published, sign_in):
    user = published.cast.people["focal"]
    user.language = "en"
    user.save()
    client = sign_in(user)
    assert "units with work" in text_of(client.get(url("plan", published.plan.key)))


# Queries.


def pages(plan, edition):
    item = edition.work_items.filter(joined_into=None).first()
    a = Assignment.objects.filter(is_open=True, work_item__edition=edition).first()
    key = plan.key
    return [
        url("list"), url("import"), url("plan", key), url("names", key), url("check", key), url("contents", key),
        url("head", key), url("publish", key), url("item", key, item.pk), url("work", key) + "?unit=so-yt",
        url("name", key) + "?name=Sở Nội vụ", url("members", key, a.work_item_id, a.pk), url("edition", key),
        url("difference", key), url("end", key),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [10, 110])
def test_no_page_takes_many_queries(published, sign_in, count, django_assert_max_num_queries):
    from tests.cast import make_unit

    for n in range(count):
        make_unit(f"huyen-{n}", f"Ủy ban nhân dân huyện số {n}", "district", published.cast.units["tinh"])
    client = sign_in(published.cast.people["focal"])
    found = pages(published.plan, published.edition)
    for address in found:
        with django_assert_max_num_queries(MANY):
            client.get(address)
    edition = import_edition(
        published.plan,
        CHANGED.encode(),
        "sua-doi.txt",
        reading_of(CHANGED),
        actor=published.cast.people["focal"],
    ).edition
    for address in pages(published.plan, edition):
        with django_assert_max_num_queries(MANY):
            client.get(address)


def test_checking_the_ha_nam_plan_takes_few_queries(ha_nam_plan, sign_in, django_assert_max_num_queries):
    client = sign_in(ha_nam_plan.cast.people["focal"])
    for address in pages(ha_nam_plan.plan, ha_nam_plan.edition):
        with django_assert_max_num_queries(MANY):
            client.get(address)
    page = client.get(url("check", ha_nam_plan.plan.key)).content
    assert page.count(b'id="item-') == page.count(b'id="words-') == 57
    checking.confirm_undoubtful(ha_nam_plan.edition, actor=ha_nam_plan.cast.people["focal"])
    assert publishing.missing(ha_nam_plan.plan, ha_nam_plan.edition, ha_nam_plan.cast.people["focal"])


def test_an_unknown_name_is_offered_as_a_new_unit_to_those_who_keep_the_directory(province, client):
    small = imported(province, PLAN.replace("2. Sở Y tế:", "2. Sở Ngoại vụ:"))
    page = url("name", small.plan.key) + "?name=Sở Ngoại vụ"
    offered = {}
    for who in CHECKERS:
        client.force_login(province.people[who], backend="chithi.accounts.backends.AccountBackend")
        found = re.search(r'href="(/units/new/\?name=[^"]+)"', client.get(page).content.decode())
        offered[who] = found and client.get(found[1]).content.decode()
    assert offered["focal"] is None
    assert 'value="Sở Ngoại vụ"' in offered["administrator"]
