"""Tables whose columns stand side by side, and tables copied with one cell on each line."""

from chithi.reader.formats.columns import lay_columns
from tests.reader.test_grammar import HEAD, read, rows

TABLE = """
TT   Nội dung nhiệm vụ              Cơ quan chủ trì        Cơ quan phối       Thời gian
                                                           hợp                thực hiện

I    CHĂM SÓC CÂY VEN SÔNG, VEN ĐƯỜNG VÀ TRONG CÁC KHU DÂN CƯ

1    Xây dựng đề án trồng           Sở Văn hóa, Thể thao   Sở Nội vụ; UBND    Quý I/2024
     cây ven sông                   và Du lịch             các xã

2    Quét vôi gốc cây               Sở Y tế                                   Tháng 5/2024

                                        12

TT   Nội dung nhiệm vụ              Cơ quan chủ trì        Cơ quan phối       Thời gian
                                                           hợp                thực hiện

     trước mùa mưa

     Tưới cây, nhổ cỏ ở các
3    khu dân cư và bên đường        Các xã                 Sở Y tế            Hằng năm
     giao thông

"""
ROWS = [
    ("PHỤ LỤC", ["Sở Văn hóa, Thể thao và Du lịch"], ["Sở Nội vụ", "UBND các xã"], ["2024-Q1"]),
    ("PHỤ LỤC", ["Sở Y tế"], [], ["2024-05"]),
    ("PHỤ LỤC", ["Các xã"], ["Sở Y tế"], ["yearly"]),
]


def test_columns_side_by_side_are_rows():
    body = f"I. NHIỆM VỤ\n1. Sở Y tế rà soát.\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{TABLE}"
    assert rows(body)[1:] == ROWS
    assert read(body).tasks[2].text == "Quét vôi gốc cây trước mùa mưa"


def test_what_follows_such_a_table_stays_as_it_is():
    text, unsure = lay_columns(
        f"{TABLE}Ghi chú: Các xã chủ động thực hiện và báo cáo kết quả về Sở Y tế.\nV. HẾT\n"
    )
    assert text.endswith("\nGhi chú: Các xã chủ động thực hiện và báo cáo kết quả về Sở Y tế.\nV. HẾT\n")
    assert not unsure


def test_rows_without_numbers_fill_their_line():
    table = (
        "Nội dung công việc          Đơn vị chủ trì      Thời gian\n"
        "Xây dựng đề án              Sở Y tế             Quý I/2024\n"
        "Tưới cây                    Các xã              Hằng năm\n"
    )
    assert rows(f"II. NHIỆM VỤ\n{table}") == [
        ("II", ["Sở Y tế"], [], ["2024-Q1"]),
        ("II", ["Các xã"], [], ["yearly"]),
    ]


def test_a_table_that_cannot_be_told_apart_is_said_and_left():
    table = (
        "STT    Nội dung công việc        Đơn vị chủ trì      Thời gian\n\n"
        "1      Tưới cây                  Các xã              Hằng năm\n\n"
        "STT    Nội dung công việc        Đơn vị chủ trì      Thời gian\n"
        "       Xây dựng đề án\n"
        "2      ven sông                  Sở Y tế             Quý I/2024\n"
        "3      Quét vôi                  Sở Nội vụ           Tháng 5/2024\n"
    )
    assert lay_columns(table) == (table, True)
    assert "row_unread" in [warning.what for warning in read(f"II. NHIỆM VỤ\n{table}").warnings]


def test_heads_of_signatures_and_plain_text_are_no_tables():
    text = f"{HEAD}Nơi nhận:            TM. ỦY BAN NHÂN DÂN\n- Sở Y tế;          CHỦ TỊCH\n"
    assert lay_columns(text) == (text, False)


WRAPPED = (
    "I. YÊU CẦU\n"
    + "- Rà soát, thống kê số cây ven sông, tưới nước và chăm bón theo chỉ đạo của cấp\ntrên.\n\n" * 12
)
LONG = "Rà soát, thống kê số cây ven sông, tưới nước và chăm bón theo chỉ đạo của cấp trên ở các xã vùng cao, vùng sâu"
CELLS = (
    "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nTT\nNội dung\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian thực hiện\nKết quả\n"
    f"I\nCHĂM SÓC CÂY\n1\n{LONG}\nSở Y tế\nSở Nội vụ, các xã\nQuý I/2024\nBáo cáo\n"
    "2\nQuét vôi\nSở Nội vụ\ncác xã\nThường xuyên\n"
    "3\nTưới cây\nCác xã\nTháng 5/2024\nBáo cáo\n"
)


def test_one_cell_on_each_line_in_a_paper_of_wrapped_lines():
    assert rows(WRAPPED + CELLS) == [
        ("PHỤ LỤC", ["Sở Y tế"], ["Sở Nội vụ", "các xã"], ["2024-Q1"]),
        ("PHỤ LỤC", ["Sở Nội vụ"], ["các xã"], ["continuous"]),
        ("PHỤ LỤC", ["Các xã"], [], ["2024-05"]),
    ]


def test_such_a_table_ends_where_the_next_part_begins():
    body = f"{WRAPPED}{CELLS}PHỤ LỤC II\n{CELLS.partition(chr(10))[2]}"
    assert [row[0] for row in rows(body)] == ["PHỤ LỤC"] * 3 + ["PHỤ LỤC II"] * 3
