"""Settings of the test backend. What differs between two runs comes from the environment.

HERON_DATA      folder of the database (and of the Redis socket)
HERON_REDIS     path of a Redis unix socket: events then come from any process
HERON_GRIP      "1": django_grip.GripMiddleware as the system's document configures it
HERON_STORAGE   "0": no event storage, so no ids and no replay
"""

import os
from pathlib import Path

import django

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(os.environ["HERON_DATA"])

SECRET_KEY = "only-for-tests-and-never-secret-0123456789"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "heron.urls"
ASGI_APPLICATION = "heron.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django_eventstream",
    "core",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
if os.environ.get("HERON_GRIP") == "1":
    MIDDLEWARE.insert(0, "django_grip.GripMiddleware")

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ]
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "db.sqlite3",
        # Many jobs write at once; each waits its turn.
        "OPTIONS": {"timeout": 60},
    }
}
if django.VERSION >= (5, 1):
    # Without IMMEDIATE two transactions that read first and write later fail at once, whatever the timeout.
    DATABASES["default"]["OPTIONS"] |= {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
    }

LANGUAGE_CODE = "fr"
TIME_ZONE = "UTC"
USE_I18N = True
USE_L10N = True
USE_TZ = True

LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/core/sse-progress/"
# The slow default is for real passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

EVENTSTREAM_CHANNELMANAGER_CLASS = "core.channels.OwnJobs"
if os.environ.get("HERON_STORAGE", "1") == "1":
    EVENTSTREAM_STORAGE_CLASS = "django_eventstream.storage.DjangoModelStorage"
if os.environ.get("HERON_REDIS"):
    # One attempt, as redis-py had it for long: with its newer retries, how long Redis may be away before the streams
    # go deaf is a matter of luck.
    EVENTSTREAM_REDIS = {"unix_socket_path": os.environ["HERON_REDIS"], "retry": None}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
