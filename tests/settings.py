"""The product's settings with a database, a home folder and speed that suit tests.

CHITHI_TEST_DATABASE=postgresql runs against CHITHI_TEST_POSTGRESQL (a URL), else against a server out of a wheel.
"""

import os
import tempfile

HOME_FOR_TESTS = tempfile.mkdtemp(prefix="chithi-test-")
os.environ["CHITHI_HOME"] = HOME_FOR_TESTS
os.environ["CHITHI_SECRET_KEY"] = "only for tests"
os.environ.pop("CHITHI_EMAIL_URL", None)
os.environ.pop("CHITHI_ALLOWED_HOSTS", None)

if os.environ.get("CHITHI_TEST_DATABASE") == "postgresql":
    from tests.postgresql import url

    os.environ["CHITHI_DATABASE_URL"] = url()
else:
    os.environ.pop("CHITHI_DATABASE_URL", None)

from chithi.settings import *  # noqa: E402, F403
from chithi.settings import DATABASES, MIDDLEWARE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = ["tests.idle.middleware", *(m for m in MIDDLEWARE if "whitenoise" not in m)]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
AXES_ENABLED = False
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # In a file, so that the live server's threads share it; what is on the disk does not matter to a test.
    DATABASES["default"]["TEST"] = {"NAME": f"{HOME_FOR_TESTS}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
