"""What becomes of the made-up committees: who chairs by which post, terms, work programmes; and the few that are out of
order, so that every state is seen."""

import datetime
from collections.abc import Iterator, Sequence
from random import Random

from chithi.leadership.models import Committee, Holder, Member, Post, Programme
from chithi.leadership.posts import Body, Level
from chithi.units.tree import Node, Tree

LEFT = frozenset({"so-tu-phap", "h-tan-lam"})
"""The chair left the post in the last August."""
PASSED = frozenset({"so-noi-vu"})
"""The posts of deputies are held by others than the one who chairs."""
REPLACED = frozenset({"so-tttt"})
"""A member no longer holds the post they sit for."""
OVER = frozenset({"h-bao-thuong", "so-nnptnt"})
"""The term ended with the year before the last."""
UNPLANNED = frozenset({"so-y-te", "tx-dong-lam"})
"""No work programme of the last year."""
TASKS = (
    "Họp hai kỳ trong năm, kiểm tra ít nhất hai đơn vị.",
    "Tuyên truyền nhân ngày 8/3, 20/10 và Tháng hành động vì bình đẳng giới.",
    "Rà soát quy hoạch, bổ nhiệm cán bộ nữ; báo cáo trước ngày 15/11.",
)


def keep_up(tree: Tree, years: Sequence[int], seed: int, by: str) -> None:
    """Once posts and holders are there."""
    last: dict[int, Committee] = {}
    for one in Committee.objects.order_by("valid_from", "pk"):
        last[one.unit_id] = one
    chairs = {m.committee_id: m for m in Member.objects.filter(role=Member.Role.CHAIR)}
    vices = {m.committee_id: m for m in Member.objects.filter(role=Member.Role.VICE)}
    posts = {
        post.unit_id: post
        for post in Post.objects.filter(level=Level.DEPUTY, body__in=(Body.AGENCY, Body.COMMITTEE))
    }
    seats: dict[int, Holder] = {}
    for holder in Holder.objects.filter(valid_to=None, post__in=posts.values()).order_by("-pk"):
        seats[holder.post_id] = holder
    programmes: list[Programme] = []
    gone: list[Holder] = []
    tied: list[Member] = []
    closed = ""
    for unit, one in last.items():
        node, post = tree[unit], posts[unit]
        dice = Random(f"{seed}|{node.key}|life")
        tied.append(tie(chairs[one.pk], post, None if node.key in PASSED else seats[post.pk]))
        if node.key in REPLACED:
            tied.append(tie(vices[one.pk], post, None))
        if node.key in LEFT:
            seats[post.pk].valid_to = datetime.date(years[-1], 8, 31)
            gone.append(seats[post.pk])
        if node.key in OVER:
            one.term_until = datetime.date(years[-1] - 1, 12, 31)
        elif dice.random() < 0.7:
            one.term_until = datetime.date(one.valid_from.year + 5, 12, 31)
        if not closed and node.kind == "commune" and node.parent_id is not None:
            closed, one.valid_to = node.key, datetime.date(years[-1], 3, 31)
        programmes += programmes_of(one, node, years, dice, by)
    Member.objects.bulk_update(tied, ["name", "sex", "leading_post", "search_key"], batch_size=200)
    Holder.objects.bulk_update(gone, ["valid_to"])
    Committee.objects.bulk_update(last.values(), ["term_until", "valid_to"], batch_size=200)
    for programme in programmes:
        programme.fill_keys()
    Programme.objects.bulk_create(programmes, batch_size=500)


def tie(member: Member, post: Post, holder: Holder | None) -> Member:
    """A member sits for a post; as the one who holds it, where one is given."""
    member.leading_post = post
    if holder is not None:
        member.name, member.sex = holder.name, holder.sex
    member.fill_keys()
    return member


def programmes_of(
    one: Committee, node: Node, years: Sequence[int], dice: Random, by: str
) -> Iterator[Programme]:
    """One for each of the last two years; some communes have none yet."""
    for year in years[-2:]:
        day = datetime.date(year, 3, dice.randint(1, 25))
        small = node.kind == "commune" and node.parent_id is not None
        missing = node.key in UNPLANNED and year == years[-1]
        if day < one.valid_from or missing or (small and dice.random() < 0.1):
            continue
        yield Programme(
            committee=one,
            year=year,
            title=f"Chương trình công tác năm {year} của {one.title}",
            number=f"{dice.randint(2, 40)}/CTr-VSTBPN",
            issued_on=day,
            content="\n".join(TASKS),
            created_by=by,
            added_on=day,
        )
