"""What the scorer does not measure, checked by hand on the real plans: clauses, told or requested, before, by or
in, periods. Each row names a task by its id; clauses by their first words."""

import pytest

from chithi.reader import read

JUSTICE = "kh-141-bac-ninh-2025-nang-luc-phap-luat"
SCHOOLS = "kh-624-ha-tinh-2025-mam-non"
STANDARDS = "kh-7360-lai-chau-2025-luat-tieu-chuan"
DEFENCE = "kh-980-nghe-an-2025-thi-hanh-nghi-dinh"
SECRETS = "qd-254-son-la-2023-bi-mat-nha-nuoc"
MERIT = "qd-773-ttg-2018-kh-chi-thi-14"


@pytest.fixture(scope="module")
def reading(plans):
    known = {}

    def of(name):
        if name not in known:
            known[name] = read(plans / f"{name}.txt")
        return known[name]

    return of


def task(reading, name, id_):
    return next(t for t in reading(name).tasks if t.id == id_)


CLAUSES = [
    # A number of a document behind a semicolon opens no duty.
    (JUSTICE, "III.2-1", ["Thường xuyên tuyên truyền"]),
    (SECRETS, "II.1", ["Các sở"]),
    (JUSTICE, "III.7-5", ["Ra mắt"]),
    (JUSTICE, "IV.1", ["Các cơ quan", "Định kỳ báo cáo"]),
    (JUSTICE, "IV.6", ["Giao Sở", "tham mưu sơ kết"]),
    (SCHOOLS, "V.1.a", ["Chủ trì", "hướng dẫn", "tổ chức sơ kết", "đề xuất khen thưởng"]),
    (SCHOOLS, "V.10.e", ["Hằng năm", "tổ chức đánh giá"]),
    (STANDARDS, "II.1", ["Trên cơ sở"]),
    (STANDARDS, "II.2-1", ["Rà soát", "thực hiện theo"]),
    (STANDARDS, "IV.1", ["Sở Khoa học", "đề xuất biểu dương"]),
    (DEFENCE, "III.2", ["Các sở", "sắp xếp"]),
    (DEFENCE, "IV.2", ["Bộ CHQS", "tổng hợp báo cáo"]),
    (DEFENCE, "IV.3", ["Căn cứ", "Hằng năm báo cáo"]),
    (DEFENCE, "PHỤ LỤC-2", ["Tổ chức lại", "ban hành quy chế"]),
    (SECRETS, "II.7", ["Thủ trưởng", "thường xuyên", "tổ chức khắc phục", "chủ động", "Đối với"]),
    (SECRETS, "III.1-2-2", ["Chủ trì", "Ban hành kế hoạch", "thường xuyên phối hợp"]),
    (SECRETS, "IV.1", ["Thủ trưởng", "lập dự toán", "Báo cáo kết quả"]),
    (MERIT, "III.2-2", ["Hoàn thiện", "hoàn thiện", "lập bản đồ", "tổ chức lực", "mở rộng", "thực hiện có"]),
    (MERIT, "III.13-1", ["Chủ trì", "phối hợp với", "huy động", "kiện toàn"]),
    (MERIT, "III.1-6", ["Chủ trì"]),
]


@pytest.mark.parametrize(("name", "id_", "starts"), CLAUSES)
def test_each_duty_is_one_clause(reading, name, id_, starts):
    clauses = task(reading, name, id_).clauses
    assert [" ".join(c.text.split())[: len(s)] for c, s in zip(clauses, starts, strict=False)] == starts
    assert len(clauses) == len(starts)


PARTNERS = [
    (SCHOOLS, "V.1.a", [["các sở, ngành, địa phương"], [], [], []]),
    (SECRETS, "III.1-2-2", [["Văn phòng UBND tỉnh", "các cơ quan có liên quan"], [], []]),
    (MERIT, "III.13-1", [[], ["các bộ, ngành"], [], []]),
]


@pytest.mark.parametrize(("name", "id_", "partners"), PARTNERS)
def test_partners_stand_at_the_clause_that_names_them(reading, name, id_, partners):
    assert [[p.plain for p in c.partners] for c in task(reading, name, id_).clauses] == partners


DUES = [
    (JUSTICE, "IV.1", [[("2025-12", "in")], [("11-15", "before")]]),
    (SCHOOLS, "V.10.e", [[("yearly", "in")], []]),
    (DEFENCE, "IV.3", [[], [("yearly", "in")]]),
    (SECRETS, "IV.1", [[("2023-02-28", "before")], [], [("2023-11-10", "before")]]),
    (MERIT, "III.1-6", [[("2019-Q1", "in")]]),
    (MERIT, "III-1", [[("yearly", "in")]]),
]


@pytest.mark.parametrize(("name", "id_", "dues"), DUES)
def test_a_day_stands_at_the_clause_that_names_it_with_its_bound(reading, name, id_, dues):
    assert [[(d.value, d.bound) for d in c.due] for c in task(reading, name, id_).clauses] == dues


LABELS = [
    (JUSTICE, "III.5-1", [("2026/2030", "in")]),
    (JUSTICE, "III.7-5", [("2025-12", "in")]),
    (STANDARDS, "II.1", [("2025-Q4", "in")]),
    (STANDARDS, "II.4", [("2026", "in")]),
    (DEFENCE, "PHỤ LỤC-2", [("2025-11-30", "before")]),
    (DEFENCE, "PHỤ LỤC-14", [("12", "in")]),
]


@pytest.mark.parametrize(("name", "id_", "dues"), LABELS)
def test_a_day_of_a_label_line_or_column_holds_for_the_whole_task(reading, name, id_, dues):
    found = task(reading, name, id_)
    assert [(d.value, d.bound) for d in found.due] == dues
    assert not any(c.due for c in found.clauses)


@pytest.mark.parametrize(
    ("name", "requested"),
    [
        (JUSTICE, set()),
        (SCHOOLS, {"V.9"}),
        (STANDARDS, set()),
        (SECRETS, set()),
    ],
)
def test_only_the_front_and_its_like_are_requested(reading, name, requested):
    found = {t.at[:3] for t in reading(name).tasks for p in t.lead if p.mode == "requested"}
    assert found == requested


@pytest.mark.parametrize("id_", ["III.15", "III.16-1"])
def test_of_a_national_plan_the_front_and_the_organisations_are_requested(reading, id_):
    assert {p.mode for p in task(reading, MERIT, id_).lead} == {"requested"}


@pytest.mark.parametrize("id_", ["III.1-1", "III.2-2", "III.13-1", "III-1"])
def test_ministries_and_committees_are_told(reading, id_):
    assert {p.mode for p in task(reading, MERIT, id_).lead} == {"told"}


@pytest.mark.parametrize(
    ("name", "periods"),
    [
        (JUSTICE, {("2026", "2030")}),
        (SCHOOLS, {("2025", "2035"), ("2021", "2030")}),
        (STANDARDS, set()),
        (DEFENCE, set()),
        (SECRETS, set()),
        (MERIT, {("1974", "1975")}),
    ],
)
def test_the_periods_are_those_that_the_plan_names(reading, name, periods):
    assert {(p.first, p.last) for p in reading(name).periods} == periods
