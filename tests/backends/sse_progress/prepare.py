"""Makes the database: tables, and the people alice and bob (password: NAME-pass)."""

import os

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heron.settings")
django.setup()
call_command("migrate", verbosity=0)

from django.contrib.auth import get_user_model  # noqa: E402

for name in ("alice", "bob"):
    get_user_model().objects.create_user(name, password=f"{name}-pass")
