"""Which unit or group a name in a paper means. Pure functions on plain values, no database.

    directory = Directory.of(tree(day), groups)
    directory.match("Sở LĐTBXH")                     -> Match("unit", 12, …, how="abbreviation")
    directory.match("Giám đốc các Sở, ban, ngành")   -> Match("group", 3, …)
    directory.match("các đơn vị có liên quan")       -> Match("open", …): owes nothing until members are chosen
    directory.match("UBND xã Tân Lập")               -> Match("none", candidates=…) where two are equally good

Spellings fold together: commas, hyphens, "và", "của", where the tone mark stands, capital letters, common
abbreviations, "tỉnh", "thuộc tỉnh", "trên địa bàn tỉnh" and the name of the province itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Literal

from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold, nfc, tone_normalised

Kind = Literal["unit", "group", "open", "none"]

_ABBREVIATIONS = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "mttqvn": "mat tran to quoc",
    "ubmttq": "mat tran to quoc", "ubmttqvn": "mat tran to quoc", "tp": "thanh pho", "tx": "thi xa",
    "lhpn": "lien hiep phu nu", "hlhpn": "hoi lien hiep phu nu", "ldld": "lien doan lao dong",
    "tncs": "thanh nien cong san", "hcm": "ho chi minh", "vpub": "van phong uy ban nhan dan",
    "vpubnd": "van phong uy ban nhan dan", "bchqs": "ban chi huy quan su", "vstbpn": "vi su tien bo phu nu",
}  # fmt: skip
_CAPITALS = {
    "H": "huyen", "LH": "lien hiep", "VP": "van phong", "BCH": "ban chi huy", "QS": "quan su", "TU": "tinh uy",
    "CA": "cong an", "TT": "thuong truc", "BTV": "ban thuong vu",
}  # fmt: skip
"""What only stands for something in capitals and without marks: "TU", but not "tư" of "đầu tư"."""
_LEVELS = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")
_POSTS = re.compile(
    r"^(de nghi |dong chi |cac dong chi |lanh dao |nguoi dung dau |thu truong |pho |giam doc |chu tich |bi thu "
    r"|truong (?=ban |phong |cong an )|chanh (?=van phong |thanh tra )"
    r"|(?:thuong truc|ban thuong vu) (?=tinh uy|hoi dong|thanh uy|huyen uy))"
)
_DETERMINERS = re.compile(r"^(tat ca |toan the |toan bo )?(cac |nhung |moi )")
_ABOUT = re.compile(
    r" (?:tren dia ban|thuoc|cap|o|tai|truc thuoc) (?=(?:toan )?(?:tinh|thanh pho)(?: |$))| tren dia ban $"
)
_RELATED = re.compile(r"\b(?:co )?(?:lien quan|duoc phan cong|lam nhiem vu lien quan)\b")
_OPEN = re.compile(
    r"^(?:(?:co quan|don vi|to chuc|ca nhan|dia phuong|doanh nghiep|hop tac xa|nganh|cap|xi nghiep|co so|hiep hoi"
    r"|cap uy|to chuc dang|co quan chuc nang|ban nganh|hoi|to chuc xa hoi nghe nghiep|chinh quyen"
    r"|su nghiep|kinh te|san xuat kinh doanh|khac|truc thuoc) ?)+$"
)
_CATEGORIES = (
    (re.compile(r"\bto chuc chinh tri xa hoi\b|\b(?:hoi )?doan the(?: chinh tri xa hoi| nhan dan)?\b"), "mass"),
    (re.compile(r"\b(?:uy ban )?mat tran to quoc\b"), "front"),
    (re.compile(r"\bco quan (?:thong tin )?(?:thong tan |truyen thong )?(?:bao chi|truyen thong|thong tin dai chung)"
                r"(?: truyen thong)?\b|\bbao dai\b|\bthong tan bao chi\b"), "press"),
    (re.compile(r"\bcap huyen\b|\bhuyen\b|\bthi xa\b|\bthanh pho\b|\bquan\b"), "district"),
    (re.compile(r"\bcap xa\b|\bxa\b|\bphuong\b|\bthi tran\b|\bdac khu\b"), "commune"),
    (re.compile(r"\bso\b|\bban nganh\b|\bban\b|\bnganh\b"), "agencies"),
)  # fmt: skip
_GROUP_NOISE = re.compile(r"\b(?:uy ban nhan dan|va|cung|cac|nhung|cap tinh|tinh|hoi|chinh quyen)\b")
_BY_LEVEL = ("uy ban nhan dan", "hoi dong nhan dan")
_SIMILAR_LENGTH = 15
"""Letters a name must have before one wrong letter is taken for a slip of the pen."""


@dataclass(frozen=True)
class GroupNode:
    """A group as a plain value."""

    id: int
    name: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class Match:
    """What a name means. ``how``: exact, spelling, abbreviation, similar, formerly (the name of a unit that went whole
    to this one), group, open or none; ``score`` 0 to 1.

    ``kind`` "open" has the id of an open group where one is kept, else ``None``; "none" has ``candidates``.
    """

    kind: Kind
    id: int | None = None
    name: str = ""
    score: float = 0.0
    how: str = "none"
    candidates: tuple[Match, ...] = ()


@dataclass(frozen=True)
class Former:
    """Units under names that they no longer have, with the units above them; where each has gone: whole to one, or
    to several (``heirs``)."""

    nodes: tuple[Node, ...]
    whole: Mapping[int, int]
    heirs: Mapping[int, tuple[int, ...]]


@dataclass
class Directory:
    """The names of a day, ready to be asked."""

    tree: Tree
    groups: tuple[GroupNode, ...] = ()
    place: str = ""
    former: Callable[[], Former] | None = None
    _exact: dict[str, set[int]] = field(default_factory=dict, repr=False)
    _spelling: dict[str, set[int]] = field(default_factory=dict, repr=False)
    _short: dict[str, set[int]] = field(default_factory=dict, repr=False)
    _group_keys: dict[str, GroupNode] = field(default_factory=dict, repr=False)
    _categories: dict[frozenset[str], GroupNode] = field(default_factory=dict, repr=False)
    _grams: list[tuple[frozenset[str], Match]] = field(default_factory=list, repr=False)

    @classmethod
    def of(
        cls,
        tree: Tree,
        groups: Iterable[GroupNode] = (),
        place: str = "",
        former: Callable[[], Former] | None = None,
    ) -> Directory:
        """``place`` is the province as it is called ("Tỉnh Hà Nam"); without it the top unit's name tells. ``former``
        is asked for the first name that no unit of the day has."""
        directory = cls(tree, tuple(groups), place_of(place, tree), former)
        for node in tree:
            directory._add_unit(node)
        for group in directory.groups:
            directory._add_group(group)
        return directory

    def _add_unit(self, node: Node) -> None:
        keys = set()
        for name in filter(None, (node.name, node.short_name, *node.aliases)):
            self._exact.setdefault(exact_key(name), set()).add(node.id)
            for key in self._variants(node, core_key(name, self.place)):
                self._spelling.setdefault(key, set()).add(node.id)
                keys.add(key)
            for key in initials(core_key(name, self.place)):
                self._short.setdefault(key, set()).add(node.id)
        self._grams += [(grams(key), Match("unit", node.id, node.name)) for key in keys]

    def _variants(self, node: Node, key: str) -> Iterator[str]:
        """A name, the place alone ("huyện An Hòa"), and a commune with its district."""
        yield key
        if node.kind == "province" and self.place and place_of(node.name, self.tree) == self.place:
            yield from ("uy ban nhan dan tinh", f"tinh {self.place}")
        found = [key]
        rest = key.removeprefix("uy ban nhan dan ")
        if node.level != "province" and rest != key and rest.startswith(_LEVELS):
            yield rest
            found.append(rest)
        parent = self.tree.get(node.parent_id)
        if parent is not None and parent.level != "province":
            above = core_key(parent.name, self.place).removeprefix("uy ban nhan dan ")
            yield from (f"{name} {above}" for name in found)

    def _add_group(self, group: GroupNode) -> None:
        for name in (group.name, *group.aliases):
            self._group_keys.setdefault(group_key(name, self.place), group)
            self._grams.append((grams(group_key(name, self.place)), found_group(group, 0.0)))
        wanted = categories(group_key(group.name, self.place), is_group=True)
        if wanted and not group.is_open:
            self._categories.setdefault(wanted, group)

    def match(self, name: str) -> Match:
        """The one unit or group that a name means, "open" for an open phrase, else "none" with candidates. Where no
        unit has the name today, the one to which the unit went that had it."""
        found = self._today(name)
        if found.how not in ("none", "similar") or self.former is None or self.named(name):
            return found
        return self._formerly(name, found)

    def named(self, name: str) -> set[int]:
        """The units that are called so, be it by an abbreviation, without regard to slips."""
        found = self._exact.get(exact_key(name)) or self._with_marks(
            name, self._spelling.get(core_key(name, self.place), set())
        )
        return found or self._short.get(short_key(name, self.place), set())

    def _formerly(self, name: str, today: Match) -> Match:
        """What the unit that had a name once has become."""
        known, directory = self._former
        old = directory.named(name)
        if len(old) == 1 and (whole := known.whole.get(*old)) in self.tree and whole is not None:
            return self._unit({whole}, 0.7, "formerly")
        heirs = dict.fromkeys(heir for unit in sorted(old) for heir in known.heirs.get(unit, ()))
        near = [Match("unit", i, self.tree[i].name, 0.7, "candidate") for i in heirs if i in self.tree]
        if not near:
            return today
        rest = (m for m in today.candidates if (m.kind, m.id) not in {("unit", n.id) for n in near})
        return Match("none", name=name, candidates=(*near, *rest))

    @cached_property
    def _former(self) -> tuple[Former, Directory]:
        """The units that had other names, as a directory of their own."""
        assert self.former is not None
        known = self.former()
        names = {node.id: node for node in known.nodes}
        above = (node for node in self.tree if node.id not in names)
        directory = Directory(Tree.of(self.tree.day, [*known.nodes, *above]), (), self.place)
        for node in known.nodes:
            directory._add_unit(node)
        return known, directory

    def _today(self, name: str) -> Match:
        """What a name means among the units and groups of the day."""
        found = self._exact.get(exact_key(name), set())
        if len(found) == 1:
            return self._unit(found, 1.0, "exact")
        if not found and (group := self._match_group(name)) is not None:
            return group
        key = core_key(name, self.place)
        if len(found := self._with_marks(name, self._spelling.get(key, set()))) == 1:
            return self._unit(found, 0.95, "spelling")
        if not found and len(found := self._short.get(short_key(name, self.place), set())) == 1:
            return self._unit(found, 0.9, "abbreviation")
        if not found and len(found := self._slips(key)) == 1:
            return self._unit(found, 0.8, "similar")
        return Match("none", name=name, candidates=tuple(self.candidates(name)))

    def candidates(self, name: str, n: int = 5) -> list[Match]:
        """The nearest units and groups, best first, without those that share next to nothing."""
        wanted = {grams(core_key(name, self.place)), grams(group_key(name, self.place))}
        best: dict[tuple[str, int | None], Match] = {}
        for have, match in self._grams:
            score = round(max(dice(want, have) for want in wanted), 3)
            if score > 0.3 and score > best.get((match.kind, match.id), match).score:
                best[match.kind, match.id] = replace(match, score=score, how="candidate")
        return sorted(best.values(), key=lambda m: (-m.score, m.name))[:n]

    def _unit(self, found: set[int], score: float, how: str) -> Match:
        (unit,) = found
        return Match("unit", unit, self.tree[unit].name, score, how)

    def _match_group(self, name: str) -> Match | None:
        key = group_key(name, self.place)
        if (group := self._group_keys.get(key)) is not None:
            return found_group(group, 1.0)
        is_plural = bool(_DETERMINERS.match(core_key(name, self.place, posts=True)))
        bare = _RELATED.sub("", key)
        if bare != key or (is_plural and _OPEN.match(bare)):
            return Match("open", None, name, 1.0, "open")
        group = self._categories.get(categories(key, is_group=is_plural))
        return found_group(group, 0.95) if group is not None else None

    def _with_marks(self, name: str, found: set[int]) -> set[int]:
        """Of several units that differ in marks only (Liêm Tuyền, Liêm Tuyến), those written as here."""
        words = set(exact_key(name).split())
        told = {i for i in found if words.issuperset(exact_key(self.tree[i].name).split()[-2:])}
        return told if len(found) > 1 and told else found

    def _slips(self, key: str) -> set[int]:
        """Units whose name differs in one letter; names of places are never guessed so."""
        if len(key) < _SIMILAR_LENGTH:
            return set()
        near = {
            unit
            for have, units in self._spelling.items()
            if abs(len(have) - len(key)) <= 1 and is_one_slip(have, key)
            for unit in units
        }
        return {unit for unit in near if self.tree[unit].level == "province"}


def found_group(group: GroupNode, score: float) -> Match:
    kind: Kind = "open" if group.is_open else "group"
    return Match(kind, group.id, group.name, score, kind)


def place_of(place: str, tree: Tree) -> str:
    """The folded name of the province without "tỉnh": "ha nam"."""
    top = next((n.name for n in tree.children(None)), "")
    folded = (_plain(place) or _plain(top)).removeprefix("uy ban nhan dan ")
    for level in _LEVELS:
        if folded == level or folded.startswith(f"{level} "):
            return folded[len(level) :].strip()
    return folded if place else ""


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    """Folded words only: no marks, no punctuation."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", fold(name)).split())


@lru_cache(maxsize=8192)
def exact_key(name: str) -> str:
    """Words with their marks, one placement of the tone; only letter case and punctuation are let go."""
    return " ".join(re.sub(r"[^\w\s]|_", " ", tone_normalised(nfc(name)).casefold()).split())


def written_out(name: str) -> str:
    """The folded words with the usual abbreviations written out."""
    words = []
    for raw in re.sub(r"[^\w\s]|_", " ", nfc(name)).split():
        word = _plain(raw)
        words.append(_CAPITALS.get(raw) or _ABBREVIATIONS.get(word, word))
    return " ".join(words)


@lru_cache(maxsize=8192)
def core_key(name: str, place: str, posts: bool = False) -> str:
    """The folded name without connectives, posts and the province; abbreviations written out.

    With ``posts`` only the posts are taken off its front, so that "các" stands first if it stood there.
    """
    key = written_out(name)
    while (bare := _POSTS.sub("", key, count=1)) != key:
        key = bare
    if posts:
        return key
    key = _ABOUT.sub(" ", f"{key} ").strip()
    key = re.sub(r"\b(?:va|cua|thuoc|viet nam)\b", " ", key)
    key = re.sub(r"\buy ban (?=mat tran to quoc)", "", " ".join(key.split()))
    return without_place(key, place)


def without_place(key: str, place: str) -> str:
    """ "so y te tinh ha nam", "so y te tinh", "so y te ha nam" → "so y te"; "bao ha nam" keeps its only word."""
    own = f"(?:(?:tinh|thanh pho) {re.escape(place)}|tinh)" if place else "tinh"
    shorter = re.sub(rf" (?:toan )?{own}$", "", key)
    if shorter == key and place and key.endswith(f" {place}") and len(key[: -len(place)].split()) >= 2:
        before = key[: -len(place)].strip()
        # "huyện Hà Nam" is another place than the province.
        shorter = key if before.split()[-1] in {level.split()[-1] for level in _LEVELS} else before
    # The People's Committee of the province is not every People's Committee.
    return f"{shorter} tinh" if shorter != key and shorter in _BY_LEVEL else shorter


@lru_cache(maxsize=8192)
def group_key(name: str, place: str) -> str:
    """The core of a phrase that may name a group, without "các"."""
    key = _DETERMINERS.sub("", core_key(name, place, posts=True))
    key = core_key(key, place)
    return _DETERMINERS.sub("", re.sub(r" cap tinh$", "", key))


def categories(key: str, is_group: bool) -> frozenset[str]:
    """What kinds of body a phrase lists: "so ban nganh doan the" → agencies, mass. Empty where it says more.

    A single word is a kind only where the phrase is a plural.
    """
    rest = re.sub(r"\buy ban nhan dan\b", " ", f" {key} ")
    found: set[str] = set()
    count = 0
    for pattern, category in _CATEGORIES:
        rest, hits = pattern.subn(" ", rest)
        count += hits
        if hits:
            found.add(category)
    if _GROUP_NOISE.sub(" ", rest).strip() or not (
        is_group or count > 1 or "uy ban nhan dan cac" in key or " cap " in f" {key} "
    ):
        return frozenset()
    return frozenset(found)


def initials(key: str) -> Iterator[str]:
    """ "so lao dong thuong binh xa hoi" → "so ldtbxh", "so lao dtbxh"…: a head of none to two words, then letters."""
    words = key.split()
    for head in range(3):
        if len(words) - head >= 2:
            yield " ".join([*words[:head], "".join(w[0] for w in words[head:])])


def short_key(name: str, place: str) -> str:
    """The same of a written abbreviation: "Sở LĐ-TB&XH" → "so ldtbxh". Only capitals are taken for initials."""
    words = re.sub(r"[^\w\s]|_", " ", nfc(name)).split()
    first = next((i for i, w in enumerate(words) if len(w) > 1 and w.isupper() and i > 0), 0)
    last = first
    while last < len(words) and words[last].isupper():
        last += 1
    joined = [*words[:first], "".join(words[first:last]), *words[last:]]
    return without_place(re.sub(r"\b(?:va|cua)\b ?", "", _plain(" ".join(joined))), place)


@lru_cache(maxsize=8192)
def grams(key: str) -> frozenset[str]:
    """The letter triples of a key."""
    padded = f"  {key} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def is_one_slip(one: str, other: str) -> bool:
    """One letter more, fewer, other, or two neighbours swapped."""
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = other[at : at + 2][::-1] == one[at : at + 2] and one[at + 2 :] == other[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped
