"""The head of a paper: number, day, place, issuer, kind, title, and what it carries out."""

from __future__ import annotations

import re

from chithi.reader.citations import mentions
from chithi.reader.dates import iso_date
from chithi.reader.layout import Paper
from chithi.reader.lines import Line
from chithi.reader.result import Citation, Head
from chithi.reader.view import View, rx

# Each part begins with its own sign, so that the pattern has one way to match; "U B ND" is letter-spaced.
_NUMBER = re.compile(
    r"\bsố\s{0,3}:?\s{0,3}(\d{1,6}[a-z]?)\x20{0,3}((?:[/\-]\x20{0,3}[^\W_]+(?:\x20[A-ZĐƯ]\b(?:\x20ND\b)?)*\x20{0,3})+)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\bngày\s{1,9}(?P<d>\d\s?\d?)\s{1,9}tháng\s{1,9}(?P<m>\d\s?\d?)\s{1,9}năm\s{1,9}(?P<y>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_HEAD = 3000  # characters in which the head of a paper is looked for
_NATION = rx(r"cộng (?:hòa|hoà)|độc lập|đảng cộng sản|chủ nghĩa việt nam")
_ISSUES = rx(
    r"(?:^|[,.;] )(?P<who>(?:ban thường trực |ban thường vụ )?(?:ủy ban|ubnd|hội đồng|bộ|sở|ban|tỉnh ủy|thủ tướng)"
    r"[^,.;]{2,80}?) (?:xây dựng và )?(?:ban hành|xây dựng) (?:kế hoạch|chương trình)"
)
_CARRIES = rx(r"(?:thực hiện|triển khai)(?: thực hiện)? ")


_ABOUT = rx(r"(?:thực hiện|về|triển khai|phê duyệt|ban hành|quy định)\b")
# What comes behind these is a ground, or tells of another paper.
_GROUNDS = rx(r"[.] (?=[^ ])|\b(?:căn cứ|trên cơ sở|theo đề nghị|xét|theo|tại|thay thế|sửa đổi)\b")
_NEXT_PAPER = rx(
    r"(?:(?P<sign>[;,])(?: và)?| và) (?:Kế hoạch|Quyết định|Công điện|Nghị quyết|Chỉ thị"
    r"|Chương trình(?: hành động)?|Kết luận|Đề án|Hướng dẫn|Thông báo|Công văn|Văn bản|Nghị định|Thông tư)(?: số:?)? ?$"
)
# Days and numbers of the papers that a title names tell nothing of the plan's own year.
_OF_PAPERS = rx(
    r"\(?kèm theo.*|\d\d?[/.]\d\d?[/.]\d{4}|ngày \d\d? tháng \d\d? năm \d{4}|số \S+|\d+/\d{4}/\S+"
)
_SPAN_OF_YEARS = rx(
    r"(?:đến )?năm (?:học )?(?:19|20)\d\d ?(?:-|đến)[\w ]*\d|đến năm (?:19|20)\d\d|từ năm (?:19|20)\d\d"
)
_TITLE_YEAR = rx(r"\bnăm (?:học )?((?:19|20)\d\d)\b")


def _text(view: View, lines: list[Line]) -> str:
    return " ".join(" ".join(view.text[line.start : line.end].split()) for line in lines)


def read_head(view: View, papers: list[Paper]) -> Head:
    """The head of the file's first paper; None for what it does not say."""
    first = papers[0]
    lines = first.head
    head = "\n".join(view.flat[line.start : line.end] for line in lines)[:_HEAD]
    number = _number(head)
    place, date = _place_and_date(head)
    return Head(first.kind, number, date, _issuer(view, papers), place, title_of(view, first))


def title_of(view: View, paper: Paper) -> str | None:
    """The title of a paper on one line, without its kind and without the number it came with."""
    return _text(view, _titles(view, paper)).split(" (Kèm theo", 1)[0].split(" (Ban hành kèm", 1)[0] or None


def _number(head: str) -> str | None:
    match = _NUMBER.search(head)
    if match is None or "công báo" in head[max(0, match.start() - 12) : match.start()].lower():
        return None
    tail = re.sub(r"\s", "", match[2])
    tail = re.sub(r"(?i)ttg$", "TTg", tail)
    return match[1] + tail if any(c.isalpha() for c in tail) else None


def _place_and_date(head: str) -> tuple[str | None, str | None]:
    match = _DATE.search(head)
    if match is None:
        return None, None
    before = head[: match.start()].rstrip(" ,\n")
    place = before[max(before.rfind("\n"), before.rfind("|")) + 1 :].strip(" ,-")
    place = re.split(r"/[A-ZĐ][\w\-/]*\x20+|\x20{3,}", place)[-1].strip()
    return place if 0 < len(place) <= 60 else None, iso_date(match["y"], match["m"], match["d"])


def _titles(view: View, paper: Paper) -> list[Line]:
    """The title's lines without the word for the kind."""
    if not paper.title:
        return []
    first = paper.title[0]
    after = first.start + len(paper.kind or "")
    start, end = view.trim(min(after, first.end), first.end, ":")
    head = [Line(start, end)] if start < end else []
    return head + [line for line in paper.title[1:] if not view.flat.startswith("(", line.start)]


def _issuer(view: View, papers: list[Paper]) -> str | None:
    """The body in capitals above the number; without a head, the one that the opening says issues the plan."""
    words: list[str] = []
    for line in papers[0].head:
        flat = view.flat[line.start : line.end].replace("---", " ")
        parts = [p.strip(" -|") for p in re.split(r"\||---+|\x20{3,}", flat)]
        for part in parts:
            if not part or _NATION.search(part.lower()) or any(c.isdigit() for c in part):
                continue
            if part.isupper() and len(words) < 4:
                words.append(part)
        if _NATION.search(flat.lower()) or re.search(r"(?i)số\s*:", flat):
            break
    if words:
        return " ".join(words)
    for paper in papers:
        for line in paper.body[:6]:
            match = _ISSUES.search(view.low, line.start, line.end)
            if match:
                start, end = view.trim(*match.span("who"))
                return " ".join(view.text[start:end].split())
    return None


def read_implements(view: View, papers: list[Paper], citations: list[Citation]) -> tuple[str, ...]:
    """The numbers that a title says the plan carries out, else those after "Thực hiện" in the opening."""
    known = {span: c.number for c in citations for span in c.spans}
    for paper in papers:
        found = _numbers(view, [ln for ln in paper.title if not view.flat.startswith("(", ln.start)], known)
        if found:
            return found
    for paper in papers:
        opening = _opening(view, paper)
        if opening:
            return opening_numbers(view, opening, known)
    return ()


def _numbers(view: View, lines: list[Line], known: dict[tuple[int, int], str]) -> tuple[str, ...]:
    if not lines:
        return ()
    # The document's own number ("Kèm theo Quyết định số …") is not among those known.
    found = [known[m.span] for m in mentions(view, lines[0].start, lines[-1].end) if m.span in known]
    return tuple(dict.fromkeys(found))


def _opening(view: View, paper: Paper) -> tuple[int, int] | None:
    """The sentence of the opening that begins with "Thực hiện" (or "Triển khai")."""
    for index, line in enumerate(paper.body[:12]):
        if _CARRIES.match(view.low, line.start, line.end):
            end = line.end
            for more in paper.body[index + 1 :]:
                if more.gap or more.start - end > 3:
                    break
                end = more.end
            return line.start, end
    return None


def opening_numbers(view: View, span: tuple[int, int], known: dict[tuple[int, int], str]) -> tuple[str, ...]:
    """The first number, and those joined to it: by "và" before what they in turn carry out or are about, or each
    with its kind behind a sign (`Quyết định số … phê duyệt …; Kế hoạch số … của …`)."""
    start, end = span
    found: list[str] = []
    last, within = start, False
    for mention in mentions(view, start, end):
        between = (last, mention.span[0])
        if found and _GROUNDS.search(view.low, *between):
            break
        following = _NEXT_PAPER.search(view.flat, *between)
        # What stands behind a paper that one of them is about may belong to that paper.
        joined = following and (following["sign"] == ";" or not within)
        if found and not joined and (within or _ABOUT.search(view.low, *between)):
            within = True
            continue
        found.append(known.get(mention.span, mention.number))
        last, within = mention.span[1], False
    return tuple(dict.fromkeys(found))


def year_of(view: View, papers: list[Paper]) -> str | None:
    """The one year that the titles name (`… năm 2026`);
    None where they name several or none; spans (`giai đoạn 2021 - 2025`) aside."""
    found: set[str] = set()
    for paper in papers:
        for line in paper.title:
            words = _OF_PAPERS.sub(" ", view.low[line.start : line.end])
            found.update(_TITLE_YEAR.findall(_SPAN_OF_YEARS.sub(" ", words)))
    return found.pop() if len(found) == 1 else None
