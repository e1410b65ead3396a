"""The product's settings as the tests run under them: own data folder, a database file, a hasher that costs nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# pytest reads these settings before any conftest, so the developer's folder is turned away here. The first process
# makes the folder and deletes it; the workers of a parallel run get one folder each inside it.
_INHERITED = os.environ.get("JIJIAO_TEST_ROOT")
_ROOT = Path(_INHERITED or tempfile.mkdtemp(prefix="jijiao-tests-"))
if not _INHERITED:
    os.environ["JIJIAO_TEST_ROOT"] = str(_ROOT)
    atexit.register(shutil.rmtree, _ROOT, ignore_errors=True)
os.environ["JIJIAO_VAR"] = str(_ROOT / os.environ.get("PYTEST_XDIST_WORKER", "alone"))
for _name in ("JIJIAO_DEMO", "JIJIAO_PRODUCTION", "DEBUG", "PORT", "SITE_URL", "ALLOWED_HOSTS", "EMAIL_BACKEND"):
    os.environ.pop(_name, None)

from jijiao.settings import *  # noqa: E402, F403
from jijiao.settings import DATABASES, VAR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file and not memory: a second process (the worker, a browser's server) must see the same rows
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SMS_GATEWAY = "jijiao.testing.gateway.Silent"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
