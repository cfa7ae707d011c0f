"""Whatever is sent, no page fails: hostile values in every query and every form, bodies that are none, files that
pretend. Nothing runs, nothing leads elsewhere. PostgreSQL meets the same, and more of it, in ``make soak``."""

import itertools
import json
import os
import random
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chithi.sheets.loading import LOADERS, load
from chithi.sheets.writing import write_table
from chithi.units.models import Group, Role, Unit
from tests.cast import LONG_AGO
from tests.test_access import addresses

pytestmark = pytest.mark.once

NAMES = (
    "page", "q", "kind", "level", "day", "unit", "item", "show", "name", "period", "borders", "since", "field",
    "plan", "cycle", "state", "sort", "late", "issuer", "to", "order", "parent", "role", "actor", "subject", "verb",
    "year", "next", "after", "before", "last", "columns", "copy", "withdrawn", "day_from", "day_to",
    "work_items",
)  # fmt: skip
"""Every name that some page reads from its query."""
SHORT = ("²", "a\x00b", "0001-01-01", "9999-12-31T23:59:59-23:59", "-1", "99999999999999999999999")
LONG = (
    *SHORT, "", "x", "abc", "0", "99999", "1e999", "NaN", "١٢", "0000", "0001", "9999", "0001-01-01T00:00:00",
    "31/02/2024", "%", "'; --", "<script>", "../../etc/passwd", "\u202e", "\uffff", "x" * 10_000, "9" * 5000,
    "f:", "f:hoc-vien:own::F", "f:::::", "work:9:state", "\r\nX-Evil: 1", "//evil.example", "javascript:alert(1)",
)  # fmt: skip
PARTS = 4
VALUES = int(os.environ.get("CHITHI_SOAK_VALUES", "6"))
"""Values, and pairs of a name and a value, that the soak tests try at each address, other ones at the next; 1300 are
all there are."""
TEXTS = (
    "\x00",
    "a\x00b",
    "\ud800",
    "\uffff\x01",
    "x" * 10_000,
    "²",
    "9" * 40,
    "-5",
    "0001-01-01",
    "31/12/9999",
    "=1+1",
)


@pytest.fixture
def cast(settled):
    return settled[0]


@pytest.fixture
def places(settled):
    return settled[1]


@pytest.fixture
def everybody(cast, places, sign_in):
    """The client of somebody who may do everything that anybody may."""
    u, me = cast.units, cast.people["administrator"]
    for unit, kind in (("tinh", "focal_officer"), ("so-ld", "focal_officer"), ("so-yt", "head"), ("huyen-b", "head"),
                       ("hlhpn", "head"), ("tinh", "leader")):  # fmt: skip
        Role.objects.create(user=me, unit=u[unit], kind=kind, valid_from=LONG_AGO)
    return sign_in(me)


def ask(client, method, address, *arguments, **more):
    """The answer, with everything it wrote undone, the session too."""
    client.raise_request_exception = False
    session = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
    with transaction.atomic():
        answer = getattr(client, method)(address, *arguments, **more)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    if session:
        client.cookies["sessionid"] = session  # signing out is undone too
    return answer


class Failures(list):
    """What failed, gathered so that one run names all."""

    def look(self, answer, *what):
        if answer.status_code >= 500:
            kind, error, trace = answer.exc_info
            while trace.tb_next:
                place, trace = trace.tb_frame.f_code, trace.tb_next
                self_made = (
                    f"{place.co_filename.rpartition('/chithi/')[2]}:{place.co_name}"
                    if "/chithi/" in place.co_filename
                    else ""
                )
                last = self_made or locals().get("last", "")
            self.append((*what, f"{kind.__name__}: {error}"[:160], last))


def every_address(places):
    return [reverse(name, kwargs=arguments) for name, rows in places.items() for arguments in rows]


def test_no_page_fails_on_a_hostile_query(everybody, places):
    """A value at each address, another one at the next; ``make soak`` tries them all."""
    failed, values = Failures(), itertools.cycle(SHORT)
    for address in every_address(places):
        value = next(values)
        failed.look(ask(everybody, "get", address, dict.fromkeys(NAMES, value)), address, value)
    assert failed == []


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_fails_on_any_hostile_value_of_any_name(everybody, places, part):
    """All names at once, and some pairs of a name and a value alone, since at once one may hide another."""
    failed, pairs = Failures(), list(itertools.product(NAMES, LONG))
    random.Random(part).shuffle(pairs)
    values, turn = itertools.cycle(LONG), itertools.cycle(pairs)
    for address in every_address(places)[part::PARTS]:
        for value in itertools.islice(values, min(VALUES, len(LONG))):
            failed.look(ask(everybody, "get", address, dict.fromkeys(NAMES, value)), address, value[:40])
        for name, value in itertools.islice(turn, min(VALUES, len(pairs))):
            failed.look(ask(everybody, "get", address, {name: value}), address, name, value[:40])
    assert failed == []


WILD = {
    "int": ("0", "9" * 18, "9" * 30, "9" * 5000),
    "slug": ("-", "_", "x" * 3000),
    "str": ("%00", "%ED%A0%80", "%EF%BF%BF", "x" * 3000, "0000", "0001", "9999", "0001-A1", "9999-Q4", "0001-01",
            "0001-01-01--9999-12-31", "9999-12-31--9999-12-31"),
    "path": ("%00", "%ED%A0%80", "//", "x" * 3000, "units:", "work:", "item:x:y", "content:9:all", "f:", "f::::"),
}  # fmt: skip


@pytest.mark.parametrize("both", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["in turn", "both"])
def test_no_page_fails_on_a_hostile_address(everybody, places, both):
    """Read and posted to in turn; ``make soak`` does both at each."""
    known = {
        "slug:code": "hoc-vien", "slug:key": "ke-hoach", "slug:plan": "ke-hoach", "slug:unit": "so-yt",
        "slug:what": "units", "str:day": "2024-11-12", "str:secret": "x",
        "slug:name": "activities", "slug:ending": "csv", "slug:act": "send", "slug:move": "join", "str:period": "2024",
        "str:token": "x", "path:code": "units:asked",
    }  # fmt: skip
    failed, methods = Failures(), itertools.cycle(("get", "post", "post", "get"))
    for address, _view in addresses():
        parts = re.findall(r"<(\w+:\w+)>", address)
        for hostile in parts:
            for value in WILD[hostile.split(":")[0]]:
                filled = address
                for part in parts:
                    filled = filled.replace(f"<{part}>", value if part == hostile else known.get(part, "1"))
                for method in ("get", "post") if both else (next(methods),):
                    failed.look(ask(everybody, method, "/" + filled), method, filled[:90])
    for year in (0, 1, 9999, 10000, 99999):
        days = {"period_from": f"01/01/{year:04}", "period_to": f"31/12/{year:04}", "cutoff": f"31/12/{year:04}",
                "due": f"31/12/{year:04}", "locks_on": ""}  # fmt: skip
        address = reverse("reports:open", args=["ke-hoach", year])
        failed.look(ask(everybody, "get", address), address)
        failed.look(ask(everybody, "post", address, days), address, "post")
    assert failed == []


FREE = ("note", "why", "reason", "decision", "end", "by", "as", "active", "meaning", "next", "withdraw", "file_token",
        "held", "name", "language")  # fmt: skip
RAW = {"versions": "{}", **dict.fromkeys(FREE, "")}


def fields_of(page: str) -> dict[str, str]:
    """The names in the forms of a page, with what stands there, a select's first choice."""
    found = dict.fromkeys(re.findall(r'<(?:textarea|input|select)[^>]*\bname="([^"]+)"', page), "")
    for name, body in re.findall(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        values = re.findall(r'<option value="([^"]+)"', body)
        found[name] = values[0] if values else ""
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = re.search(r'\bname="([^"]+)"', tag), re.search(r'\bvalue="([^"]*)"', tag)
        if name and value:
            found[name[1]] = value[1]
    found.pop("csrfmiddlewaretoken", None)
    found.pop("language", None)
    return found


def named_fields(client, address: str) -> dict[str, str]:
    page = ask(client, "get", address)
    is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
    return {**RAW, **(fields_of(page.content.decode()) if is_page else {})}


WAYS = 3


def filled(fields: dict[str, str], text: str) -> list[dict[str, str]]:
    """A text in every field at once, and then in the free ones only, so that what is refused hides nothing."""
    some = {name: value or text for name, value in fields.items()}
    days = {
        name: "12/11/2024" for name in fields if re.search("valid|day|date|final|until|due|from|to$", name)
    }
    return [as_sent(data) for data in (dict.fromkeys(fields, text), some, {**some, **days})]


def as_sent(data: dict[str, str]) -> dict[str, str]:
    return {
        name: value.encode("utf-8", "surrogatepass").decode("latin-1") if "\ud800" in value else value
        for name, value in data.items()
    }


def test_no_form_fails_on_a_hostile_text(everybody, places):
    """Another way of filling and another text at each address; ``make soak`` tries them all."""
    failed, turns = Failures(), zip(itertools.cycle(range(WAYS)), itertools.cycle(TEXTS), strict=False)
    for address, (way, text) in zip(every_address(places), turns, strict=False):
        data = filled(named_fields(everybody, address), text)[way]
        failed.look(ask(everybody, "post", address, data), address, way, text[:20])
    assert failed == []
    assert ask(everybody, "get", "/").status_code == 200  # still signed in


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_no_form_fails_on_any_hostile_text(everybody, places, part):
    failed, texts = Failures(), itertools.cycle(TEXTS)
    for address in every_address(places)[part::PARTS]:
        fields = named_fields(everybody, address)
        for text in itertools.islice(texts, min(VALUES // 2, len(TEXTS))):
            for data in filled(fields, text):
                failed.look(ask(everybody, "post", address, data), address, text[:20])
    assert failed == []
    assert ask(everybody, "get", "/").status_code == 200


BODIES = (
    "", "null", "[]", "{}", "1", '"x"', "[" * 100_000, '{"a":' * 50_000, "\x00", '{"now": 1e999, "changes": []}',
    '{"now": NaN, "user": "x", "changes": []}', '{"now": 1, "user": null, "changes": {}}',
    '{"now": 1, "user": "x", "changes": [1, null, [], "x"]}', '{"now": ' + "9" * 5000 + ', "changes": []}',
)  # fmt: skip


HOSTILE_RECORDS = tuple(
    json.dumps({"version": 1, "reason": value, "values": {"title": value, "day": value, "female": value, "unit": value,
                "co_organisers": value, value if isinstance(value, str) else "x": 1}})
    for value in ("\x00", "\ud800", "9" * 5000, 10**400, -1, 1.5, True, None, {}, [[]], ["\ud800"], "x" * 9000, "|||")
)  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b[:20])
def test_no_autosave_fails_on_a_body_that_is_none(everybody, places, body):
    address = reverse("reports:changes", kwargs=places["reports:changes"][0])
    assert ask(everybody, "post", address, data=body, content_type="application/json").status_code in (
        400,
        409,
    )
    form = reverse("reports:save", kwargs=places["reports:changes"][0])
    assert ask(everybody, "post", form, {"versions": body, "results": "x"}).status_code < 500


def test_no_address_for_machines_fails_on_a_body_that_is_none(everybody, places):
    failed = Failures()
    kinds = itertools.cycle(
        ("application/json", "application/json", "multipart/form-data; boundary=x", "text/plain")
    )
    for name, rows in places.items():
        if not name.startswith("api:") or name == "api:openapi":
            continue
        address = reverse(name, kwargs=rows[0])
        for body in (*BODIES, *HOSTILE_RECORDS):
            for method in ("post", "patch", "put", "delete"):
                kind = next(kinds)
                answer = ask(everybody, method, address, data=body, content_type=kind)
                failed.look(answer, method, name, kind, body[:20])
                if answer.status_code >= 400 and "multipart" not in kind:  # that Django itself refuses
                    assert answer.json()["error"], (name, method, answer.content[:80])
        kinds = itertools.islice(kinds, 1, None)  # other kinds for each method at the next address
    assert failed == []


@pytest.mark.parametrize("text", [*TEXTS, "\udfff" * 3, "é\u0301\x0b"], ids=lambda t: ascii(t)[:12])
def test_an_autosave_keeps_no_text_that_a_file_cannot_hold(cast, places, sign_in, text):
    report = places["reports:scan"]
    address = reverse("reports:focal-act", kwargs={**places["reports:report"][0], "act": "reopen"})
    assert sign_in(cast.people["focal"]).post(address, {"note": "lại"}).status_code == 302
    client, now = sign_in(cast.people["officer"]), timezone.now().timestamp() * 1000
    fields = ["results", "proposal:1:to", "f:hoc-vien:own::F", text]
    body = {
        "user": str(cast.people["officer"].pk), "now": now,
        "changes": [
            {"field": f, "value": text, "status": s, "reason": text, "key": str(uuid.uuid4()), "typed": now, "base": 0}
            for f in fields
            for s in ("", "not-our-function", text)
        ],
    }  # fmt: skip
    mine, note = places["reports:report"][0], text.encode("utf-8", "replace").decode()
    answer = client.post(
        reverse("reports:changes", kwargs=mine), json.dumps(body), content_type="application/json"
    )
    assert answer.status_code in (200, 400), report
    for name in ("report", "values", "print", "compare", "paper", "workbook"):
        assert client.get(reverse(f"reports:{name}", kwargs=mine), {"since": "2000-01-01"}).status_code == 200
    for person, act in (("officer", "submit"), ("head", "send")):
        client, address = sign_in(cast.people[person]), reverse("reports:act", kwargs={**mine, "act": act})
        first = client.post(address, {"note": note})
        assert first.status_code == 200  # what is not answered is shown before
        posted = {"note": note, "seen": first.context["looks"].seal}
        assert client.post(address, posted).status_code == 302
    client = sign_in(cast.people["focal"])
    for name in ("report", "report-docx", "report-pdf", "report-html", "report-json"):
        address = reverse(f"steering:{name}", kwargs=places["steering:report"][0])
        assert client.get(address, {"to": "x\x01\uffff"}).status_code == 200


def test_every_post_wants_its_token(places, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["administrator"], backend="chithi.accounts.backends.AccountBackend")
    for name, rows in places.items():
        assert client.post(reverse(name, kwargs=rows[0])).status_code == 403, name


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "http:evil.example", "javascript:alert(1)",
     "foo", "desk:home", "", "\x00", " //evil.example", "/\t/evil.example", "/a\r\nX-Evil: 1", "https://[", "x" * 9000],
    ids=lambda v: v[:20],
)  # fmt: skip
def test_nobody_is_led_elsewhere(client, cast, elsewhere):
    answer = client.post("/accounts/language/", {"language": "en", "next": elsewhere})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/") or "evil" not in answer.headers["Location"]
    assert not answer.headers["Location"].startswith(("//", "/\\", "http", "javascript"))
    assert "X-Evil" not in answer.headers
    form = {"username": "canbo", "password": "mat khau thu nghiem 2024", "next": elsewhere}
    answer = client.post("/accounts/sign-in/", form)
    assert answer.status_code == 302
    assert not answer.headers["Location"].startswith(("//", "/\\", "http", "javascript"))


def test_another_host_is_not_answered(client, db):
    assert client.get("/accounts/sign-in/", headers={"host": "evil.example"}).status_code == 400
    answer = client.get("/accounts/sign-in/", headers={"x-forwarded-host": "evil.example"})
    assert b"evil.example" not in answer.content


FILES = [
    ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("a.html", b"<html><script>alert(1)</script></html>"),
    ("a.pdf", b"<html><script>alert(1)</script></html>"),
    ("a.png", b"<svg/>"),
    ("a.exe.docx", b"MZ\x90\x00"),
    ("a.docx", b"PK\x03\x04" + b"\x00" * 100),
    ("a.xlsx", b"PK\x03\x04" + b"\x00" * 100),
    ("../../../etc/a.txt", b"\xff\xfe\x00\x01"),
    ("..\\..\\a.csv", b"user,name\n\x00"),
    ("a.csv", b'"'),
    ("a.txt", b""),
    ("a" * 5000 + ".txt", "\ufeff\ufffe\u0000".encode()),
]


@pytest.mark.parametrize(("name", "data"), FILES, ids=lambda v: v[:20] if isinstance(v, str) else "")
def test_a_file_that_pretends_is_refused_with_a_sentence(everybody, places, name, data):
    forms = [
        ("plans:import", "file", {}),
        ("plans:edition", "file", {}),
        ("reports:upload", "file", {}),
        ("reports:letter", "scan", {"number": "1/BC", "date": "01/11/2024"}),
        *(("sheets:load", "file", {"what": what}) for what in range(3)),
    ]
    for place, field, more in forms:
        arguments = places[place][more.pop("what", 0)]
        if place == "plans:import":
            more = {"issuer": places["issuer"]} if "issuer" in places else {"issuer": "1"}
        file = SimpleUploadedFile("x", data)
        file._name = name  # as a browser may send it, before Django looks at it
        answer = ask(everybody, "post", reverse(place, kwargs=arguments), {**more, field: file})
        assert answer.status_code in (200, 400, 422), (place, answer.status_code)


def test_names_that_are_too_long_are_refused_where_they_are_typed(everybody, cast):
    long = "Tên rất dài " * 900
    before = Group.objects.count(), Unit.objects.count()
    group = {"name": "Nhóm mới", "kinds": ["district"], "aliases": long}
    unit = {
        "name": "Sở Mới",
        "kind": "department",
        "parent": "tinh",
        "valid_from": "01/01/2024",
        "aliases": long,
    }
    for address, data in (("/units/groups/new/", group), ("/units/new/", unit)):
        assert ask(everybody, "post", address, data).status_code == 200
    assert before == (Group.objects.count(), Unit.objects.count())


TABLES = {
    "units": (
        "key,name,kind,parent,aliases,code,short_name\n",
        ["{long},Sở A,department,tinh,,,", "so-a,{long},department,tinh,,,", "so-a,Sở A,department,tinh,{long},,",
         "so-a,Sở A,department,tinh,,{long},", "so-a,Sở A,department,tinh,,,{long}", "so-a,Sở A,{long},tinh,,,"],
    ),
    "users": (
        "user,name,email,unit,role\n",
        ["{long},Tên,,so-yt,head", "a,{long},,so-yt,head", "a,Tên,{mail},so-yt,head", "a,Tên,,{long},head"],
    ),
    "observations": (
        "indicator,unit,period,value,breakdown\n",
        ["{long},so-yt,2024,1,", "cuoc,{long},2024,1,", "cuoc,so-yt,{long},1,", "cuoc,so-yt,2024,{nines},",
         "cuoc,so-yt,2024,1,age={long}", "cuoc,so-yt,0001,1,", "cuoc,so-yt,9999,1,"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_cells_that_are_too_long_are_refused_where_they_stand(everybody, cast, what):
    head, rows = TABLES[what]
    mail = f"a@{'.'.join(['b' * 60] * 5)}.vn"
    for row in rows:
        text = head + row.format(long="dài" * 3000, mail=mail, nines="9" * 40) + "\n"
        outcome = load(LOADERS[what], text.encode(), "a.csv", actor=cast.people["administrator"])
        assert outcome.problems, row
        assert not outcome.is_loaded


@pytest.mark.parametrize("text", ["A_x0000_B", "A_xD800_B", "A_xFFFF_B", "_x0001_"])
def test_characters_that_a_workbook_spells_are_cleaned(everybody, cast, text):
    columns = LOADERS["users"].columns
    data = write_table(columns, [{"user": "moi", "name": text, "unit": "so-yt", "role": "head"}], "users")
    outcome = load(LOADERS["users"], data, "a.xlsx", actor=cast.people["administrator"])
    assert outcome.is_loaded or outcome.problems


DEEP = ".".join(["1"] * 60)
PLANS = {
    "deep numbers": f"II. NỘI DUNG\n{DEEP}. Việc\nIII. TỔ CHỨC THỰC HIỆN\n{DEEP}. Sở Y tế chăm sóc; tập huấn.\n",
    "roman": f"II. NỘI DUNG\n1. Việc\n{'XVIII' * 30}. TỔ CHỨC\n1. Sở Y tế: chăm sóc sức khỏe.\n",
    "nested": "II. NỘI DUNG\n1. Việc\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n"
    + "".join(f"{'.'.join(str(n) for n in range(1, deep))}. Việc {deep}\n" for deep in range(3, 40)),
    "long name": f"II. NỘI DUNG\n1. Việc\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở {'Y tế và ' * 2000}: chăm sóc sức khỏe.\n",
    "long day": "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: báo cáo trước ngày "
    + "9" * 400
    + "/12/2024; trước 31/02/0000.\n",
    "characters": "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: chăm sóc\x01\x0b\uffff\u202e sức khỏe; tập huấn.\n",
}


@pytest.mark.parametrize("what", PLANS)
def test_no_plan_is_too_odd_to_be_kept(everybody, cast, what):
    text = "KẾ HOẠCH\nThực hiện công tác phụ nữ\n" + PLANS[what]
    file = SimpleUploadedFile("k.txt", text.encode())
    issuer = cast.units["tinh"].pk
    answer = everybody.post("/plans/import/", {"issuer": issuer, "as": "new", "file": file})
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        for page in ("names", "check", "contents", "head", "publish"):
            address = answer.headers["Location"].replace("/names/", f"/{page}/")
            assert everybody.get(address).status_code == 200, page


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_a_last_day_at_the_end_of_the_calendar_is_refused(everybody, places, day):
    before = Role.objects.count()
    for name in ("units:end", "units:end-role"):
        for arguments in places[name]:
            answer = ask(everybody, "post", reverse(name, kwargs=arguments), {"final": day, "reason": ""})
            assert (answer.status_code, "final" in answer.context["form"].errors) == (200, True), name
    for by in ("", "ke-hoach"):
        answer = ask(
            everybody, "post", reverse("plans:end", kwargs=places["plans:end"][0]), {"day": day, "by": by}
        )
        assert answer.status_code < 500
    assert Role.objects.count() == before
