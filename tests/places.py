"""A province in the middle of its year, with something real for every address: what the tests of rights and of
hostile input walk through."""

import datetime
from typing import Any

from chithi.accounts.actions import invite
from chithi.figures.models import Collector, Indicator, Target
from chithi.journal.actions import Operator
from chithi.plans.importing import import_plan, read_file
from chithi.plans.models import Assignment, ProvisionLink
from chithi.records.models import Activity
from chithi.reports import actions
from chithi.reports.changes import Sent
from chithi.reports.models import Letter, Remark
from chithi.sheets.models import Evidence, Job, JobProblem
from chithi.shell import attachments
from chithi.steering import actions as steering
from chithi.steering import queries
from chithi.steering.gather import gather, units_day
from chithi.units.models import Group, GroupMember, Role, UnitAlias
from chithi.units.queries import tree
from tests.cast import LONG_AGO, Cast, make_person
from tests.plans.readings import PLAN
from tests.steering.world import make_world

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def add_people(cast: Cast) -> None:
    """Those whom the cast has not: an administrator and a focal officer of a branch, a statistician, a nobody."""
    u, p = cast.units, cast.people
    p["branch"] = make_person("qthuyen", "Ngô Quản Trị Huyện", u["huyen-a"], "administrator")
    p["branch_focal"] = make_person("dmhuyen", "Dương Đầu Mối Huyện", u["huyen-b"], "focal_officer")
    p["statistician"] = make_person("thongke", "Hồ Thống Kê", u["so-yt"], "statistician")
    p["nobody"] = make_person("khongvaitro", "Người Không Vai Trò", None, None)


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

    now = tree(units_day(world.cycle))
    kept = steering.freeze(
        world.cycle, gather(world.cycle, now), queries.options(world.cycle, now),
        steering.Signed(5, "BC-SLĐTBXH", datetime.date(2024, 11, 12)), actor=focal,
    )  # fmt: skip

    activity = Activity.objects.create(
        title="Tập huấn", kind="training", unit=units["so-yt"], day=datetime.date(2024, 3, 5), female=20,
        created_by="thử",
    )  # fmt: skip
    proof = Evidence.objects.create(
        register="activities", record_id=activity.pk, attachment=scan, name="biên bản.png", added_by="thử"
    )

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
    token = invite(make_person("moi", "Người Mới", units["so-yt"], "unit_officer"), actor=Operator())
    person = people["officer"].pk
    role = Role.objects.get(user=people["officer"]).pk
    ours = Role.objects.get(user=people["district_officer"]).pk
    district = people["district_officer"].pk
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
                "print",
                "compare",
                "paper",
                "workbook",
                "upload",
            )
        },
        "reports:act": [{**mine, "act": act} for act in ("submit", "hand_back", "send")],
        "reports:focal-act": [{**mine, "act": act} for act in ("accept", "return", "reopen")],
        "reports:resolve": [{"pk": remark.pk}],
        "reports:scan": [{"pk": letter.pk}],
        "reports:contest": [{"pk": letter.pk}],
        "journal:list": [{}],
        "figures:list": [{}],
        "figures:add": [{}],
        **{
            f"figures:{name}": [{"code": code}]
            for name in ("indicator", "change", "withdraw", "targets", "collectors")
        },
        "figures:withdraw-target": [{"code": code, "pk": target.pk}],
        "figures:end-collector": [{"code": code, "pk": collector.pk}],
        "figures:explain": [{"code": code, "period": "2024"}],
        **{
            f"sheets:{name}": [{"what": what} for what in ("units", "users", "observations", "activities")]
            for name in ("load", "template")
        },
        "sheets:export": [
            {"what": what, "ending": ending}
            for what in ("units", "users", "observations")
            for ending in ("csv", "xlsx")
        ],
        "sheets:job": [{"pk": job.pk}],
        "sheets:job-problems": [{"pk": job.pk}],
        "api:openapi": [{}],
        "api:registers": [{}],
        **{f"api:{name}": [{"name": "activities"}] for name in ("records", "load", "export")},
        **{
            f"api:{name}": [{"name": "activities", "pk": activity.pk}]
            for name in ("record", "withdraw", "restore")
        },
        "api:job": [{"pk": job.pk}],
        "registers:registers": [{}],
        **{f"registers:{name}": [{"name": "activities"}] for name in ("list", "add", "bulk")},
        "registers:export": [{"name": "activities", "ending": ending} for ending in ("csv", "xlsx")],
        **{
            f"registers:{name}": [{"name": "activities", "pk": activity.pk}]
            for name in ("record", "change", "withdraw", "add-evidence")
        },
        "registers:evidence": [{"pk": proof.pk}],
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
        "steering:list": [{}],
        **{
            f"steering:{name}": [round_]
            for name in ("control", "remind", "overview", "report", "report-docx", "report-json", "freeze")
        },
        "steering:why": [{**round_, "code": code} for code in ("units:asked", "item:1:all")],
        **{f"steering:{name}": [frozen] for name in ("frozen", "frozen-docx", "frozen-json")},
        "steering:frozen-why": [{**frozen, "code": "units:asked"}],
    }
