"""Section III of the consolidated report: the indicators in tables, and what must be known to read them."""

from collections.abc import Iterator

from chithi.papers.content import Block, Cell, Column, Figure, Row, Table
from chithi.papers.vietnam import number
from chithi.steering import charts
from chithi.steering.values import Case, Measure, Value, track

NOT_REPORTED = "Chưa báo cáo"
STATUS_WORDS = {
    "": NOT_REPORTED,
    "missing": NOT_REPORTED,
    "not-reported": NOT_REPORTED,
    "not-applicable": "Không áp dụng",
    "not-our-function": "Không thuộc chức năng",
    "no-data-yet": "Chưa có số liệu",
}
TRACK_WORDS = {
    "reached": "Đạt",
    "on": "Đúng tiến độ",
    "off": "Chưa đạt",
    "behind": "Chậm tiến độ",
    "unknown": "Chưa đủ số liệu",
}
ESTIMATE = " (ước)"
ESTIMATED = "Số liệu ghi “(ước)” là ước thực hiện đến hết kỳ báo cáo."
USED = "Các biểu trên sử dụng số đơn vị báo cáo; số của các đơn vị còn lại chỉ dùng để đối chiếu, không cộng thêm."
COUNT_COLUMNS = (
    Column("TT", "order"),
    Column("Chỉ tiêu", width=36),
    Column("Đơn vị tính", width=11),
    Column("Nữ", "number", group="Năm báo cáo"),
    Column("Nam", "number", group="Năm báo cáo"),
    Column("Chưa phân tách", "number", group="Năm báo cáo"),
    Column("Tổng số", "number", group="Năm báo cáo"),
    Column("Năm trước", "number"),
    Column("Mục tiêu", "number", width=17),
    Column("Số đơn vị chưa có số liệu", "number"),
)
RATE_COLUMNS = (
    Column("TT", "order"),
    Column("Chỉ tiêu", width=36),
    Column("Đơn vị tính", width=11),
    Column("Tử số", "number", group="Năm báo cáo"),
    Column("Mẫu số", "number", group="Năm báo cáo"),
    Column("Giá trị", "number", group="Năm báo cáo"),
    Column("Năm trước", "number"),
    Column("Mục tiêu", "number", width=17),
    Column("Số đơn vị chưa có số liệu", "number"),
)
DIFFERENCE_COLUMNS = (
    Column("TT", "order"),
    Column("Chỉ tiêu", width=36),
    Column("Đơn vị tính", width=11),
    Column("Đơn vị báo cáo", width=20),
    Column("Số đơn vị báo cáo", "number"),
    Column("Số cộng từ các đơn vị còn lại", "number"),
    Column("Chênh lệch", "number"),
)
AIM_COLUMNS = (
    Column("TT", "order"),
    Column("Chỉ tiêu", width=36),
    Column("Đơn vị tính", width=11),
    Column("Mục tiêu", "number", width=17),
    Column("Đến năm", "order", width=9),
    Column("Thực hiện", "number"),
    Column("Chênh lệch", "number"),
    Column("Đánh giá", width=16),
)


def blocks(case: Case) -> Iterator[Block]:
    """The tables that have rows, numbered on."""
    counted = [m for m in case.measures if m.kind != "rate"]
    rates = [m for m in case.measures if m.kind == "rate"]
    aimed = [m for m in case.measures if m.aim is not None]
    position = 0
    for title, columns, measures, row in (
        (f"Kết quả các chỉ tiêu năm {case.year}, chia theo giới tính", COUNT_COLUMNS, counted, count_row),
        (f"Các chỉ tiêu tỷ lệ năm {case.year}", RATE_COLUMNS, rates, rate_row),
        (f"Tiến độ thực hiện mục tiêu năm {case.year}", AIM_COLUMNS, aimed, aim_row),
    ):
        if not measures:
            continue
        position += 1
        rows = tuple(row(case, i, measure) for i, measure in enumerate(measures, 1))
        estimated = any("estimate" in (m.now.status, m.before.status) for m in measures)
        yield Table(
            str(position), title, columns, rows, notes=(ESTIMATED,) if estimated else (), landscape=True
        )
        if measures is counted and (chart := charts.women_and_men(case, see=f"Biểu {position}", number="2")):
            yield chart
    if rows := difference_rows(case):
        title = f"Số liệu khác nhau giữa đơn vị và các đơn vị còn lại năm {case.year}"
        yield Table(str(position + 1), title, DIFFERENCE_COLUMNS, rows, notes=(USED,), landscape=True)


def figure(value: int | None, measure: Measure, cell: str, mark: str = "") -> Cell:
    """A number that opens its explanation; what is missing says so, and is never 0."""
    code = f"figure:{measure.code}:{cell}"
    text = NOT_REPORTED if value is None else number(value, measure.scale) + mark
    return Cell((Figure(text, code),))


def absent(measure: Measure, value: Value, cell: str) -> Cell:
    """Why a whole indicator has no value, in the words of the State's forms."""
    return Cell((Figure(STATUS_WORDS.get(value.status, NOT_REPORTED), f"figure:{measure.code}:{cell}"),))


def main_cell(measure: Measure, value: Value, cell: str) -> Cell:
    shown = measure.main(value)
    if shown is None:
        return absent(measure, value, cell)
    return figure(shown, measure, cell, ESTIMATE if value.status == "estimate" else "")


def part_cell(value: int | None, measure: Measure, cell: str) -> Cell:
    """A part of a total: empty where the total has no such part."""
    return Cell() if value is None else figure(value, measure, cell)


def whole_cell(value: int | None, measure: Measure, cell: str) -> Cell:
    """Numerator and denominator count things, whatever the scale of their rate."""
    return Cell() if value is None else Cell((Figure(number(value), f"figure:{measure.code}:{cell}"),))


def before_cell(measure: Measure) -> Cell:
    return (
        main_cell(measure, measure.before, "last")
        if measure.main(measure.before) is not None
        else Cell(("–",))
    )


def aim_text(measure: Measure, year: int) -> str:
    if measure.aim is None:
        return ""
    sign = "≥" if measure.aim.direction == "ge" else "≤"
    later = f" (năm {measure.aim.year})" if measure.aim.year != year else ""
    return f"{sign} {number(measure.aim.value, measure.scale)}{later}"


def aim_cell(case: Case, measure: Measure) -> Cell:
    text = aim_text(measure, case.year)
    return Cell((Figure(text, f"figure:{measure.code}:target"),)) if text else Cell()


def lead_cells(position: int, measure: Measure) -> tuple[Cell, ...]:
    return Cell((str(position),)), Cell((measure.title,)), Cell((measure.unit,))


def count_row(case: Case, position: int, measure: Measure) -> Row:
    now = measure.now
    sexes = (
        (
            part_cell(now.female, measure, "female"),
            part_cell(now.male, measure, "male"),
            part_cell(now.unsplit, measure, "unsplit"),
        )
        if measure.by_sex
        else (Cell(), Cell(), Cell())
    )
    total = main_cell(measure, now, "total")
    last = (before_cell(measure), aim_cell(case, measure), missing_cell(measure))
    return Row((*lead_cells(position, measure), *sexes, total, *last))


def rate_row(case: Case, position: int, measure: Measure) -> Row:
    now = measure.now
    return Row(
        (
            *lead_cells(position, measure),
            whole_cell(now.numerator, measure, "numerator"),
            whole_cell(now.denominator, measure, "denominator"),
            main_cell(measure, now, "rate"),
            before_cell(measure),
            aim_cell(case, measure),
            missing_cell(measure),
        )
    )


def gap(measure: Measure) -> int | None:
    """Value minus target, scaled as the indicator."""
    now = measure.main(measure.now)
    return None if now is None or measure.aim is None else now - measure.aim.value


def track_words(measure: Measure, year: int) -> str:
    """How it stands with a target; a later year's target is not missed yet, only behind."""
    state = track(measure, year)
    behind = state == "off" and measure.aim is not None and measure.aim.year > year
    return TRACK_WORDS["behind" if behind else state]


def signed(value: int, scale: int) -> str:
    return ("+" if value > 0 else "") + number(value, scale)


def aim_row(case: Case, position: int, measure: Measure) -> Row:
    assert measure.aim is not None
    difference = gap(measure)
    code = f"figure:{measure.code}"
    sign = "≥" if measure.aim.direction == "ge" else "≤"
    return Row(
        (
            *lead_cells(position, measure),
            Cell((Figure(f"{sign} {number(measure.aim.value, measure.scale)}", f"{code}:target"),)),
            Cell((str(measure.aim.year),)),
            main_cell(measure, measure.now, "rate" if measure.kind == "rate" else "total"),
            Cell()
            if difference is None
            else Cell((Figure(signed(difference, measure.scale), f"{code}:gap"),)),
            Cell((track_words(measure, case.year),)),
        )
    )


def missing_cell(measure: Measure) -> Cell:
    """How many units that are asked have given nothing; empty where nobody is missing."""
    if not measure.now.missing:
        return Cell()
    return Cell((Figure(number(len(measure.now.missing)), f"figure:{measure.code}:missing"),))


def difference_rows(case: Case) -> tuple[Row, ...]:
    """Where a unit and the others gave two figures for the same people: both, and how far they are apart."""
    found = [
        (measure, d.unit, d.given, d.added)
        for measure in case.measures
        for d in measure.now.differences
        if d.given is not None and d.added is not None
    ]
    return tuple(difference_row(case, position, *row) for position, row in enumerate(found, 1))


def difference_row(case: Case, position: int, measure: Measure, unit: str, given: int, added: int) -> Row:
    code, scale = f"figure:{measure.code}:difference", measure.scale
    amounts = (number(given, scale), number(added, scale), signed(given - added, scale))
    return Row(
        (
            *lead_cells(position, measure),
            Cell((case.body(unit).label,)),
            *(Cell((Figure(text, code),)) for text in amounts),
        )
    )
