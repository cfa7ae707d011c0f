"""The cast of all tests, and what the whole suite leans on."""

import copy
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect

from tests import idle
from tests.kept import kept

CHROMIUM = next(
    (
        p
        for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        if Path(p).exists()
    ),
    "",
)
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")  # a busy machine makes no test fail
NO_SKIPS = os.environ.get("CHITHI_TEST_NO_SKIPS") == "1"


def shared_folder() -> Path | None:
    """The founders' folder, where it lies beside the checkout (CI has it)."""
    root = Path(__file__).resolve().parents[1]
    candidates = [Path(os.environ["CHITHI_SHARED"])] if "CHITHI_SHARED" in os.environ else []
    return next((p for p in [*candidates, root.parent / "shared"] if (p / "plans").is_dir()), None)


@pytest.fixture(scope="session")
def shared() -> Path:
    found = shared_folder()
    if found is None:
        pytest.skip("the folder shared/ is not beside the checkout")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, which makes no call to anybody."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs in the thread of the test
    expect.set_options(timeout=20_000)  # what is waited for comes at once, but not on two busy cores
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet += ["--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1366, "height": 768}, "locale": "vi-VN"}


@pytest.fixture(scope="session", autouse=True)
def _files_are_read_once():
    """Reading gives the same of the same, and starts two processes: a second import of a file finds it read.

    What refuses is asked anew; the reader's own tests read themselves.
    """
    from chithi.plans import importing

    read, kept = importing.read_apart, {}

    def read_once(data, name, known):
        if (data, name, known) not in kept:
            kept[data, name, known] = json.dumps(read(data, name, known))
        return json.loads(kept[data, name, known])

    importing.read_apart = read_once
    yield
    importing.read_apart = read


@pytest.fixture
def live_server(request, live_server, transactional_db):
    """The live server; after the test its pages are closed and their last requests answered."""
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield live_server
    for context in browser.contexts if browser else []:
        for page in context.pages:
            page.close()
    idle.wait()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks ``database`` what asks the database: that runs on PostgreSQL too, but for what is marked ``once``."""
    for item in items:
        if {"db", "transactional_db"} & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a skipped test is a failed one: .ci/run installs what every test needs."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and nothing may be skipped here: {report.longrepr}"
    return report


@pytest.fixture
def cast(db):
    """The small province of ``tests.cast``."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture(scope="module")
def _settled(django_db_setup, django_db_blocker):
    from tests.cast import make_cast
    from tests.places import make_places

    with kept(django_db_blocker):
        cast = make_cast()
        yield cast, make_places(cast)


@pytest.fixture
def settled(_settled, db):
    """The cast, and the arguments of every address (``tests.places``), made once for a module that knows no other
    world."""
    return copy.deepcopy(_settled)


@pytest.fixture
def sign_in(client):
    """``sign_in(user)``: the test client, signed in."""

    def enter(user):
        client.force_login(user, backend="chithi.accounts.backends.AccountBackend")
        return client

    return enter
