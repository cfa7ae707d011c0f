"""The words and numbers of the consolidated report, counted by hand on a small case."""

import itertools
import random
from dataclasses import replace

from chithi.papers import docx, text
from chithi.papers import json as paper_json
from chithi.papers.content import Heading, Table
from chithi.plans import heads
from chithi.steering import seal
from chithi.steering.compose import compose
from chithi.steering.values import Aim, Case, Measure, UnitReport, Value, loaded, plain, track
from tests.steering.cases import BODIES, CASE, OPTIONS, TREE

PAPER = compose(CASE, OPTIONS)
TEXT = text.render(PAPER)


def section(numeral: str) -> str:
    """The lines of one section of the report."""
    following = {"I": "II", "II": "III", "III": "IV", "IV": "V", "V": "VI"}
    start = TEXT.index(f"\n{numeral}. ")
    end = TEXT.find(f"\n{following[numeral]}. ") if numeral in following else -1
    return TEXT[start:end]


def test_it_names_the_plan_it_carries_out_and_the_days_it_is_about():
    assert "Kết quả năm 2024 thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 3 năm 2024" in TEXT
    assert "từ 01/01/2024 đến 31/12/2024, số liệu chốt đến 31/10/2024" in TEXT
    assert "Kính gửi: Ủy ban nhân dân tỉnh" in TEXT
    assert not PAPER.grounds


def test_it_counts_who_reported_in_time_late_and_not_at_all():
    said = section("I")
    assert (
        "Có 4 cơ quan, đơn vị được giao hoặc được đề nghị báo cáo; 3 cơ quan, đơn vị đã gửi báo cáo" in said
    )
    assert "2 gửi đúng hạn, 1 gửi sau thời hạn (hạn gửi: hết ngày 14/11/2024); 1 chưa gửi" in said
    assert "1 báo cáo đang được bổ sung theo yêu cầu" in said


def test_duties_are_counted_by_state_each_unit_once():
    # Seven duties: two done, one under way, one did not arise, three without an answer.
    said = section("I")
    assert (
        "Trong 7 lượt nhiệm vụ: 2 đã hoàn thành, 1 đang thực hiện, 0 chưa thực hiện, 1 không phát sinh"
        in said
    )
    assert "3 chưa có thông tin" in said
    assert "Trong 3 nội dung" in said
    assert "2 nội dung đã có kết quả được báo cáo, 1 nội dung chưa có" in said


def test_requested_organisations_are_thanked():
    assert "Sở Lao động - Thương binh và Xã hội trân trọng cảm ơn sự phối hợp" in section("I")
    silent = replace(CASE, reports=(*CASE.reports[:2], UnitReport("hlhpn", "silent"), CASE.reports[3]))
    said = text.render(compose(silent, OPTIONS))
    assert "Đề nghị các cơ quan, tổ chức còn lại tiếp tục phối hợp, cung cấp kết quả." in said
    assert "trân trọng cảm ơn" not in said


def test_results_stand_by_content_with_the_units_own_words():
    said = section("II")
    assert (
        said.index("1. Tăng cường lãnh đạo")
        < said.index("2. Đẩy mạnh tuyên truyền")
        < said.index("3. Phát huy")
    )
    assert "- Đã có tờ trình. (Sở Nội vụ: đang thực hiện)" in said
    assert said.index("3. Phát huy") < said.index("4. Các nhiệm vụ khác") < said.index("5. Kết quả chung")


def test_the_same_words_of_two_units_are_printed_once_under_both_names():
    said = section("II")
    assert "- đã mở  3 lớp tập huấn (Sở Nội vụ, Sở Y tế: đã hoàn thành)" in said
    assert said.count("3 lớp tập huấn") == 1
    assert "- Thiếu kinh phí (Sở Nội vụ, Sở Y tế)" in section("IV")


def test_a_work_item_of_two_contents_is_told_once_and_referred_to():
    assert "Kết quả đã nêu tại điểm a mục 1." in section("II")


def test_a_content_nobody_answers_is_shown_and_nothing_is_invented():
    assert "Chưa có nhiệm vụ nào được giao gắn với nội dung này." in section("II")
    assert "Số lượt nhiệm vụ: 1 chưa có thông tin." in section("II")


def test_several_lines_of_a_unit_keep_their_order_under_its_name():
    assert "Hội LHPN tỉnh:\n- Vận động 200 hội viên\n- Tổ chức 5 buổi sinh hoạt\n" in section("II")


def test_results_may_stand_by_unit_instead():
    said = text.render(compose(CASE, replace(OPTIONS, order="unit")))
    part = said[said.index("\nII. ") : said.index("\nIII. ")]
    assert [line for line in part.split("\n") if line[:2] in ("1.", "2.", "3.", "4.")] == [
        "1. Sở Nội vụ",
        "2. Sở Y tế",
        "3. Hội Liên hiệp Phụ nữ tỉnh",
    ]
    assert "Kiện toàn Ban Vì sự tiến bộ của phụ nữ (mục III.2): đang thực hiện.\n- Đã có tờ trình.\n" in part


def tables() -> list[Table]:
    return [block for block in PAPER.blocks if isinstance(block, Table)]


def cells(table: Table, row: int) -> list[str]:
    return [
        "".join(part if isinstance(part, str) else part.text for part in cell.content)
        for cell in table.rows[row].cells
    ]


def test_the_first_table_has_women_men_unsplit_total_last_year_and_target():
    table = tables()[0]
    assert cells(table, 0)[1:] == [
        "Số cán bộ được tập huấn", "người", "700", "500", "34", "1.234 (ước)", "1.000", "≥ 1.200", "1",
    ]  # fmt: skip
    assert [column.title for column in table.columns][3:7] == ["Nữ", "Nam", "Chưa phân tách", "Tổng số"]


def test_what_is_not_reported_says_so_and_is_never_nought():
    table = tables()[0]
    assert cells(table, 1)[6:] == ["Chưa báo cáo", "7", "", ""]
    assert cells(table, 2)[6] == "Không áp dụng"


def test_a_rate_shows_its_numerator_and_denominator():
    assert cells(tables()[1], 0)[3:] == ["3", "7", "42,9", "40,0", "≥ 55,0 (năm 2026)", ""]


def test_targets_are_judged_with_their_gap():
    # 1 234 of 1 200 is reached; 42.9 after 40.0 is behind the 5.0 a year that 55.0 by 2026 wanted.
    assert cells(tables()[2], 0)[3:] == ["≥ 1.200", "2024", "1.234 (ước)", "+34", "Đạt"]
    assert cells(tables()[2], 1)[3:] == ["≥ 55,0", "2026", "42,9", "-12,1", "Chậm tiến độ"]
    assert "1 chỉ tiêu đạt hoặc đúng tiến độ, 1 chỉ tiêu chưa đạt hoặc chậm tiến độ" in section("I")


def test_estimates_and_differences_are_told():
    assert "“(ước)” là ước thực hiện" in section("III")
    assert tables()[3].title == "Số liệu khác nhau giữa đơn vị và các đơn vị còn lại năm 2024"
    assert cells(tables()[3], 0)[1:] == [
        "Số cán bộ được tập huấn", "người", "UBND huyện An Hòa", "34", "30", "+4",
    ]  # fmt: skip


def test_proposals_are_grouped_by_addressee_whatever_the_spelling():
    said = section("V")
    headings = [line for line in said.split("\n") if line[:2] in ("1.", "2.", "3.", "4.")]
    assert headings == ["1. Ủy ban nhân dân tỉnh", "2. Bộ Nội vụ", "3. Chưa nêu nơi nhận kiến nghị"]
    assert "2 đề xuất, kiến nghị:\n- Bố trí kinh phí (Sở Nội vụ, Sở Y tế)\n" in said
    assert "3 đề xuất, kiến nghị:\n- Ban hành hướng dẫn. (Sở Nội vụ)\n" in said


def test_units_that_did_not_report_stand_in_the_annex_with_their_state():
    (annex,) = PAPER.annexes
    assert cells(annex.blocks[0], 1) == ["1", "Ủy ban nhân dân huyện An Hòa", "Đang soạn thảo"]
    everybody = replace(CASE, reports=CASE.reports[:3])
    assert compose(everybody, OPTIONS).annexes == ()


def test_number_and_date_stay_blank_until_it_is_frozen():
    assert PAPER.head.number is None
    assert PAPER.head.day is None
    assert "Số:       /BC-SLĐTBXH" in TEXT


def test_a_department_and_the_peoples_committee_sign_in_their_own_way():
    assert "ỦY BAN NHÂN DÂN TỈNH\nSỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI\n" in TEXT
    assert PAPER.signature is not None
    assert PAPER.signature.post_lines == ("Giám đốc",)
    upwards = compose(CASE, replace(OPTIONS, issuer=heads.issuer(TREE[1], TREE), addressee="Bộ Nội vụ"))
    said = text.render(upwards)
    assert "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH" in said
    assert "Kính gửi: Bộ Nội vụ" in said
    assert "/BC-UBND" in said
    assert upwards.head.parent == ""


def test_an_unknown_addressee_leaves_room_for_it():
    assert compose(CASE, replace(OPTIONS, addressee="")).addressees == ("…………………………",)


def test_the_same_reports_give_the_same_bytes_in_whatever_order_they_come():
    shuffled = random.Random(7)

    def mixed(values):
        return tuple(shuffled.sample(list(values), len(values)))

    other = replace(
        CASE,
        bodies=mixed(BODIES),
        reports=mixed(CASE.reports),
        answers=mixed(CASE.answers),
        words=mixed(CASE.words),
        proposals=mixed(CASE.proposals),
    )
    for order in ("provision", "unit"):
        options = replace(OPTIONS, order=order)
        one, two = compose(CASE, options), compose(other, options)
        assert seal.canonical(paper_json.dump(one)) == seal.canonical(paper_json.dump(two))
        assert docx.render(one) == docx.render(two)


def test_an_empty_cycle_still_makes_a_paper():
    empty = replace(
        CASE, bodies=(), reports=(), contents=(), works=(), answers=(), words=(), proposals=(), measures=()
    )
    said = text.render(compose(empty, OPTIONS))
    assert "Có 0 cơ quan, đơn vị" in said
    assert said.count("Các đơn vị không nêu nội dung này.") == 5


def test_control_characters_and_markup_of_a_unit_do_no_harm():
    bad = replace(CASE, words=(replace(CASE.words[0], text="a\x00b <script>\u2028c"),))
    assert docx.render(compose(bad, OPTIONS))
    assert "\x00" not in text.render(compose(bad, OPTIONS))


def test_levels_of_headings_follow_the_decree():
    levels = [block.level for block in PAPER.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_plain_values_come_back_as_they_were():
    assert loaded(Case, plain(CASE)) == CASE


def test_a_later_target_wants_the_step_of_the_year():
    def measure(now: int | None, before: int | None, value: int, year: int, direction: str = "ge") -> Measure:
        return Measure(
            "x", "", "", "flow", Value(total=now), Value(total=before), aim=Aim(value, year, direction)
        )

    # From 40 to 70 in three years wants ten in the first.
    assert track(measure(50, 40, 70, 2026), 2024) == "on"
    assert track(measure(49, 40, 70, 2026), 2024) == "off"
    assert track(measure(70, 40, 70, 2026), 2024) == "reached"
    assert track(measure(50, None, 70, 2026), 2024) == "unknown"
    assert track(measure(None, 40, 70, 2024), 2024) == "unknown"
    assert track(measure(69, None, 70, 2024), 2024) == "off"
    # At most: from 113 down to 110 in three years.
    assert track(measure(112, 113, 110, 2026, "le"), 2024) == "on"
    assert track(measure(113, 113, 110, 2026, "le"), 2024) == "off"
