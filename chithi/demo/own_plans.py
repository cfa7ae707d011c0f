"""The made-up units' own plans: two that were read in files, others drawn up; some answer everything that is asked,
some leave contents open, one is still a draft, most units have none. And the plan that the province's plan cites."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from chithi.journal.actions import Actor
from chithi.plans import answers, checking, drawing_up, importing, naming, publishing
from chithi.plans.drawing_up import Line, Offer
from chithi.plans.models import LinkState, Plan, PlanLink, ProvisionAnswer, WorkItem
from chithi.plans.plan_links import link_plans
from chithi.units.models import Unit
from chithi.units.tree import Node, Tree
from chithi.vietnamese import fold

CITED = "ke-hoach-khoi-nghiep.txt"
READ = {"so-y-te": "ke-hoach-so-y-te.txt", "so-noi-vu": "ke-hoach-so-noi-vu.txt"}
"""Units whose plan was uploaded as a file."""
UNDECIDED = "so-noi-vu"
"""Whose officer has not looked at the proposals yet."""


@dataclass(frozen=True)
class Own:
    """What a unit makes of a duty (or of a content, for ``II.2``): found by folded words, led by a division."""

    about: str
    text: str
    division: str


CHILDREN = "Phòng Lao động - Thương binh và Xã hội"
DISTRICT: tuple[Own, ...] = (
    Own(
        "xay dung ke hoach cua dia phuong",
        "Ban hành kế hoạch hằng năm của {place}, bố trí kinh phí trong dự toán; giao chỉ tiêu cho từng xã, phường.",
        "Phòng Tài chính - Kế hoạch",
    ),
    Own(
        "ho tro phu nu hoc tap",
        "Mở {a} lớp nghề, kết nối vay vốn cho {c} phụ nữ khởi nghiệp; hỗ trợ phụ nữ có hoàn cảnh khó khăn học tập.",
        CHILDREN,
    ),
    Own(
        "nam tinh hinh lao dong nu",
        "Rà soát lao động nữ di cư, theo dõi mất cân bằng giới tính khi sinh và bạo lực trên cơ sở giới tại {b} xã, "
        "phường; cập nhật hằng quý.",
        CHILDREN,
    ),
    Own(
        "kien toan va nang cao",
        "Kiện toàn Ban VSTBPN của {place}, ban hành quy chế hoạt động, họp sáu tháng một lần.",
        "Phòng Nội vụ",
    ),
    Own(
        "kiem tra giam sat viec thuc hien",
        "Kiểm tra việc thực hiện Kế hoạch tại {b} xã, phường, thị trấn mỗi năm; nhắc nhở bằng văn bản đơn vị chậm.",
        "Thanh tra",
    ),
)
RADIO = Own(
    "doi moi cong tac truyen thong",
    "Mở chuyên mục về phụ nữ và BĐG trên hệ thống truyền thanh cơ sở của {place}, mỗi tuần một buổi.",
    "Phòng Văn hóa và Thông tin",
)
WORDS: Mapping[str, Sequence[Own]] = {
    "tp-hoa-chau": (*DISTRICT, RADIO),
    "tx-dong-lam": DISTRICT,
    "h-vinh-thach": (DISTRICT[0], DISTRICT[1], DISTRICT[3]),
    "h-yen-khe": (DISTRICT[2], RADIO),
    "so-gddt": (
        Own(
            "dua giao duc doi song gia dinh",
            "Đưa giáo dục đời sống gia đình vào hoạt động ngoại khóa của {c} trường phổ thông.",
            "Phòng Giáo dục Trung học",
        ),
        Own(
            "phong ngua bao luc",
            "Lập tổ tư vấn học đường, phòng ngừa bạo lực, xâm hại đối với học sinh nữ tại {c} trường.",
            "Phòng Chính trị tư tưởng",
        ),
    ),
    "so-tu-phap": (
        Own(
            "ra soat huong uoc",
            "Rà soát hương ước, quy ước của {c} thôn, tổ dân phố; kiến nghị sửa quy định phân biệt đối xử với phụ nữ.",
            "Phòng Phổ biến, giáo dục pháp luật",
        ),
        Own(
            "tro giup phap ly",
            "Trợ giúp pháp lý lưu động cho phụ nữ tại {b} xã mỗi năm.",
            "Trung tâm Trợ giúp pháp lý nhà nước",
        ),
    ),
    "hlhpn": (
        Own(
            "giu vai tro nong cot",
            "Xây dựng chương trình công tác phụ nữ toàn khóa; mỗi cấp Hội nhận một việc cụ thể của Kế hoạch.",
            "Văn phòng",
        ),
        Own(
            "boi duong can bo hoi",
            "Bồi dưỡng {c} cán bộ Hội, giới thiệu {b} nguồn cán bộ nữ cho cấp ủy mỗi năm.",
            "Ban Tổ chức",
        ),
        Own(
            "thuc hien ke hoach so 87",
            "Tổ chức ngày hội phụ nữ khởi nghiệp, tư vấn thành lập {b} hợp tác xã do phụ nữ làm chủ.",
            "Ban Gia đình - Xã hội và Hỗ trợ phụ nữ phát triển kinh tế",
        ),
    ),
    "ubmttq": (
        Own(
            "giam sat phan bien",
            "Giám sát {b} chuyên đề, phản biện {b} dự thảo chính sách liên quan đến phụ nữ, gia đình và trẻ em.",
            "Ban Dân chủ - Pháp luật",
        ),
    ),
    "so-vhttdl": (
        Own(
            "duy tri cac mo hinh can thiep",
            "Duy trì {c} địa chỉ tin cậy, {a} câu lạc bộ gia đình ở cơ sở.",
            "Phòng Xây dựng nếp sống văn hóa và gia đình",
        ),
    ),
}
DRAFTS = frozenset({"so-vhttdl"})
"""Whose plan is drawn up and not published yet."""


def make_own_plans(above: Plan, units: Tree, seed: int, actor: Actor) -> None:
    """The plan that the province's plan cites, and the own plans of some units, each by its own dice."""
    issuer = Unit.objects.get(pk=above.issuer_id)
    cited = read_plan(CITED, issuer, Unit.objects.get(key="hlhpn"), actor)
    link_plans(above, cited, PlanLink.Kind.CARRIES_OUT, True, number=cited.number, actor=actor)
    for key, file in READ.items():
        unit = Unit.objects.get(key=key)
        plan = read_plan(file, unit, unit, actor)
        link_plans(plan, above, PlanLink.Kind.CARRIES_OUT, True, number=above.number, actor=actor)
        if key != UNDECIDED:
            confirm_strong(plan, actor)
    for key in WORDS:
        node = units.by_key(key)
        if node is not None:
            draw(above, node, units, Random(f"{seed}|{key}|own-plan"), actor)


def read_plan(file: str, issuer: Unit, focal: Unit, actor: Actor) -> Plan:
    """Read a file, say that unknown names are divisions, confirm, publish on the day of the paper."""
    path = Path(__file__).with_name("data") / file
    data = path.read_bytes()
    reading = importing.read_file(data, path.name)
    edition = importing.import_plan(data, path.name, reading, issuer, focal_unit=focal, actor=actor).edition
    if issuer == focal:
        naming.own_divisions(edition, actor=actor)
    naming.confirm_links(edition, actor=actor)
    checking.confirm_undoubtful(edition, actor=actor)
    for item in edition.work_items.filter(state=WorkItem.State.PROPOSED):
        checking.confirm_item(item, actor=actor)
    plan = Plan.objects.get(pk=edition.plan_id)
    return publishing.publish(plan, actor=actor, day=plan.date, unplaced_seen=True)


def confirm_strong(plan: Plan, actor: Actor) -> None:
    """Confirm what shares much; the rest waits for the unit's officer."""
    rows = ProvisionAnswer.objects.filter(state=LinkState.PROPOSED, score__gte=280)
    for answer in rows.filter(content__plan=plan) | rows.filter(work_item__plan=plan):
        answers.decide(answer, True, actor=actor)


def draw(above: Plan, node: Node, units: Tree, dice: Random, actor: Actor) -> None:
    """Draw a unit's plan up and, unless it is a draft, give it number and day and publish it."""
    offered = drawing_up.offers(above, node, units)
    place = node.name.removeprefix("Ủy ban nhân dân ")
    lines = [
        Line(
            offer.key,
            own.text.format(place=place, a=dice.randint(3, 9), b=dice.randint(4, 12), c=dice.randint(25, 90)),
            own.division,
            f"{dice.randint(2022, 2025)}-{dice.choice((6, 9, 12)):02d}" if dice.random() < 0.6 else "yearly",
            "in",
            offer.provisions,
        )
        for own in WORDS[node.key]
        if (offer := offer_about(own.about, offered)) is not None
    ]
    unit = Unit.objects.get(pk=node.id)
    plan = drawing_up.draw_up(above, unit, "", lines, actor=actor)
    if node.key in DRAFTS:
        return
    day = datetime.date(2021, dice.randint(6, 9), dice.randint(1, 28))
    number = f"{dice.randint(20, 140)}/KH-{'UBND' if node.kind == 'district' else symbol(node)}"
    head = publishing.Head(plan.issuer_id, plan.focal_unit_id, "kế hoạch", number, day, plan.title)
    publishing.set_head(plan, head, actor=actor)
    publishing.publish(Plan.objects.get(pk=plan.pk), actor=actor, day=day)


def symbol(node: Node) -> str:
    """What stands for a body in the number of its plan."""
    return {"so-gddt": "SGDĐT", "so-tu-phap": "STP", "hlhpn": "BTV", "ubmttq": "MTTQ-BTT"}.get(node.key, "SO")


def offer_about(words: str, offered: Sequence[Offer]) -> Offer | None:
    """The first thing asked whose words begin so, or hold them."""
    said = [(offer, fold(offer.source).replace(",", "").replace(";", "")) for offer in offered]
    starts = [offer for offer, source in said if source.startswith(words)]
    return next(iter([*starts, *(offer for offer, source in said if words in source)]), None)
