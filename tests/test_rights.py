"""Who may open what: the whole URL table with real things, everybody of the cast against an explicit table. Every
page that opens takes under 30 queries, in a province of some ten units (``tests.test_page_queries``: of 110 more),
and what is no page is saved and never shown.

An address without a row fails, and so does a row without an address. Whoever is not in a row gets 403, 404 (what
one may not see does not exist) or 405 where the address does not know the method at all.
"""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, reverse

from chithi.sheets.catalogue import REGISTERS

WHO = {
    "H": "head",  # of the health department
    "O": "officer",  # of the health department
    "T": "statistician",  # of the health department
    "S": "stranger",  # officer of a commune that has no part in the plan
    "F": "focal",  # focal officer of the plan's focal unit
    "X": "branch_focal",  # focal officer of a district
    "L": "leader",  # of the province
    "A": "administrator",  # of the province
    "B": "branch",  # administrator of the district An Hòa
    "N": "nobody",  # an account without a role
}
ANY = "HOTSFXLAB"
ALL = ANY + "N"
PUBLIC = "public"

BY_NAME = {"committee-members", "post-holders", "planning-pool"}
"""Registers that name leaders: whose role needs no names finds no such register."""

# Name of the address → who may GET, who may POST; "" is nobody, "-" is 405 for whoever may use the other. Where an
# address is tried with several things, one pair for each, in the order of ``tests.places``.
TABLE: dict[str, list[tuple[str, str]]] = {
    "desk:home": [(ALL, ALL)],
    "shell:healthz": [(PUBLIC, PUBLIC)],
    "shell:readyz": [(PUBLIC, PUBLIC)],
    "accounts:sign-in": [(PUBLIC, PUBLIC)],
    "accounts:sign-out": [("-", ALL)],
    "accounts:invitation": [(PUBLIC, PUBLIC)],
    "accounts:password": [(ALL, ALL)],
    "accounts:language": [("-", PUBLIC)],
    # Plans: what is published is read by everybody with a role, a draft by those who check it.
    "plans:list": [(ANY, ANY)],
    "plans:import": [("HOSFXAB", "HOSFXAB")],
    # What corrections taught: who imports sees all of it, who checks the plan it comes from takes it back.
    "plans:lessons": [("FXAB", "FXAB")],
    "plans:forget": [("-", "FA")],
    "plans:plan": [(ANY, ANY), ("FA", "FA")],
    "plans:work": [(ANY, ANY), ("FA", "FA")],
    "plans:contents": [(ANY, ANY), ("FA", "FA")],
    "plans:source": [(ANY, ANY), ("FA", "FA")],
    "plans:names": [("FA", "FA")],
    "plans:name": [("FA", "FA")],
    "plans:match-again": [("-", "FA")],
    "plans:check": [("FA", "FA")],
    "plans:confirm-all": [("-", "FA")],
    "plans:item": [("FA", "FA")],
    "plans:confirm": [("-", "FA")],
    "plans:move-item": [("-", "FA")] * 4,
    "plans:members": [("FA", "FA")],
    "plans:confirm-links": [("-", "FA")],
    "plans:link": [("-", "FA")],
    "plans:edition": [("FA", "FA")],
    "plans:difference": [("FA", "FA")],
    "plans:head": [("FA", "FA")],
    "plans:publish": [("FA", "FA")],
    "plans:put-aside": [("-", "FA")],
    "plans:end": [("FA", "FA")],
    # The plan of the health department, drawn up as a draft; what is published above it, everybody reads.
    "plans:draw-up": [("HOSFXAB", "HOSFXAB")],
    "plans:paper": [("HOA", "-")] * 2,
    "plans:own-divisions": [("-", "HOA")],
    "plans:cascade": [(ANY, "-")],
    "plans:cascade-table": [(ANY, "-")] * 2,
    "plans:provision": [("FA", "-")],
    "plans:answers": [("HOA", "-")],
    "plans:add-answer": [("-", "HOA")],
    "plans:confirm-answers": [("-", "HOA")],
    "plans:propose-answers": [("-", "HOA")],
    "plans:decide-answer": [("-", "HOA")],
    "plans:linked": [(ANY, "HOFA"), ("HOA", "HOA")],
    "plans:side-by-side": [("HOA", "-")],
    # Reports: first that of the health department, then that of the district An Hòa.
    "reports:list": [(ANY, ANY)],
    "reports:open": [("F", "F")],
    "reports:add-units": [("-", "F")],
    "reports:by-place": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:report": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:values": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:history": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:records": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:print": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:compare": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:paper": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:paper-pdf": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:paper-html": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:workbook": [("HOTFLA", "HOTFLA"), ("FLAB", "FLAB")],
    "reports:save": [("-", "HO"), ("", "")],
    "reports:changes": [("-", "HO"), ("", "")],
    "reports:upload": [("HO", "HO"), ("", "")],
    "reports:review": [("F", "F"), ("F", "F")],
    "reports:exception": [("F", "F"), ("F", "F")],
    "reports:letter": [("F", "F"), ("F", "F")],
    # More time: first asked by the focal unit, then by the health department.
    "reports:take": [("-", "HO"), ("", "")],
    "reports:ask-extension": [("HO", "HO"), ("", "")],
    "reports:extension": [("F", "F"), ("F", "F")],
    "reports:withdraw-extension": [("-", "F"), ("-", "HO")],
    "reports:calendar": [(ANY, ANY)],
    "reports:feed": [(PUBLIC, PUBLIC)],
    "reports:act": [("-", "HO"), ("-", "H"), ("-", "H")],
    "reports:focal-act": [("-", "F")] * 3,
    "reports:resolve": [("", "")],
    "reports:correction": [("-", "F")],
    "reports:scan": [("FLAX", "FLAX")],
    "reports:contest": [("-", "X")],
    # The journal tells of drafts and of every unit.
    "journal:list": [("A", "A")],
    "figures:list": [(ANY, "-")],
    "figures:observations": [(ANY, "-")],
    "figures:indicator": [(ANY, "-")],
    "figures:explain": [(ANY, "-")],
    "figures:records": [(ANY, "-")],
    "figures:unit": [(ANY, "-")] * 2,
    # Committees: who sits by function; made anew by whoever writes for the unit.
    "leadership:committees": [(ANY, "-")],
    "leadership:committees-table": [(ANY, "-")] * 2,
    "leadership:committee": [(ANY, "-")] * 2,
    "leadership:reconstitute": [("HO", "HO")],
    # Shares of women without a name.
    "figures:series-table": [(ANY, "-")] * 4,
    "figures:women": [(ANY, "-")],
    "figures:women-table": [(ANY, "-")] * 4,
    # Roadmaps name nobody, but tell when the head of a unit retires: whoever reads the names of the unit.
    "figures:roadmap": [("HOFLA", "-")],
    "figures:roadmap-table": [("HOFLA", "-")] * 6,
    "figures:add": [("A", "A")],
    "figures:change": [("A", "A")],
    "figures:withdraw": [("-", "A")],
    "figures:collectors": [("A", "A")],
    "figures:end-collector": [("-", "A")],
    "figures:targets": [("FA", "FA")],
    "figures:withdraw-target": [("-", "FA")],
    "sheets:load": [("AB", "AB"), ("AB", "AB"), ("FXAB", "FXAB"), *[("HOSFX", "HOSFX")] * len(REGISTERS)],
    "sheets:template": [("AB", "-"), ("AB", "-"), ("FXAB", "-"), *[("HOSFX", "-")] * len(REGISTERS)],
    # What one may read one may take along; addresses of e-mail only who administers people.
    "sheets:export": [(ANY, "-")] * 2 + [("AB", "-")] * 2 + [(ANY, "-")] * 6,
    # A long file in the background: that of the administrator.
    "sheets:job": [("A", "A")],
    "sheets:job-problems": [("A", "-")],
    # Registers: of the health department an activity, an inspection of the district An Hòa and a proposal to the
    # labour department, which answers it on the same form.
    "registers:registers": [(ALL, "-")],
    "registers:list": [("HOSFXLAB" if of in BY_NAME else ANY, "-") for of in REGISTERS],
    "registers:add": [("HOSFX", "HOSFX")] * len(REGISTERS),
    "registers:bulk": [("-", "HOSFX")] * len(REGISTERS),
    "registers:record": [(ANY, "-"), ("HOTFLAB", "-"), ("HOTFLA", "-")],
    "registers:change": [("HO", "HO"), ("HO", "HO"), ("HOF", "HOF")],
    "registers:withdraw": [("-", "HO")] * 3,
    "registers:add-evidence": [("-", "HO")] * 3,
    "registers:evidence": [(ANY, "HO"), ("HOTFLAB", "HO")],
    # The same for machines.
    "api:openapi": [(PUBLIC, "-")],
    "api:registers": [(ALL, "-")],
    "api:records": [(ANY, "HOSFX")],
    "api:record": [(ANY, "-")],
    "api:withdraw": [("-", "HO")],
    "api:restore": [("-", "HO")],
    "api:load": [("-", "HOSFX"), ("-", "FXAB")],
    "api:export": [(ANY, "-")],
    "api:export-xlsx": [(ANY, "-")],
    "api:job": [("A", "-")],
    "reorganise:list": [("A", "-")],
    "reorganise:new": [("A", "A")],
    "reorganise:file": [("A", "A")],
    "reorganise:template": [("A", "-")],
    "reorganise:carry-out": [("-", "A")],
    "reorganise:reorganisation": [("A", "-")],
    "reorganise:undo": [("-", "A")],
    "units:list": [(ANY, ANY)],
    "units:unit": [(ANY, ANY)] * 2,
    "units:groups": [(ANY, ANY)],
    "units:group": [(ANY, ANY)],
    "units:new": [("AB", "AB")],
    "units:change": [("A", "A"), ("AB", "AB"), ("A", "A")],
    "units:end": [("A", "A"), ("AB", "AB")],
    "units:add-alias": [("-", "A"), ("-", "AB")],
    "units:withdraw-alias": [("-", "A")],
    "units:new-group": [("A", "A")],
    "units:change-group": [("A", "A")],
    "units:members": [("-", "A")],
    # People: first an officer of the health department, then one of the district An Hòa.
    "units:people": [("FXAB", "FXAB")],
    "units:new-person": [("AB", "AB")],
    "units:invite-all": [("-", "AB")],
    "units:person": [("FXA", "FXA"), ("FXAB", "FXAB")],
    "units:change-person": [("A", "A"), ("AB", "AB")],
    "units:rest": [("-", "A"), ("-", "AB")],
    "units:invite": [("-", "A"), ("-", "AB")],
    "units:give-role": [("A", "A"), ("AB", "AB")],
    "units:end-role": [("A", "A"), ("AB", "AB")],
    "units:deputies": [(ANY, ANY)],
    # The units of the whole country: only who administers the whole.
    "units:directory": [("A", "-")],
    "units:directory-file": [("A", "-")] * 3,
    "units:directory-load": [("-", "A")] * 2,
    "steering:list": [("FXLAB", "FXLAB")],
    "steering:control": [("FA", "FA")],
    "steering:remind": [("FA", "FA")],
    "steering:overview": [("FLA", "FLA")],
    "steering:report": [("FLA", "FLA")],
    "steering:report-docx": [("FLA", "FLA")],
    "steering:report-pdf": [("FLA", "FLA")],
    "steering:report-html": [("FLA", "FLA")],
    "steering:report-json": [("FLA", "FLA")],
    "steering:freeze": [("F", "F")],
    "steering:why": [("FLA", "FLA")] * 2,
    # Letters and guidance: the letter is one to the health department; who reports in the round has the file.
    "steering:letters": [("FA", "FA")],
    "steering:send-letters": [("F", "F")],
    "steering:letter-zip": [("FA", "FA")],
    "steering:letter": [("HOTFLA", "HOTFLA")],
    "steering:letter-file": [("HOTFLA", "HOTFLA")],
    "steering:guidance": [("FA", "FA")],
    "steering:publish-guidance": [("F", "F")],
    "steering:change-guidance": [("F", "F")],
    "steering:withdraw-guidance": [("F", "F")],
    "steering:guidance-file": [("HOTFXLAB", "HOTFXLAB")],
    "steering:confirm-receipt": [("-", "HO"), ("-", "")],
    "steering:frozen": [("FLA", "FLA")],
    "steering:frozen-docx": [("FLA", "FLA")],
    "steering:frozen-pdf": [("FLA", "FLA")],
    "steering:frozen-html": [("FLA", "FLA")],
    "steering:frozen-json": [("FLA", "FLA")],
    "steering:frozen-why": [("FLA", "FLA")],
}
QUERY = {
    "plans:work": "?unit=so-yt",
    "plans:name": "?name=S%E1%BB%9F+Y+t%E1%BA%BF",
    "units:directory": "?province=ninh-binh",
    "units:directory-file": "?province=ninh-binh",
    "reports:history": "?field=results",
    "reports:records": "?field=results",
    "figures:roadmap": "?unit=so-yt&target_1=30&year_1=2030&low_1=0&high_1=5",
    "figures:roadmap-table": "?unit=so-yt&target_1=30&year_1=2030",
}
MOST = 29
"""Queries of a page."""
GIVEN = {200, 302, 400, 409, 422}
REFUSED = {403, 404, 405}


def names() -> set[str]:
    """Every name of the URL table, with its room."""
    return {
        f"{room.namespace}:{entry.name}"
        for room in get_resolver().url_patterns
        for entry in room.url_patterns
        if isinstance(entry, URLPattern)
    }


def test_every_address_has_a_row_and_every_row_an_address():
    assert names() == set(TABLE)


@pytest.fixture
def cast(settled):
    return settled[0]


@pytest.fixture
def places(settled):
    return settled[1]


def tries(places):
    """(name, address, method, who may)."""
    for name, rows in TABLE.items():
        assert len(rows) == len(places[name]), name
        for (get, post), arguments in zip(rows, places[name], strict=True):
            address = reverse(name, kwargs=arguments) + QUERY.get(name, "")
            yield name, address, "get", get
            yield name, address, "post", post


SHOWN = ("reports:values", "shell:healthz", "shell:readyz")
"""What is read by a program and neither a page nor a file; so is what is not exported by the interface."""


def is_page_or_saved(name: str, answer) -> bool:
    """A browser guesses no kind, and what is no page is saved and never shown."""
    if answer.headers.get("X-Content-Type-Options") != "nosniff":
        return False
    for_programs = name in SHOWN or (name.startswith("api:") and name != "api:export")
    if answer.status_code != 200 or "html" in answer.headers.get("Content-Type", "") or for_programs:
        return True
    return answer.headers.get("Content-Disposition", "").startswith("attachment")


def opened(client, method: str, address: str) -> tuple[Any, int]:
    """An answer that was read to its end, and how many queries it took."""
    with CaptureQueriesContext(connection) as caught:
        answer = getattr(client, method)(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return answer, len(caught)


@pytest.mark.once
@pytest.mark.parametrize("letter", WHO)
def test_everybody_gets_what_the_table_says_and_nothing_else(letter, cast, places, sign_in):
    client = sign_in(cast.people[WHO[letter]])
    wrong, dear, shown = [], [], []
    for name, address, method, who in tries(places):
        if name == "accounts:sign-out" and method == "post":
            continue
        with transaction.atomic():
            answer, queries = opened(client, method, address)
            transaction.set_rollback(True)
        status = answer.status_code
        if method == "get" and queries > MOST:
            dear.append((queries, address))
        if method == "get" and not is_page_or_saved(name, answer):
            shown.append((name, address))
        may = who == PUBLIC or (who != "-" and letter in who)
        # What the health department has not said has no history, for nobody.
        allowed = GIVEN | ({404} if name == "reports:history" else set())
        if status not in (allowed if may else REFUSED):
            wrong.append((name, address, method, status, "may" if may else "may not"))
    assert wrong == []
    assert dear == []
    assert shown == []


@pytest.mark.once
def test_nobody_gets_in_without_a_sign_in(client, places):
    wrong = []
    for name, address, method, who in tries(places):
        with transaction.atomic():
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
        if who == PUBLIC:
            right = answer.status_code in GIVEN
        elif name.startswith("api:"):
            right = answer.status_code == 401 or (name == "api:openapi" and method == "post")
        elif name == "accounts:language":
            right = answer.status_code == 405
        else:
            right = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/sign-in/")
        if not right:
            wrong.append((name, method, answer.status_code))
    assert wrong == []
