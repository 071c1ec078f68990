"""All settings, read from the environment. Anything missing in production stops the start with a sentence that says what.

SAMLAR_MODE   development (default: SQLite, no mail leaves) · production (refuses to start half-configured)
SAMLAR_DEMO   1: the sample world's sign-in and outbox pages under /prova; only from this computer; never in production
SAMLAR_NOW    a moment (ISO 8601) at which the clock stands still; sample world and browser journeys only
SAMLAR_DATA   the folder of everything that is kept in files (default ./var)
"""

import fcntl
import secrets
from dataclasses import fields
from datetime import datetime
from email.utils import parseaddr
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samlar.foundation.extraction.limits import Limits

env = environ.Env()

HERE = Path(__file__).resolve().parent
MODE = env.str("SAMLAR_MODE", default="development")
PRODUCTION = MODE == "production"
DEMO = env.bool("SAMLAR_DEMO", default=False)
DATA = Path(env.str("SAMLAR_DATA", default="var")).resolve()

if MODE not in ("development", "production"):
    raise ImproperlyConfigured(f"SAMLAR_MODE is {MODE!r}; it can be 'development' or 'production'.")


def demanded(name: str, why: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {why} See docs/operations.md.")
    return value


def own_secret() -> str:
    """A secret for this copy only, made at its first start, so that no default secret exists to be forgotten. Of several processes that
    start at once the first one's holds."""
    DATA.mkdir(parents=True, exist_ok=True)
    kept = DATA / "secret"
    with (DATA / "secret.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists() or not kept.stat().st_size:  # empty where a start was cut off
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


if PRODUCTION:
    if DEMO:
        raise ImproperlyConfigured("SAMLAR_DEMO lets anyone sign in as anyone: it cannot be set together with SAMLAR_MODE=production.")
    SECRET_KEY = demanded("SAMLAR_SECRET", "It signs sessions and links: at least 50 random characters.")
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SAMLAR_SECRET is too short: at least 50 random characters.")
    demanded("DATABASE_URL", "It is the address of the database, such as postgres://samlar@/samlar.")
    demanded("SAMLAR_HOSTS", "It lists the host names that this site answers to, separated by commas.")
    ALLOWED_HOSTS = [host for host in env.list("SAMLAR_HOSTS") if host]
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
    SECURE_SSL_REDIRECT = env.bool("SAMLAR_HTTPS_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
else:
    SECRET_KEY = own_secret()
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

DEBUG = False
SAMLAR_NOW = env.str("SAMLAR_NOW", default="")
if SAMLAR_NOW:
    if PRODUCTION:
        raise ImproperlyConfigured("SAMLAR_NOW stops the clock: it cannot be set in production.")
    if datetime.fromisoformat(SAMLAR_NOW).tzinfo is None:
        raise ImproperlyConfigured("SAMLAR_NOW needs an offset, such as 2026-11-21T09:00:00+01:00.")

ROOT_URLCONF = "samlar.urls"
WSGI_APPLICATION = "samlar.wsgi.application"
INSTALLED_APPS = [
    "samlar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "template_partials",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samlar.web.middleware.ActorMiddleware",
    "samlar.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samlar.web.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samlar.web.middleware.RefusalMiddleware",
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'samlar.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Several processes share the file: writers queue for the lock at once instead of failing half-way.
    DATABASE["ENGINE"] = "samlar.foundation.sqlite"
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif "postgresql" in DATABASE["ENGINE"]:
    DATABASE["CONN_HEALTH_CHECKS"] = True
# To open a connection costs as much as several queries, on SQLite too.
DATABASE["CONN_MAX_AGE"] = env.int("SAMLAR_CONNECTION_SECONDS", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {"samlar": "samlar.migrations"}
# Shared by all web processes, so that the limits on sign-in attempts hold whichever of them answers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "samlar_cache"}}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": [
                "samlar.web.templatetags.samlar",
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samlar.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [HERE / "web" / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION  # who edits the style sees it at once; else a changed file is cut at its old length
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
LANGUAGE_COOKIE_NAME = "samlar_language"
LANGUAGE_COOKIE_AGE = CSRF_COOKIE_AGE = 60 * 60 * 24 * 365
SESSION_COOKIE_NAME = "samlar_session"
CSRF_COOKIE_NAME = "samlar_csrf"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "samlar.web.errors.csrf_failed"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AUTH_USER_MODEL = "samlar.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "samlar.people.sign_in.SignInAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "samlar.people.sign_in.KeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
# How many proxies of our own stand before the web server: tells whose address the limits on attempts count.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SAMLAR_PROXIES", default=0)

EMAIL_CONFIG = env.email_url("SAMLAR_MAIL", default="dummymail://") if not PRODUCTION else env.email_url("SAMLAR_MAIL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("SAMLAR_MAIL_FROM", default="Samlär <samlar@example.test>")
SITE_ADDRESS = env.str("SAMLAR_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")
SITE_OPERATOR = env.str("SAMLAR_OPERATOR", default="")
# Who reads reports of obstacles and of weaknesses; unless said, the address that the letters come from.
SITE_CONTACT = env.str("SAMLAR_CONTACT", default=parseaddr(DEFAULT_FROM_EMAIL)[1])

# How long is kept what is known of people who left, and the audit trail (docs/operations.md, carried out by tick).
SAMLAR_LEAVERS_KEPT_DAYS = env.int("SAMLAR_LEAVERS_KEPT_DAYS", default=730)
SAMLAR_STAFF_KEPT_DAYS = env.int("SAMLAR_STAFF_KEPT_DAYS", default=365)
SAMLAR_AUDIT_KEPT_DAYS = env.int("SAMLAR_AUDIT_KEPT_DAYS", default=3653)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "samlar.web.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SAMLAR_LARGEST_FILE = env.int("SAMLAR_LARGEST_FILE", default=200 * 1024 * 1024)  # bytes: no file that is kept is larger
# How much of a file is read, and at what cost: SAMLAR_READING_SECONDS, SAMLAR_READING_PAGES … (docs/operations.md).
SAMLAR_READING = {
    one.name: env.int(f"SAMLAR_READING_{one.name.upper()}", default=one.default) for one in fields(Limits) if one.name != "file_size"
}
for reading, most in SAMLAR_READING.items():
    if most < 1:
        raise ImproperlyConfigured(f"SAMLAR_READING_{reading.upper()} is {most}: with less than 1 nothing would be read.")
SAMLAR_WASTEBASKET_DAYS = env.int("SAMLAR_WASTEBASKET_DAYS", default=30)  # what is put in the archive's wastebasket lies there so long
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    # At the handler, not at a logger: what any logger passes on goes through it.
    "filters": {"private_links": {"()": "samlar.foundation.logs.PrivateLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private_links"]}},
    "root": {"handlers": ["console"], "level": env.str("SAMLAR_LOG", default="WARNING")},
    "loggers": {
        "weasyprint": {"level": "ERROR"},  # for every paper it warns of a weight that our fonts do not have
        "fontTools": {"level": "ERROR"},
    },
}
