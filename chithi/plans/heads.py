"""Who issues a paper and how it is signed, by kind of unit (Decree 30/2020/NĐ-CP, Annex I §II.2-3, §II.7)."""

import re
from dataclasses import dataclass

from chithi.papers.content import Head, Recipient, Signature
from chithi.papers.vietnam import symbol
from chithi.units.tree import Node, Tree

COMMITTEES = ("province", "district", "commune")
"""Kinds whose body is a People's Committee: no parent is printed above it (§II.2)."""

POSTS = {
    "Sở": "Giám đốc",
    "Công an": "Giám đốc",
    "Cục": "Cục trưởng",
    "Chi cục": "Chi cục trưởng",
    "Ban": "Trưởng ban",
    "Văn phòng": "Chánh Văn phòng",
    "Thanh tra": "Chánh Thanh tra",
    "Báo": "Tổng Biên tập",
    "Đài": "Giám đốc",
    "Trung tâm": "Giám đốc",
    "Trường": "Hiệu trưởng",
    "Bệnh viện": "Giám đốc",
}
COLLECTIVES = {
    "fatherland_front": "TM. Ban Thường trực",
    "mass_organisation": "TM. Ban Thường vụ",
    "party_committee": "T/M Ban Thường vụ",
}


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues papers, as they name it."""

    key: str
    name: str
    kind: str
    parent: str
    symbol: str
    signature: Signature
    recipients: tuple[Recipient, ...] = ()

    def head(self, place: str, year: int) -> Head:
        """The head of a paper that has no number and no day yet."""
        return Head(issuer=self.name, parent=self.parent, symbol=self.symbol, place=place, blank_year=year)


def abbreviation(node: Node) -> str:
    """What stands for a body in the symbol of its papers: UBND, SYT, SLĐTBXH."""
    if node.kind in COMMITTEES and "Ủy ban" in node.name:
        return "UBND"
    words = re.findall(r"[^\W\d_]+", node.short_name or node.name)
    dropped = ("và", "tỉnh", "huyện", "xã") if not node.short_name else ("tỉnh",)
    return "".join(w if w.isupper() else w[0].upper() for w in words if w not in dropped)


def signature(node: Node) -> Signature:
    """The capacity and post of the head of a body; the name is left for who signs."""
    if node.kind in COMMITTEES:
        return Signature(("TM. Ủy ban nhân dân",), ("Chủ tịch",))
    if collective := COLLECTIVES.get(node.kind):
        return Signature((collective,), ("Bí thư" if node.kind == "party_committee" else "Chủ tịch",))
    post = next((p for start, p in POSTS.items() if node.name.startswith(f"{start} ")), "Thủ trưởng đơn vị")
    return Signature((), (post,))


def issuer(node: Node, tree: Tree, copies: tuple[str, ...] = (), kind: str = "Báo cáo") -> Issuer:
    """The issuer that a unit is, of a kind of paper; ``copies`` are further recipients, who are to know."""
    above = next(tree.ancestors(node.id), None)
    under = above is not None and node.mode == "told" and node.kind not in COMMITTEES
    return Issuer(
        key=node.key,
        name=node.name,
        kind=node.kind,
        parent=above.name if above is not None and under else "",
        symbol=symbol(kind, abbreviation(node)),
        signature=signature(node),
        recipients=tuple(Recipient(name, "để biết") for name in copies),
    )
