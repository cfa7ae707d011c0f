"""The cast of all tests, and what the whole suite leans on."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import idle

CHROMIUM = next(
    (
        p
        for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        if Path(p).exists()
    ),
    "",
)
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


@pytest.fixture
def live_server(request, live_server, transactional_db):
    """The live server; after the test its pages are closed and their last requests answered."""
    browser = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    yield live_server
    for context in browser.contexts if browser else []:
        for page in context.pages:
            page.close()
    idle.wait()


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


@pytest.fixture
def sign_in(client):
    """``sign_in(user)``: the test client, signed in."""

    def enter(user):
        client.force_login(user, backend="chithi.accounts.backends.AccountBackend")
        return client

    return enter
