"""A province in the middle of its year, with something real for every address: what the tests of rights and of
hostile input walk through."""

import datetime
from typing import Any

from chithi.accounts.actions import invite
from chithi.figures.models import Collector, Indicator, Target
from chithi.journal.actions import Operator
from chithi.leadership.models import Committee, Holder, Member, Post
from chithi.papers import json as paper_json
from chithi.plans import drawing_up, heads
from chithi.plans.importing import import_plan, read_file
from chithi.plans.models import Assignment, Lesson, ProvisionAnswer, ProvisionLink
from chithi.records.models import Activity, Inspection, Proposal
from chithi.reports import actions, extensions
from chithi.reports.calendar import renew_calendar
from chithi.reports.changes import Sent
from chithi.reports.models import Correction, Extension, Letter, Remark
from chithi.sheets.catalogue import REGISTERS
from chithi.sheets.models import Evidence, Job, JobProblem
from chithi.shell import attachments
from chithi.steering import actions as steering
from chithi.steering import guidance, queries, seal, urging
from chithi.steering.gather import gather, units_day
from chithi.steering.models import ReminderLetter
from chithi.units.models import Group, GroupMember, Reorganisation, Role, Succession, UnitAlias
from chithi.units.queries import tree
from tests.cast import LONG_AGO, Cast, make_person
from tests.plans.readings import PLAN
from tests.reports.builders import Round
from tests.steering.world import make_world

ENDINGS = ("docx", "pdf", "html", "json")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def add_people(cast: Cast) -> None:
    """Those whom the cast has not: an administrator and a focal officer of a branch, a statistician, a nobody."""
    u, p = cast.units, cast.people
    p["branch"] = make_person("qthuyen", "Ngô Quản Trị Huyện", u["huyen-a"], "administrator")
    p["branch_focal"] = make_person("dmhuyen", "Dương Đầu Mối Huyện", u["huyen-b"], "focal_officer")
    p["statistician"] = make_person("thongke", "Hồ Thống Kê", u["so-yt"], "statistician")
    p["nobody"] = make_person("khongvaitro", "Người Không Vai Trò", None, None)


def make_letter(world: Round, key: str) -> ReminderLetter:
    """A letter about the report of a unit, as if it had been late."""
    late = urging.Late("Sở Y tế", "told", datetime.date(2024, 11, 10), 2)
    day = datetime.date(2024, 11, 12)
    common = urging.Round("Kế hoạch số 12/KH-UBND", 2024, day, day, "Thử Nghiệm", "Ủy ban nhân dân tỉnh")
    now = tree()
    node = now.by_key("so-ld")
    assert node is not None
    paper = urging.letter(common, late, heads.issuer(node, now), steering.Signed(1, "SLĐTBXH", day))
    content = paper_json.dump(paper)
    return ReminderLetter.objects.create(
        report=world.report(key), issuer_id=node.id, ordinal=1, mode="told", number="01/SLĐTBXH", date=day,
        paper=content, sha256=seal.sha256(content), made_by="thử",
    )  # fmt: skip


def make_places(cast: Cast) -> dict[str, list[dict[str, Any]]]:
    """For every name of the URL table the arguments of real things."""
    add_people(cast)
    people, units = cast.people, cast.units
    world = make_world(cast)
    focal = people["focal"]

    data = PLAN.encode()
    draft = import_plan(
        data,
        "du-thao.txt",
        read_file(data, "du-thao.txt"),
        units["tinh"],
        focal_unit=units["so-ld"],
        actor=focal,
    ).edition
    item = draft.work_items.filter(joined_into=None).order_by("order").first()
    open_name = Assignment.objects.create(work_item=item, role="with", name="đơn vị liên quan", is_open=True)
    link = ProvisionLink.objects.filter(work_item__edition=draft).first()
    lesson = Lesson.objects.create(kind="no_unit", name="Quỹ xanh", plan=draft.plan, taught_by="thử")

    held = world.report("huyen-b")
    scan = attachments.keep(PNG, "công văn.png")
    actions.enter_from_letter(
        held, [Sent("results", "Theo công văn.")], number="7/BC", date=datetime.date(2024, 11, 8), scan=scan,
        actor=focal,
    )  # fmt: skip
    letter = Letter.objects.get(report=held)
    returned = world.report("hlhpn")
    remark = Remark.objects.create(report=returned, field="results", text="Bổ sung số liệu.", by="thử")
    silent = world.report("so-ld")
    actions.save_changes(silent, [Sent("results", "Mới viết.")], by="thử")

    asked = extensions.ask_extension(silent, datetime.date(2024, 11, 20), "Chờ số liệu.", actor=focal)
    of_health = Extension.objects.create(
        report=world.report("so-yt"), wanted=datetime.date(2024, 11, 21), why="Bổ sung.",
        asked_on=datetime.date(2024, 11, 12), asked_by="thử",
    )  # fmt: skip
    feed = renew_calendar(people["head"], 0, actor=people["head"])
    sent = make_letter(world, "so-yt")
    file = attachments.keep(PNG, "mẫu biểu.png")
    guide = guidance.publish(
        world.cycle, guidance.Words("Cách ghi số liệu", "Ghi theo năm.", file, "mẫu biểu.png"), actor=focal
    )

    now = tree(units_day(world.cycle))
    kept = steering.freeze(
        world.cycle, gather(world.cycle, now), queries.options(world.cycle, now),
        steering.Signed(5, "BC-SLĐTBXH", datetime.date(2024, 11, 12)), actor=focal,
    )  # fmt: skip

    activity = Activity.objects.create(
        title="Tập huấn", kind="training", unit=units["so-yt"], day=datetime.date(2024, 3, 5), female=20,
        created_by="thử", added_on=datetime.date(2024, 3, 6),
    )  # fmt: skip
    Indicator.objects.create(
        code="gender-training-participants", title_vi="Lượt người dự tập huấn", title_en="Attendances",
        unit_vi="lượt", unit_en="attendances", kind="flow", by_sex=True, derived=True,
    )  # fmt: skip
    correction = Correction.objects.create(
        report=world.report("so-yt"), number=1, indicator=Indicator.objects.get(code="hoc-vien"), scope="own",
        sex="F", was=70, now=71, what="Tập huấn", raised_by="thử",
    )  # fmt: skip
    proof = Evidence.objects.create(
        register="activities", record_id=activity.pk, attachment=scan, name="biên bản.png", added_by="thử"
    )

    day = datetime.date(2024, 3, 5)
    inspection = Inspection.objects.create(
        title="Kiểm tra", kind="inspection", unit=units["so-yt"], inspected=units["huyen-a"], day=day, added_on=day,
        created_by="thử",
    )  # fmt: skip
    finding = Evidence.objects.create(
        register="inspections", record_id=inspection.pk, attachment=scan, name="kết luận.png", added_by="thử"
    )
    proposal = Proposal.objects.create(
        title="Kiến nghị",
        unit=units["so-yt"],
        to_unit=units["so-ld"],
        day=day,
        added_on=day,
        created_by="thử",
    )

    committee = Committee.objects.create(
        title="Ban", unit=units["so-yt"], decision_number="1/QĐ", decision_day=day, valid_from=day, added_on=day,
        chair_post="Phó Giám đốc", created_by="thử",
    )  # fmt: skip
    Member.objects.create(
        committee=committee, name="Người Ngồi Ban", sex="F", role="chair", valid_from=day, added_on=day,
        created_by="thử",
    )  # fmt: skip
    post = Post.objects.create(
        title="Giám đốc", unit=units["so-yt"], body="agency", level="head", seats=1, valid_from=day, added_on=day,
        created_by="thử",
    )  # fmt: skip
    Holder.objects.create(
        post=post, name="Người Giữ Ghế", sex="M", birth_month="1970-05", appointed_on=day, valid_from=day, added_on=day,
        created_by="thử",
    )  # fmt: skip

    job = Job.objects.create(
        loader="activities", attachment=scan, filename="a.xlsx", user=people["administrator"], language="vi",
        good_rows=False, is_confirmed=False, state="checked", is_checked=True,
    )  # fmt: skip
    JobProblem.objects.create(job=job, row=2, address="A!B2", message="Sai.")
    group = Group.objects.get(key="huyen")
    GroupMember.objects.create(group=group, unit=units["so-yt"], valid_from=LONG_AGO)
    alias = UnitAlias.objects.get(unit=units["so-ld"])
    code = "hoc-vien"
    target = Target.objects.get(indicator__code=code)
    collector = Collector.objects.create(
        indicator=Indicator.objects.get(code=code), unit=units["so-yt"], valid_from=datetime.date(2030, 1, 1)
    )
    change = Reorganisation.objects.create(name="12/NQ-HĐND", made_by="thử")
    Succession.objects.create(
        reorganisation=change, decision="12/NQ-HĐND", day=datetime.date(2024, 7, 1), change="rename",
        old=units["xa-a1"], new=units["xa-a1"],
    )  # fmt: skip
    token = invite(make_person("moi", "Người Mới", units["so-yt"], "unit_officer"), actor=Operator())
    person = people["officer"].pk
    role = Role.objects.get(user=people["officer"]).pk
    ours = Role.objects.get(user=people["district_officer"]).pk
    district = people["district_officer"].pk
    line = drawing_up.Line("n1", "Khám sức khỏe cho phụ nữ.", "Phòng Nghiệp vụ Y", "2024-12", "in")
    drawn = drawing_up.draw_up(world.plan, units["so-yt"], "", [line], actor=people["officer"])
    own = {"key": drawn.key}
    content = draft.provisions.first()
    answer = ProvisionAnswer.objects.create(work_item=drawn.work_items.get(), provision=content, score=1)
    published, drafted = {"key": world.plan.key}, {"key": draft.plan.key}
    mine, theirs = {"pk": world.report("so-yt").pk}, {"pk": world.report("huyen-a").pk}
    round_, frozen = {"pk": world.cycle.pk}, {"pk": kept.pk}
    of_item = {**drafted, "pk": item.pk}
    health, top, below = {"key": "so-yt"}, {"key": "tinh"}, {"key": "huyen-a"}
    return {
        "desk:home": [{}],
        "shell:healthz": [{}],
        "shell:readyz": [{}],
        "accounts:sign-in": [{}],
        "accounts:sign-out": [{}],
        "accounts:invitation": [{"token": token}],
        "accounts:password": [{}],
        "accounts:language": [{}],
        "plans:list": [{}],
        "plans:import": [{}],
        "plans:lessons": [{}],
        "plans:forget": [{"pk": lesson.pk}],
        **{f"plans:{name}": [published, drafted] for name in ("plan", "work", "contents")},
        "plans:source": [{**published, "number": 1}, {**drafted, "number": 1}],
        **{
            f"plans:{name}": [drafted]
            for name in (
                "names",
                "name",
                "match-again",
                "check",
                "confirm-all",
                "edition",
                "difference",
                "head",
                "publish",
                "put-aside",
            )
        },
        "plans:confirm-links": [drafted],
        "plans:end": [published],
        "plans:draw-up": [published],
        "plans:paper": [{**own, "ending": ending} for ending in ("docx", "pdf")],
        **{
            f"plans:{name}": [own]
            for name in ("own-divisions", "answers", "add-answer", "confirm-answers", "propose-answers")
        },
        "plans:decide-answer": [{**own, "pk": answer.pk}],
        "plans:cascade": [published],
        "plans:cascade-table": [{**published, "ending": ending} for ending in ("csv", "xlsx")],
        "plans:provision": [{**drafted, "pk": content.pk}],
        "plans:linked": [published, own],
        "plans:side-by-side": [{**own, "other": world.plan.key}],
        "plans:item": [of_item],
        "plans:confirm": [of_item],
        "plans:move-item": [{**of_item, "move": move} for move in ("join", "leave-out", "take-in", "split")],
        "plans:members": [{**of_item, "assignment": open_name.pk}],
        "plans:link": [{**drafted, "pk": link.pk}],
        "reports:list": [{}],
        "reports:open": [{"plan": world.plan.key, "year": 2025}],
        "reports:add-units": [round_],
        "reports:by-place": [{"unit": "so-yt", "period": "2024"}, {"unit": "huyen-a", "period": "2024"}],
        **{
            f"reports:{name}": [mine, theirs]
            for name in (
                "report",
                "save",
                "changes",
                "values",
                "review",
                "exception",
                "letter",
                "history",
                "records",
                "print",
                "compare",
                "paper",
                "paper-pdf",
                "paper-html",
                "workbook",
                "upload",
                "ask-extension",
            )
        },
        "reports:take": [{**one, "source": one["pk"]} for one in (mine, theirs)],
        "reports:extension": [{"pk": asked.pk}, {"pk": of_health.pk}],
        "reports:withdraw-extension": [{"pk": asked.pk}, {"pk": of_health.pk}],
        "reports:calendar": [{}],
        "reports:feed": [{"secret": feed.secret}],
        "reports:act": [{**mine, "act": act} for act in ("submit", "hand_back", "send")],
        "reports:focal-act": [{**mine, "act": act} for act in ("accept", "return", "reopen")],
        "reports:resolve": [{"pk": remark.pk}],
        "reports:scan": [{"pk": letter.pk}],
        "reports:contest": [{"pk": letter.pk}],
        "journal:list": [{}],
        "figures:list": [{}],
        "figures:observations": [{}],
        "figures:add": [{}],
        **{
            f"figures:{name}": [{"code": code}]
            for name in ("indicator", "change", "withdraw", "targets", "collectors")
        },
        "figures:withdraw-target": [{"code": code, "pk": target.pk}],
        "figures:end-collector": [{"code": code, "pk": collector.pk}],
        "figures:unit": [health, below],
        "figures:series-table": [
            {"code": code, "table": t, "ending": e} for t in ("series", "units") for e in ("csv", "xlsx")
        ],
        "figures:women": [{}],
        "figures:women-table": [
            {"table": t, "ending": e} for t in ("shares", "units") for e in ("csv", "xlsx")
        ],
        "figures:roadmap": [{}],
        "figures:roadmap-table": [
            {"table": t, "ending": e} for t in ("targets", "plan", "pool") for e in ("csv", "xlsx")
        ],
        "leadership:committees": [{}],
        "leadership:committees-table": [{"ending": "csv"}, {"ending": "xlsx"}],
        "leadership:committee": [health, below],
        "leadership:reconstitute": [health],
        "figures:explain": [{"code": code, "period": "2024"}],
        "figures:records": [{"code": "gender-training-participants", "period": "2024"}],
        **{
            f"sheets:{name}": [{"what": what} for what in ("units", "users", "observations", *REGISTERS)]
            for name in ("load", "template")
        },
        "sheets:export": [
            {"what": what, "ending": ending}
            for what in ("units", "users", "observations", "activities", "inspections")
            for ending in ("csv", "xlsx")
        ],
        "reports:correction": [{"pk": correction.pk}],
        "sheets:job": [{"pk": job.pk}],
        "sheets:job-problems": [{"pk": job.pk}],
        "api:openapi": [{}],
        "api:registers": [{}],
        **{f"api:{name}": [{"name": "activities"}] for name in ("records", "export", "export-xlsx")},
        "api:load": [{"what": "activities"}, {"what": "observations"}],
        **{
            f"api:{name}": [{"name": "activities", "pk": activity.pk}]
            for name in ("record", "withdraw", "restore")
        },
        "api:job": [{"pk": job.pk}],
        "registers:registers": [{}],
        **{f"registers:{name}": [{"name": of} for of in REGISTERS] for name in ("list", "add", "bulk")},
        **{
            f"registers:{name}": [
                {"name": "activities", "pk": activity.pk},
                {"name": "inspections", "pk": inspection.pk},
                {"name": "proposals", "pk": proposal.pk},
            ]
            for name in ("record", "change", "withdraw", "add-evidence")
        },
        "registers:evidence": [{"pk": proof.pk}, {"pk": finding.pk}],
        "reorganise:list": [{}],
        "reorganise:new": [{}],
        "reorganise:file": [{}],
        "reorganise:template": [{}],
        "reorganise:carry-out": [{}],
        "reorganise:reorganisation": [{"pk": change.pk}],
        "reorganise:undo": [{"pk": change.pk}],
        "units:list": [{}],
        "units:new": [{}],
        "units:unit": [health, below],
        "units:change": [health, below, top],
        "units:end": [health, below],
        "units:add-alias": [health, below],
        "units:withdraw-alias": [{"key": "so-ld", "alias": alias.pk}],
        "units:groups": [{}],
        "units:new-group": [{}],
        "units:group": [{"key": "huyen"}],
        "units:change-group": [{"key": "huyen"}],
        "units:members": [{"key": "huyen"}],
        "units:people": [{}],
        "units:new-person": [{}],
        "units:invite-all": [{}],
        **{
            f"units:{name}": [{"pk": person}, {"pk": district}]
            for name in ("person", "change-person", "rest", "invite", "give-role")
        },
        "units:end-role": [{"pk": role}, {"pk": ours}],
        "units:deputies": [{}],
        "units:directory": [{}],
        "units:directory-file": [
            {"what": what, "ending": ending}
            for what, ending in (("old", "xlsx"), ("new", "csv"), ("reorganise", "csv"))
        ],
        "units:directory-load": [{"what": "old"}, {"what": "new"}],
        "steering:list": [{}],
        **{
            f"steering:{name}": [round_]
            for name in (
                "control",
                "remind",
                "overview",
                "report",
                *(f"report-{ending}" for ending in ENDINGS),
                "freeze",
            )
        },
        **{
            f"steering:{name}": [round_]
            for name in ("letters", "send-letters", "guidance", "publish-guidance")
        },
        "steering:letter-zip": [{**round_, "day": "2024-11-12"}],
        "steering:letter": [{"pk": sent.pk}],
        "steering:letter-file": [{"pk": sent.pk, "ending": "docx"}],
        **{
            f"steering:{name}": [{"pk": guide.pk}]
            for name in ("change-guidance", "withdraw-guidance", "guidance-file")
        },
        "steering:confirm-receipt": [
            {"pk": guide.pk, "report": mine["pk"]},
            {"pk": guide.pk, "report": theirs["pk"]},
        ],
        "steering:why": [{**round_, "code": code} for code in ("units:asked", "item:1:all")],
        **{f"steering:{name}": [frozen] for name in ("frozen", *(f"frozen-{ending}" for ending in ENDINGS))},
        "steering:frozen-why": [{**frozen, "code": "units:asked"}],
    }
