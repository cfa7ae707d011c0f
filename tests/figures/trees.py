"""Small trees and cells for the tests of roll-up, without a database."""

import datetime

from chithi.figures.rollup import Cell
from chithi.units.tree import Node, Tree

DAY = datetime.date(2024, 12, 31)
PROVINCE, HEALTH, LABOUR, DISTRICT_A, DISTRICT_B, A1, A2, B1, B2 = range(1, 10)

PLACES = [
    Node(PROVINCE, "tinh", "Tỉnh", "province"),
    Node(HEALTH, "so-yt", "Sở Y tế", "department", PROVINCE),
    Node(LABOUR, "so-ld", "Sở Lao động", "department", PROVINCE),
    Node(DISTRICT_A, "huyen-a", "Huyện A", "district", PROVINCE),
    Node(DISTRICT_B, "huyen-b", "Huyện B", "district", PROVINCE),
    Node(A1, "xa-a1", "Xã A1", "commune", DISTRICT_A),
    Node(A2, "xa-a2", "Xã A2", "commune", DISTRICT_A),
    Node(B1, "xa-b1", "Xã B1", "commune", DISTRICT_B),
    Node(B2, "xa-b2", "Xã B2", "commune", DISTRICT_B),
]
TREE = Tree.of(DAY, PLACES)


def cell(unit, sex, value, *, scope="own", status=None, part="", breakdown="", indicator=1):
    """One official cell; without a value its status says why."""
    return Cell(
        indicator, unit, scope, breakdown, part, sex, value, status or ("final" if value is not None else "")
    )


def by_sex(unit, female, male, *, scope="own", part=""):
    return [cell(unit, "F", female, scope=scope, part=part), cell(unit, "M", male, scope=scope, part=part)]


def rate(unit, numerator, denominator, *, scope="own"):
    return [
        cell(unit, "_T", numerator, scope=scope, part="numerator"),
        cell(unit, "_T", denominator, scope=scope, part="denominator"),
    ]
