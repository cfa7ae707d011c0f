"""The measures of an official paper: Decree 30/2020/NĐ-CP, Annex I. Lengths in mm, type sizes in points.

Where the decree leaves a range, the choice is made here once for every renderer. `static/papers/paper.css`
repeats these numbers for the screen, since a style sheet cannot import them.
"""

from __future__ import annotations

# §I.1-3: A4, top and bottom 20-25, left 30-35, right 15-20.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
MARGIN_TOP, MARGIN_BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 15
# §I.7: the page number stands in the middle of the top margin.
PAGE_NUMBER_FROM_EDGE = 10
TEXT_WIDTH = PAGE_WIDTH - MARGIN_LEFT - MARGIN_RIGHT
LANDSCAPE_TEXT_WIDTH = PAGE_HEIGHT - MARGIN_LEFT - MARGIN_RIGHT

FONT = "Times New Roman"  # §I.4

# §II.1-4: boxes 1-5b. 12 beside 13 keeps "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" on one line of its box.
NATION = 12
MOTTO = 13
ISSUER = 12
NUMBER = 13
PLACE = 13
LETTER_SUBJECT = 12
HEAD_LEFT = 72  # width of boxes 2 and 3; boxes 1 and 4 take the rest
LETTER_SUBJECT_GAP = 6

# §II.5-7 and the annexes.
TITLE = 14
BODY = 14
FIRST_LINE = 12.7
PARAGRAPH_GAP = 6
SIGNER = 14
SIGNATURE_ROOM = 62  # points left free for signature and seal (boxes 7c and 8)
PAGE_NUMBER = 14
ANNEX = 14
# Where the dashes of several addressees stand "straight under the colon" of "Kính gửi:" (§II.9).
ADDRESSED_LEFT = 30
ADDRESSED_DASH = ADDRESSED_LEFT + 17.6

# §II.9: "Nơi nhận:" 12, its list 11.
RECIPIENTS = 12
RECIPIENT_LIST = 11
SIGNATURE_LEFT = 80  # width of box 9b; boxes 7a-7c take the rest

# The decree gives no size for tables in the text; 12, and 11 for more than seven columns, is what fits.
TABLE = 12
TABLE_NARROW = 11
WIDE_FROM_COLUMNS = 8
# The column of row numbers ("Biểu 2, dòng 14") is there to be cited, not read: small and narrow.
LINE = 9
LINE_WIDTH = 10
# Height left on a page for the caption of a picture and a heading above it.
CAPTION_ROOM = 40
CELL_PADDING = 1.2

# §II.2, §II.5: a rule is 1/3 to 1/2 of the line above it.
RULE_SHARE = 0.4


def table_size(columns: int) -> int:
    """The type size of a table of that many columns."""
    return TABLE if columns < WIDE_FROM_COLUMNS else TABLE_NARROW
