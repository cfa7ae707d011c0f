"""The report as a workbook to be filled in beside the screen: lists inside, structure locked. Always Vietnamese."""

import io
import json
from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from chithi.reports.content import ROW_ANSWERS, Content
from chithi.reports.fields import WORDS, WORK_STATES, record_id
from chithi.reports.sheet import (
    ABOUT,
    FIGURES,
    FIRST_ROW,
    HEADER_ROW,
    KEY_COLUMNS,
    LISTS,
    SCHEMA,
    TASKS,
    TEXTS,
    Place,
    places_of,
    records_in,
)
from chithi.sheets.writing import put, style_header

OPEN_FILL = PatternFill("solid", fgColor="FFFBE6")
THIN = Side(style="thin", color="C9CFD8")
BOX = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
WRAP = Alignment(vertical="top", wrap_text=True)
HEADERS = {
    TASKS: ("TT", "Mục", "Nhiệm vụ", "Trạng thái", "Kết quả, số liệu, nguyên nhân (vài câu)"),
    FIGURES: (
        *("TT", "Chỉ tiêu", "Đơn vị tính", "Nữ", "Nam", "Tổng số", "Trả lời", "Vì sao không thuộc chức năng"),
        *("Năm trước: nữ", "Năm trước: nam", "Năm trước: tổng số"),
    ),
    TEXTS: ("TT", "Phần", "Gửi ai", "Nội dung"),
}
WIDTHS = {
    TASKS: (6, 10, 60, 20, 60),
    FIGURES: (6, 46, 12, 12, 12, 12, 22, 26, 12, 12, 12),
    TEXTS: (6, 26, 32, 90),
}
TITLES = {TASKS: "NHIỆM VỤ", FIGURES: "SỐ LIỆU", TEXTS: "PHẦN LỜI"}
HOW = "Chỉ nhập vào ô nền vàng. Không thêm, xóa hoặc chuyển dòng, cột. Không dùng công thức. Số 0 là số liệu."


def workbook_of(content: Content, addressees: Sequence[str]) -> bytes:
    """The .xlsx of a report with what it holds so far."""
    with override("vi"):
        book = Workbook()
        book.remove(book.worksheets[0])
        places = list(places_of(content))
        values = {name: f.value for name, f in content.fields.items()}
        for row in content.figures:
            values[f"answer:{row.id}"] = str(row.answer_label) if row.answer != "final" else ""
            values[f"reason:{row.id}"] = row.reason
        for name in (TASKS, FIGURES, TEXTS):
            sheet = book.create_sheet(name)
            begin(sheet, content)
            fill(sheet, content)
            for place in places:
                if place.sheet == name:
                    open_cell(sheet, place, values.get(place.field, ""))
            sheet.protection.sheet = True
            sheet.protection.formatColumns = False
            sheet.protection.formatRows = False
        add_lists(book, places, addressees)
        add_about(book, content)
        book.security = WorkbookProtection(lockStructure=True)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def begin(sheet: Worksheet, content: Content) -> None:
    """The lines above the table, and its header."""
    cycle = content.report.cycle
    put(sheet, 1, 1, f"{sheet.title}. {TITLES[sheet.title]}").font = Font(bold=True, size=14)
    put(sheet, 2, 1, content.node.name).font = Font(bold=True)
    period = f"Kỳ báo cáo {cycle.period_from:%d/%m/%Y} – {cycle.period_to:%d/%m/%Y}"
    put(
        sheet,
        3,
        1,
        f"{period}, số liệu đến {cycle.cutoff:%d/%m/%Y}, gửi chậm nhất {content.report.due:%d/%m/%Y}",
    )
    put(sheet, 4, 1, HOW).font = Font(italic=True)
    style_header(sheet, HEADERS[sheet.title], HEADER_ROW)
    sheet.row_dimensions[HEADER_ROW].height = 32
    for index, width in enumerate(WIDTHS[sheet.title], 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.column_dimensions[get_column_letter(KEY_COLUMNS[sheet.title])].hidden = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def fill(sheet: Worksheet, content: Content) -> None:
    """What is said beside the cells that are filled in: numbers, names, last year's figures, keys."""
    rows = {TASKS: task_rows, FIGURES: figure_rows, TEXTS: text_rows}[sheet.title](content)
    for number, (key, cells) in enumerate(rows, FIRST_ROW):
        for column, value in cells.items():
            put(sheet, number, column, value)
        for column in range(1, len(HEADERS[sheet.title]) + 1):
            cell = sheet.cell(number, column)
            cell.alignment, cell.border = WRAP, BOX
        put(sheet, number, KEY_COLUMNS[sheet.title], key)


def task_rows(content: Content) -> list[tuple[str, dict[int, Any]]]:
    return [
        (
            f"work:{row.duty.work_item_id}",
            {1: row.number, 2: row.duty.at, 3: capfirst(row.duty.text) + row.duty.received},
        )
        for row in content.work
    ]


def figure_rows(content: Content) -> list[tuple[str, dict[int, Any]]]:
    rows: list[tuple[str, dict[int, Any]]] = []
    for figure in content.figures:
        for position, line in enumerate(figure.lines):
            title = (
                figure.indicator.title + (f": {line.label}" if line.label else "")
                if not position
                else line.label
            )
            last = [cell.last for cell in line.cells]
            if len(last) == 3 and not last[2]:
                last[2] = line.last_sum
            columns = (11,) if len(last) == 1 else (9, 10, 11)
            before = dict(zip(columns, last, strict=True))
            rows.append(
                (
                    f"{figure.id}:{line.part}",
                    {1: figure.number if not position else "", 2: title, 3: figure.indicator.unit, **before},
                )
            )
    return rows


def text_rows(content: Content) -> list[tuple[str, dict[int, Any]]]:
    rows: list[tuple[str, dict[int, Any]]] = [
        (name, {1: number, 2: str(label)}) for number, (name, label) in enumerate(WORDS.items(), 1)
    ]
    keys = dict.fromkeys(
        p.key for p in places_of(content) if p.sheet == TEXTS and p.key.startswith("proposal:")
    )
    for number, key in enumerate(keys, 1):
        kept = " (trong sổ theo dõi)" if record_id(f"{key}:to") is not None else ""
        rows.append((key, {1: len(WORDS) + number, 2: f"Đề xuất {number}{kept}"}))
    return rows


def open_cell(sheet: Worksheet, place: Place, value: str) -> None:
    """An unlocked cell with what it holds; a whole number is one in Excel too."""
    plain = value.replace(".", "")
    number: Any = int(plain) if place.kind == "number" and plain.isdigit() else value
    if place.kind == "state":
        number = str(WORK_STATES.get(value, ""))
    cell = put(sheet, place.row, place.column, number)
    cell.fill, cell.border, cell.alignment = OPEN_FILL, BOX, WRAP
    cell.protection = Protection(locked=False)
    cell.number_format = (
        "#,##0" if isinstance(number, int) else ("General" if place.kind == "number" else "@")
    )


def add_lists(book: Workbook, places: Sequence[Place], addressees: Sequence[str]) -> None:
    """The hidden sheet of lists, and the drop-downs that read it; an addressee may be another one."""
    sheet = book.create_sheet(LISTS)
    lists = {
        "state": [str(label) for label in WORK_STATES.values()],
        "answer": [str(label) for label in ROW_ANSWERS.values()],
        "to": list(addressees),
    }
    for column, (kind, labels) in enumerate(lists.items(), 1):
        for row, label in enumerate([kind, *labels], 1):
            put(sheet, row, column, label)
        letter = get_column_letter(column)
        about = [p for p in places if kind in (p.kind, p.field.rpartition(":")[2])]
        source, strict = f"'{LISTS}'!${letter}$2:${letter}${len(labels) + 1}", kind != "to"
        if labels:
            add_rule(book, about, "Chọn một giá trị trong danh sách.", strict, type="list", formula1=source)
    numbers = [p for p in places if p.kind == "number"]
    rule = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}
    add_rule(book, numbers, "Nhập một số không âm.", True, **rule)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def add_rule(book: Workbook, places: Sequence[Place], says: str, strict: bool, **rule: Any) -> None:
    """What Excel lets through in some cells; ``strict`` stops the rest with a sentence."""
    for name in dict.fromkeys(p.sheet for p in places):
        check = DataValidation(
            allow_blank=True, showErrorMessage=strict, errorTitle="chithi", error=says, **rule
        )
        for place in places:
            if place.sheet == name:
                check.add(f"{get_column_letter(place.column)}{place.row}")
        book[name].add_data_validation(check)


def add_about(book: Workbook, content: Content) -> None:
    """The hidden sheet that says whose workbook this is, which versions it was made from, of which records proposals
    stand in it, and what the registers said in the cells in which nobody had written."""
    report = content.report
    sheet = book.create_sheet(ABOUT)
    versions = {name: f.version for name, f in content.fields.items() if f.version}
    about = (
        ("schema", SCHEMA),
        ("report", report.pk),
        ("unit", content.node.key),
        ("plan", report.cycle.plan.key),
        ("period", report.cycle.period),
        ("versions", json.dumps(versions)),
        ("proposals", json.dumps(records_in(content))),
        *((f"filled:{name}", text) for name, text in content.filled.items()),
    )
    for row, (name, value) in enumerate(about, 1):
        put(sheet, row, 1, name)
        put(sheet, row, 2, str(value))
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
