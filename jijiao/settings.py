"""Every setting, read top to bottom; the environment is parsed strictly."""

import os
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url

from jijiao.lib.environment import env_bool, env_int, env_list
from jijiao.vault.secret_files import secret

BASE_DIR = Path(__file__).resolve().parent.parent

# -- where things lie -------------------------------------------------------------------------
VAR = Path(os.environ.get("JIJIAO_VAR") or BASE_DIR / "var").resolve()
SECRETS = VAR / "secrets"
DEMO = env_bool("JIJIAO_DEMO", False)
PRODUCTION = env_bool("JIJIAO_PRODUCTION", False)
NATIONAL_CRYPTOGRAPHY = env_bool("JIJIAO_NATIONAL_CRYPTOGRAPHY", False)  # 国密: SM4-GCM and HMAC-SM3
DEBUG = env_bool("DEBUG", False)
PORT = env_int("PORT", 8000)

SECRET_KEY = secret(SECRETS, "django")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"])
SITE_URL = os.environ.get("SITE_URL") or f"http://127.0.0.1:{PORT}"

# -- apps ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "captcha",
    # SimpleAppConfig: each would otherwise rewrite the template loaders that are spelled out below
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "jijiao.vault",
    "jijiao.scoping",
    "jijiao.web",
    "jijiao.jobs",
    "jijiao.attachments",
    "jijiao.audit",
    "jijiao.sheets",
    "jijiao.standards",
    "jijiao.units",
    "jijiao.accounts",
    "jijiao.letters",
    "jijiao.security",
    "jijiao.people",
    "jijiao.reviews",
    "jijiao.credits",
    "jijiao.certificates",
    "jijiao.registration",
    "jijiao.declarations",
    "jijiao.changes",
    "jijiao.person_changes",
    "jijiao.transfers",
    "jijiao.administrators",
    "jijiao.organisation",
    "jijiao.roster",
    "jijiao.subordinates",
    "jijiao.operations",
    "jijiao.statistics",
    "jijiao.desk",
    "jijiao.portal",
    "jijiao.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jijiao.accounts.middleware.HatMiddleware",
    "jijiao.security.middleware.SecurityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jijiao.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "jijiao.urls"
WSGI_APPLICATION = "jijiao.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            # this order is the one in which partials, cotton and the cache work together
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jijiao.web.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"
FORM_RENDERER = "jijiao.web.rendering.DirectRenderer"

# -- database ------------------------------------------------------------------------------------
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'jijiao.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL only where the library is free of the WAL-reset race (fixed in 3.51.3, back-ported to 3.44.6 and 3.50.7)
    wal_is_safe = sqlite3.sqlite_version_info >= (3, 51, 3) or sqlite3.sqlite_version_info in {(3, 44, 6), (3, 50, 7)}
    journal = "WAL" if wal_is_safe or env_bool("JIJIAO_SQLITE_WAL", False) else "TRUNCATE"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("JIJIAO_TEST_SQLITE") or None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- language and time -----------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# -- files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks for it even while it serves from the packages
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or env_bool("JIJIAO_PLAIN_STATIC", True)
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = True
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000

# -- signing in ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["jijiao.accounts.backend.DocumentBackend"]
PASSWORD_HASHERS = ["jijiao.accounts.hashers.Argon2id"]
LOGIN_URL = "portal.login"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE = timedelta(minutes=env_int("SESSION_IDLE_MINUTES", 120))
SESSION_LONGEST = timedelta(hours=12)
# who must use 两步验证: "administrators" (operators among them), "operators", or nobody; everybody may
SECOND_FACTOR_FOR = os.environ.get("SECOND_FACTOR_FOR", "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
CAPTCHA_IMAGE_SIZE = (160, 56)
CAPTCHA_FONT_SIZE = 34
CAPTCHA_CHALLENGE_FUNCT = "jijiao.security.challenge.digits"
CAPTCHA_LETTER_ROTATION = (-20, 20)
CAPTCHA_TIMEOUT = 5

# -- headers ---------------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# -- messages to people --------------------------------------------------------------------------
# the demonstration writes its mail to files, so that /dev/outbox/ can show it whichever process sent it
EMAIL_FILE_PATH = VAR / "outbox"
EMAIL_BACKEND = (
    "django.core.mail.backends.filebased.EmailBackend"
    if DEMO
    else os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("EMAIL_PORT", 25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "jijiao@localhost")
SMS_GATEWAY = f"jijiao.letters.gateways.{'Outbox' if DEMO else os.environ.get('SMS_GATEWAY', 'Console')}"
SMS_URL = os.environ.get("SMS_URL", "")
SMS_TOKEN = os.environ.get("SMS_TOKEN", "")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
