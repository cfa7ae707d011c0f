"""Which contents of the part "what" a clause of the part "who" carries out, proposed from the words they share.

Pure. Words of Vietnamese are mostly two syllables long ("kiểm tra", "giám sát"), so pairs of syllables are
compared. A pair counts by how rare it is in the plan: what every content says ("phụ nữ", "bình đẳng giới") links
nothing. A person confirms or rejects each proposal.
"""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chithi.vietnamese import fold

THRESHOLD = 180
"""Below this score (0 to 1000) nothing is proposed."""
STRONG = 330
"""From this score on a proposal may be confirmed together with others at one press."""
MOST = 3
"""Contents proposed for one clause."""

STOP = frozenset(
    fold(
        "và của các những cho về với trong trên tại theo từ đến để là có được do bởi cũng như khi này đó đối"
        " việc sự số ngày tháng năm nhằm bằng hoặc không vào ra lên một hai cùng nên rất đã đang sẽ"
    ).split()
)
# Said of everything in papers of the genre: they tell no content from another.
EMPTY = frozenset(
    fold(x)
    for x in (
        "tăng cường", "đẩy mạnh", "nâng cao", "thực hiện", "triển khai", "xây dựng", "phối hợp", "chủ trì",
        "tổ chức", "liên quan", "đơn vị", "địa phương", "cơ quan", "kế hoạch", "công tác", "phù hợp", "bảo đảm",
        "đảm bảo", "hoạt động", "nội dung", "giải pháp", "nhiệm vụ", "chức năng", "chỉ thị", "ban bí", "bí thư",
        "ủy ban", "nhân dân", "điều kiện", "hiệu quả", "địa bàn", "bàn tỉnh", "sở ban", "ban ngành", "chất lượng",
        "hướng dẫn", "chỉ đạo", "quy định", "phát huy", "vai trò",
    )
)  # fmt: skip
ADDED = 0.25
_SENTENCE = re.compile(r"[.;]\s")
_BREAK = re.compile(r"[^\w\s/-]+|\s[-–]\s")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Link:
    clause: str
    content: str
    score: int


def terms(text: str, short: Mapping[str, str] | None = None) -> Counter[str]:
    """The pairs of syllables (and abbreviations) of a text that can tell one content from another.

    ``short`` maps long forms to abbreviations, both folded, so that "bình đẳng giới" and "BĐG" are one term.
    """
    found: Counter[str] = Counter()
    for segment in _BREAK.split(text):
        folded = f" {' '.join(_WORD.findall(fold(segment)))} "
        for long, abbreviation in (short or {}).items():
            folded = folded.replace(f" {long} ", f" {abbreviation} ")
        words = folded.split()
        abbreviations = set((short or {}).values())
        found.update(w for w in words if w in abbreviations)
        found.update(
            f"{a} {b}"
            for a, b in itertools.pairwise(words)
            if not ({a, b} & (STOP | abbreviations) or f"{a} {b}" in EMPTY or a.isdigit() or b.isdigit())
        )
    return found


def shortened(abbreviations: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The reading's abbreviations as ``terms`` wants them, the longest first."""
    pairs = [(fold(str(a["long"])), fold(str(a["short"])).replace(" ", "")) for a in abbreviations]
    return dict(sorted(pairs, key=lambda p: -len(p[0])))


def propose(
    contents: Sequence[tuple[str, str]],
    clauses: Sequence[tuple[str, str]],
    short: Mapping[str, str] | None = None,
) -> list[Link]:
    """The links worth a person's look, clause by clause, best first. Both sides are (id, text).

    A content often holds several sentences; a clause is compared with each and with the whole, the best counts.
    """
    whole = [terms(text, short) for _, text in contents]
    asked = [terms(text, short) for _, text in clauses]
    if not whole or not asked:
        return []
    weight = rarity(whole)
    parts = [[terms(x, short) for x in _SENTENCE.split(text)] for _, text in contents]
    links: list[Link] = []
    for (clause, _), words in zip(clauses, asked, strict=True):
        scored = [
            Link(clause, content, max(score(words, said, weight) for said in (all_of_it, *sentences)))
            for (content, _), all_of_it, sentences in zip(contents, whole, parts, strict=True)
        ]
        good = sorted((x for x in scored if x.score >= THRESHOLD), key=lambda x: -x.score)
        links += [x for x in good[:MOST] if x.score * 2 >= good[0].score]
    return links


def shared(a: str, b: str, short: Mapping[str, str] | None = None) -> frozenset[str]:
    """The terms that two texts have in common: why they were proposed for each other."""
    return frozenset(set(terms(a, short)) & set(terms(b, short)))


def marked(text: str, other: str, short: Mapping[str, str] | None = None) -> list[tuple[str, bool]]:
    """The text cut into runs, each with whether it says what another text says too; together they are the text.

    A run begins at a shared term and goes on as long as both texts say the same words in the same order.
    """
    found, said = _syllables(text)
    _found, theirs = _syllables(other)
    common = set(itertools.pairwise(theirs))
    lit = _said(said, shared(text, other, short), short or {})
    for step in (1, -1):
        for at in sorted(lit, reverse=step < 0):
            here = at
            while 0 <= here + step < len(said) and here + step not in lit:
                pair = (said[here], said[here + step])[::step]
                gap = text[found[min(here, here + step)].end() : found[max(here, here + step)].start()]
                if pair not in common or _BREAK.search(gap):
                    break
                here += step
                lit.add(here)
    return _runs(text, found, lit)


def _syllables(text: str) -> tuple[list[re.Match[str]], list[str]]:
    """The syllables of a text with their places, and folded."""
    found = list(_WORD.finditer(text))
    return found, [fold(m.group()) for m in found]


def _said(said: Sequence[str], words: Iterable[str], short: Mapping[str, str]) -> set[int]:
    """Where terms stand among syllables; an abbreviation stands where its long form does, too."""
    long = {abbreviation: full for full, abbreviation in short.items()}
    forms = {form for term in words for form in (term, long.get(term, term))}
    lit: set[int] = set()
    for several in (form.split() for form in forms):
        size = len(several)
        places = (at for at in range(len(said) - size + 1) if list(said[at : at + size]) == several)
        lit.update(at + n for at in places for n in range(size))
    return lit


def _runs(text: str, found: Sequence[re.Match[str]], lit: set[int]) -> list[tuple[str, bool]]:
    """Neighbours of one kind together; the gap between two marked words is marked too."""
    runs: list[tuple[str, bool]] = []
    at = 0
    for index, word in enumerate(found):
        gap = text[at : word.start()]
        both = index in lit and index - 1 in lit and not _BREAK.search(gap)
        for piece, mark in ((gap, both), (word.group(), index in lit)):
            if piece and runs and runs[-1][1] == mark:
                runs[-1] = (runs[-1][0] + piece, mark)
            elif piece:
                runs.append((piece, mark))
        at = word.end()
    if at < len(text):
        runs.append((text[at:], False))
    return runs


def rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    """How much a term says: the fewer contents have it, the more."""
    held = Counter(term for text in texts for term in set(text))
    return {term: math.log((len(texts) + 1) / count) for term, count in held.items()}


def score(clause: Counter[str], content: Counter[str], weight: Mapping[str, float]) -> int:
    """0 (nothing shared) to 1000 (the same words): the shared weight over the geometric mean of both."""
    shared = sum(weight[t] for t in set(clause) & set(content))
    if not shared:
        return 0
    # What no content says is what the clause adds of its own; it counts, but less than what tells contents apart.
    added = max(weight.values()) * ADDED
    mine = sum(weight.get(t, added) for t in set(clause))
    theirs = sum(weight[t] for t in set(content))
    return round(1000 * min(1.0, shared / math.sqrt(mine * theirs)))
