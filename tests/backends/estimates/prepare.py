"""Makes the database: tables, two managers and two foremen with the tokens LOGIN-token, two projects."""

import os

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()
call_command("migrate", verbosity=0)

from building.models import Project, Token, User  # noqa: E402

PEOPLE = [
    ("manager1", "Анна Смирнова", User.Role.MANAGER),
    ("manager2", "Ольга Попова", User.Role.MANAGER),
    ("foreman1", "Иван Кузнецов", User.Role.FOREMAN),
    ("foreman2", "Пётр Соколов", User.Role.FOREMAN),
]
for login, name, role in PEOPLE:
    Token.objects.create(key=f"{login}-token", user=User.objects.create(login=login, name=name, role=role))
Project.objects.create(name="ЖК «Северный»", address="ул. Ленина, 1")
Project.objects.create(name="Школа № 7", address="ул. Мира, 12")
