"""Who a block speaks to, and whether it is told or asked."""

import pytest

from chithi.reader.subjects import heading_units, is_asked, partners, sentence_subject
from chithi.reader.view import View


@pytest.mark.parametrize(
    "name",
    [
        "hội liên hiệp phụ nữ tỉnh",
        "ủy ban mặt trận tổ quốc việt nam tỉnh",
        "tỉnh đoàn",
        "liên đoàn lao động tỉnh",
        "các tổ chức chính trị - xã hội",
        "các doanh nghiệp trên địa bàn tỉnh",
        "công ty điện lực tỉnh",
        "đảng ủy xã",
        "ban tuyên giáo tỉnh ủy",
        "văn phòng tỉnh ủy",
        "ban thường trực ủy ban mttq việt nam xã",
        "chủ tịch hội nông dân",
        "ban tổ chức tỉnh ủy",
        "đoàn thanh niên cộng sản hồ chí minh tỉnh",
        "ban cán sự đảng ubnd tỉnh",
    ],
)
def test_party_front_mass_organisations_and_firms_are_asked(name):
    assert is_asked(name)


@pytest.mark.parametrize(
    "name",
    [
        "sở nội vụ",
        "sở lao động - thương binh và xã hội",
        "bảo hiểm xã hội tỉnh",
        "hội đồng nhân dân tỉnh",
        "công an tỉnh",
        "ủy ban nhân dân các xã, phường",
        "các sở, ban, ngành, đoàn thể",
        "giám đốc các sở, ban, ngành, đoàn thể",
        "báo hà nam",
        "đài phát thanh và truyền hình",
        "cục thống kê tỉnh",
        "các cơ quan, đơn vị, tổ chức có liên quan",
        "chủ tịch ủy ban nhân dân các xã",
        "đoàn đại biểu quốc hội tỉnh",
        "ban dân tộc",
    ],
)
def test_bodies_of_the_state_and_the_press_are_told(name):
    assert not is_asked(name)


def units_of(text, subject):
    return [text[a:b] for a, b in subject.units.items]


@pytest.mark.parametrize(
    ("text", "units", "asked"),
    [
        ("Sở Y tế", ["Sở Y tế"], False),
        ("Sở Nội vụ: Chủ trì tham mưu.", ["Sở Nội vụ"], False),
        ("Đề nghị Tỉnh đoàn, Hội Nông dân tỉnh:", ["Tỉnh đoàn", "Hội Nông dân tỉnh"], True),
        ("Giao Sở Tài chính:", ["Sở Tài chính"], False),
        ("Sở Nội vụ (Cơ quan thường trực của Ban Chỉ đạo):", ["Sở Nội vụ"], False),
        (
            "Các cơ quan báo chí (Báo Sông Xanh, Đài Phát thanh tỉnh...): Tuyên truyền",
            ["Báo Sông Xanh", "Đài Phát thanh tỉnh"],
            False,
        ),
    ],
)
def test_a_heading_that_is_nothing_but_units(text, units, asked):
    subject = heading_units(View(text), 0, len(text))
    assert units_of(text, subject) == units
    assert subject.asked is asked


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí thực hiện",
        "Chế độ phối hợp, báo cáo",
        "Sở Tài chính chủ trì bố trí kinh phí",
        "Tổ chức hội nghị",
        "",
    ],
)
def test_headings_that_are_no_units(text):
    assert heading_units(View(text), 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Sở Tài chính chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí", ["Sở Tài chính"]),
        ("Các cơ quan, đơn vị, địa phương xây dựng kế hoạch", ["Các cơ quan, đơn vị, địa phương"]),
        ("Hằng năm, các sở và UBND các xã, phường báo cáo kết quả", ["các sở", "UBND các xã, phường"]),
        ("Căn cứ Kế hoạch này, các sở, ngành xây dựng kế hoạch", ["các sở, ngành"]),
        ("Ủy ban nhân dân tỉnh giao Giám đốc các sở thực hiện", ["Giám đốc các sở"]),
        ("Giao Công an tỉnh theo dõi, đôn đốc", ["Công an tỉnh"]),
        ("Bộ CHQS tỉnh có trách nhiệm tham mưu", ["Bộ CHQS tỉnh"]),
    ],
)
def test_the_subject_of_a_sentence(text, units):
    assert units_of(text, sentence_subject(View(text), 0, len(text))) == units


@pytest.mark.parametrize(
    "text",
    [
        "Theo chức năng, nhiệm vụ quán triệt tại cơ quan, đơn vị; phối hợp triển khai",
        "Phát huy vai trò của Mặt trận Tổ quốc",
        "Tăng cường phối hợp giữa các sở, ban, ngành",
        "Kinh phí do ngân sách nhà nước bảo đảm",
        "",
    ],
)
def test_sentences_without_a_subject_of_their_own(text):
    assert sentence_subject(View(text), 0, len(text)) is None


def test_partners_stand_behind_phoi_hop_voi_and_end_before_the_verb():
    text = (
        "Chủ trì, phối hợp với Sở Nội vụ, các đơn vị có liên quan rà soát; "
        "phối hợp với các đơn vị liên quan, Báo tỉnh"
    )
    assert [p.name for p in partners(View(text), 0, len(text))] == [
        "Sở Nội vụ",
        "các đơn vị có liên quan",
        "Báo tỉnh",
    ]


def test_phoi_hop_giua_names_no_partner():
    text = "Tăng cường phối hợp giữa các sở, ban, ngành"
    assert partners(View(text), 0, len(text)) == []
