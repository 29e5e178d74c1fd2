"""Settings of the postes system. What differs between two runs comes from the environment: see launch.py."""

import os
from pathlib import Path

SECRET_KEY = "only-for-tests-and-never-secret-0123456789"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "urls"
ASGI_APPLICATION = "asgi.application"
INSTALLED_APPS = [
    *["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    *["channels", "hall"],
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(os.environ["POSTES_DATA"]) / "db.sqlite3",
        "OPTIONS": {"timeout": 60, "transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL"},
    }
}
# The newest redis-py gives up a read after five seconds, and that is how long channels_redis lets one wait: an idle
# socket would then close by chance.
REDIS = {"address": os.environ.get("POSTES_REDIS", ""), "socket_timeout": None}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS], "capacity": 1500, "expiry": 10},
    }
}
LANGUAGE_CODE = "fr"
TIME_ZONE = "UTC"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The slow default is for real passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
}
