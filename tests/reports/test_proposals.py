"""Proposals of the register stand in the unit's report of their year, beside those that are typed there."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from chithi.journal.actions import Operator
from chithi.papers import html
from chithi.records.proposals import REGISTER, Proposal
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.content import content_of
from chithi.reports.files import paper_for
from chithi.reports.models import Answer, Correction, Cycle
from chithi.reports.moves import Refused
from chithi.sheets import record_actions
from chithi.steering.counts import proposals as grouped
from chithi.steering.gather import gather
from chithi.units.queries import tree

EMPTY = {name: field.empty for name, field in REGISTER.fields.items()}
BY = "Lê Văn Cán Bộ"
MARCH, MAY = datetime.date(2024, 3, 5), datetime.date(2024, 5, 20)


@pytest.fixture
def round_(opened, cast):
    opened.unit = cast.units["so-yt"]
    return opened


def propose(round_, title, added=None, **more):
    values = {**EMPTY, "title": title, "unit": round_.unit.pk, "to_name": "Chính phủ", "day": MARCH, **more}
    one = record_actions.add_record(REGISTER, values, actor=Operator())
    Proposal.objects.filter(pk=one.pk).update(added_on=added or values["day"])
    return one


def change(one, **values):
    record_actions.change_record(REGISTER, one.pk, values, actor=Operator())


def written(round_, official=False):
    return [
        (to, text) for _n, to, text in content_of(round_.report("so-yt"), official=official).written_proposals
    ]


def save(round_, **texts):
    sent = [Sent(f"proposal:{name.replace('_', ':')}", text) for name, text in texts.items()]
    return actions.save_changes(round_.report("so-yt"), sent, by=BY)


def field(one, half):
    return f"r{one.pk}_{half}"


def test_they_stand_in_the_draft_with_the_link_to_each_record(round_, cast, sign_in):
    one = propose(round_, "Bố trí kinh phí", text="Ba năm chưa được cấp.")
    two = propose(round_, "Mở lớp bồi dưỡng", to_unit=cast.units["so-ld"].pk, to_name="")
    assert written(round_) == [
        ("Chính phủ", "Bố trí kinh phí. Ba năm chưa được cấp."),
        (str(cast.units["so-ld"]), "Mở lớp bồi dưỡng."),
    ]
    page = sign_in(cast.people["officer"]).get(f"/reports/{round_.report('so-yt').pk}/").content.decode()
    for record in (one, two):
        assert page.count(f'href="/registers/proposals/{record.pk}/"') == 1
    assert not Answer.objects.exists()
    assert content_of(round_.report("huyen-a")).written_proposals == []


def test_only_those_of_the_period_up_to_the_cut_off_stand_and_late_ones_of_the_year_before(round_):
    of_2023 = {"period_from": datetime.date(2023, 1, 1), "period_to": datetime.date(2023, 12, 31)}
    closed = {"cutoff": datetime.date(2023, 10, 31), "due": datetime.date(2023, 11, 14)}
    Cycle.objects.create(plan=round_.plan, year=2023, state="closed", **of_2023, **closed)
    last_year = datetime.date(2023, 10, 20)
    propose(round_, "Của năm trước", day=last_year)
    propose(round_, "Chuyển sang", day=last_year, added=datetime.date(2023, 11, 2))
    propose(round_, "Của năm nay")
    propose(round_, "Sang năm sau", day=MARCH, added=datetime.date(2024, 11, 1))
    gone = propose(round_, "Đã rút")
    record_actions.withdraw_record(REGISTER, gone.pk, "nhập nhầm", actor=Operator())
    assert [text for _to, text in written(round_)] == ["Chuyển sang.", "Của năm nay."]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"outcome": "considered"}, "Xin biên chế. (Kết quả: đang được xem xét.)"),
        (
            {"outcome": "partly", "answered_on": MAY, "answer": "Bố trí 50 triệu"},
            "Xin biên chế. (Kết quả: đã được tiếp thu một phần ngày 20/05/2024: Bố trí 50 triệu.)",
        ),
        (
            {"outcome": "refused", "answered_on": MAY},
            "Xin biên chế. (Kết quả: không được tiếp thu ngày 20/05/2024.)",
        ),
    ],
)
def test_an_answer_is_told_as_long_as_nobody_wrote_there(round_, answer, said):
    one = propose(round_, "Xin biên chế")
    change(one, **answer)
    assert written(round_) == [("Chính phủ", said)]
    save(round_, **{field(one, "text"): "Xin thêm một biên chế."})
    change(one, answer="Khác")
    assert written(round_) == [("Chính phủ", "Xin thêm một biên chế.")]


def test_what_is_changed_or_cleared_stays_so_and_nothing_stands_twice(round_, cast):
    one, two, three = (propose(round_, title) for title in ("Một", "Hai", "Ba"))
    save(round_, **{field(one, "text"): "Một, viết lại.", field(two, "text"): "", "1_text": "Gõ tay"})
    assert written(round_) == [("Chính phủ", "Một, viết lại."), ("Chính phủ", "Ba."), ("", "Gõ tay")]
    propose(round_, "Bốn")
    actions.submit(round_.report("so-yt"), actor=cast.people["officer"])
    sent = [*written(round_)]
    assert [text for _to, text in sent] == ["Một, viết lại.", "Ba.", "Bốn.", "Gõ tay"]
    assert Answer.objects.get(field=f"proposal:r{three.pk}:text").text == "Ba."
    actions.hand_back(round_.report("so-yt"), actor=cast.people["head"])
    assert written(round_) == sent
    save(round_, **{field(two, "text"): "Hai, vẫn đề nghị."})
    assert ("Chính phủ", "Hai, vẫn đề nghị.") in written(round_)


def test_one_that_was_typed_in_the_same_words_stands_once(round_):
    save(round_, **{"1_to": "Chính phủ", "1_text": "Bố trí kinh phí riêng"})
    one = propose(round_, "Bố trí kinh phí riêng.")
    change(one, outcome="considered")
    assert written(round_) == [("Chính phủ", "Bố trí kinh phí riêng")]
    told = content_of(round_.report("so-yt")).fields["proposal:1:text"].told
    assert told.url == f"/registers/proposals/{one.pk}/"
    save(round_, **{"1_to": "", "1_text": ""})
    assert written(round_) == [("Chính phủ", "Bố trí kinh phí riêng. (Kết quả: đang được xem xét.)")]


def test_the_same_words_typed_again_stay_those_of_the_record(round_):
    one = propose(round_, "Xin biên chế")
    (outcome,) = save(round_, **{field(one, "text"): "Xin biên chế. "})
    assert (outcome.outcome, outcome.made, Answer.objects.count()) == ("saved", False, 0)


def test_a_record_that_goes_takes_its_proposal_along_unless_somebody_wrote_there(round_):
    one, two = propose(round_, "Một"), propose(round_, "Hai")
    save(round_, **{field(two, "text"): "Hai, viết lại.", field(two, "to"): "Quốc hội"})
    for record in (one, two):
        record_actions.withdraw_record(REGISTER, record.pk, "nhập nhầm", actor=Operator())
    assert written(round_) == [("Quốc hội", "Hai, viết lại.")]
    (refused,) = save(round_, **{field(one, "text"): "Một, viết lại."})
    assert refused.outcome == "refused"
    (saved,) = save(round_, **{field(two, "text"): "Hai, lần ba."})
    assert saved.outcome == "saved"


def test_proposals_of_other_units_are_no_fields_of_the_report(round_, cast):
    other = propose(round_, "Của sở khác", unit=cast.units["so-ld"].pk)
    (refused,) = save(round_, **{field(other, "text"): "Lấy của sở khác"})
    assert refused.outcome == "refused"
    assert not Answer.objects.exists()


def test_what_was_signed_stays_when_the_record_changes_and_the_consolidated_report_has_it(round_, cast):
    one = propose(round_, "Bố trí kinh phí", to_unit=cast.units["tinh"].pk, to_name="")
    save(round_, **{"1_to": "UBND tỉnh Thử Nghiệm", "1_text": "Mở lớp"})
    actions.approve_and_send(round_.report("so-yt"), actor=cast.people["head"])
    actions.accept(round_.report("so-yt"), actor=cast.people["focal"])
    name = str(cast.units["tinh"])
    signed = [(name, "Bố trí kinh phí."), ("UBND tỉnh Thử Nghiệm", "Mở lớp")]
    assert written(round_, official=True) == signed
    change(one, outcome="accepted", answered_on=MAY, answer="Đồng ý.")
    assert written(round_) == written(round_, official=True) == signed
    assert not Correction.objects.exists()
    case = gather(round_.cycle, tree())
    said = [(p.number, p.text) for group in grouped(case) for p in group.proposals]
    assert sorted(said) == [(1, "Bố trí kinh phí."), (2, "Mở lớp")]


def test_they_are_enough_to_send_a_report_and_stand_on_its_paper(round_, cast):
    with pytest.raises(Refused):
        actions.approve_and_send(round_.report("so-yt"), actor=cast.people["head"])
    propose(round_, "Bố trí kinh phí <riêng>")
    draft = html.render(paper_for(content_of(round_.report("so-yt"))))
    actions.approve_and_send(round_.report("so-yt"), actor=cast.people["head"])
    for paper in (draft, html.render(paper_for(content_of(round_.report("so-yt"))))):
        assert paper.count("Đối với Chính phủ") == 1
        assert paper.count("Bố trí kinh phí &lt;riêng&gt;.") == 1


def test_a_record_that_says_more_than_a_report_takes_is_cut(round_, cast):
    propose(round_, "Bố trí kinh phí", text="dài " * 2000)
    actions.approve_and_send(round_.report("so-yt"), actor=cast.people["head"])
    ((_to, text),) = written(round_, official=True)
    assert (len(text) <= 4000, text[-1]) == (True, "…")


def test_the_page_without_a_script_keeps_clears_and_changes_them(round_, cast, sign_in):
    one, two, three = (propose(round_, title) for title in ("Một", "Hai", "Ba"))
    report = round_.report("so-yt")
    client = sign_in(cast.people["officer"])
    page = client.get(f"/reports/{report.pk}/")
    shown = {
        name: f.value for name, f in page.context["content"].fields.items() if name.startswith("proposal:")
    }
    change(three, outcome="considered")
    posted = {**shown, f"proposal:r{one.pk}:text": "Một, viết lại.", f"proposal:r{two.pk}:text": ""}
    posted |= {name: page.context[name] for name in ("versions", "filled")}
    assert client.post(f"/reports/{report.pk}/save/", posted).status_code == 302
    assert set(Answer.objects.values_list("field", "text")) == {
        (f"proposal:r{one.pk}:text", "Một, viết lại."),
        (f"proposal:r{two.pk}:text", ""),
    }
    assert written(round_)[1] == ("Chính phủ", "Ba. (Kết quả: đang được xem xét.)")


class TestWorkbook:
    @pytest.fixture
    def client(self, cast, sign_in):
        return sign_in(cast.people["officer"])

    def download(self, client, report):
        return load_workbook(io.BytesIO(client.get(f"/reports/{report.pk}/workbook.xlsx").content))

    def upload(self, client, report, book):
        out = io.BytesIO()
        book.save(out)
        file = SimpleUploadedFile("bieu.xlsx", out.getvalue())
        return client.post(f"/reports/{report.pk}/workbook/", {"file": file})

    def test_it_holds_them_and_takes_them_back_whatever_the_register_did_meanwhile(self, round_, client):
        report = round_.report("so-yt")
        _one, _two, three = (propose(round_, title) for title in ("Một", "Hai", "Ba"))
        book = self.download(client, report)
        words = book["Biểu 3"]
        assert [words[f"D{row}"].value for row in (10, 11, 12, 13)] == ["Một.", "Hai.", "Ba.", None]
        words["D10"], words["D11"], words["D13"] = "Một, viết lại.", None, "Gõ tay"
        propose(round_, "Bốn")
        change(three, outcome="considered")
        save(round_, **{"2_text": "Gõ trên màn hình"})
        assert self.upload(client, report, book).status_code == 302
        assert [text for _to, text in written(round_)] == [
            "Một, viết lại.",
            "Ba. (Kết quả: đang được xem xét.)",
            "Bốn.",
            "Gõ tay",
            "Gõ trên màn hình",
        ]
        again = Answer.objects.count()
        assert self.upload(client, report, book).status_code == 302
        assert Answer.objects.count() == again

    def test_a_proposal_whose_record_is_gone_is_named(self, round_, client):
        report, one = round_.report("so-yt"), propose(round_, "Một")
        book = self.download(client, report)
        record_actions.withdraw_record(REGISTER, one.pk, "nhập nhầm", actor=Operator())
        page = self.upload(client, report, book)
        assert "Biểu 3, D10: " in page.content.decode()
        book["Biểu 3"]["C10"] = book["Biểu 3"]["D10"] = None
        assert self.upload(client, report, book).status_code == 302


def test_a_letter_is_entered_in_its_own_words(round_, cast, sign_in):
    propose(round_, "Bố trí kinh phí")
    page = sign_in(cast.people["focal"]).get(f"/reports/{round_.report('so-yt').pk}/letter/")
    assert "Bố trí kinh phí" not in page.content.decode()
