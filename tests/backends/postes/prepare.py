"""Makes the database: tables, the operator admin (password admin123), five people, six machines, three sessions."""

import os
from datetime import datetime, timezone

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
django.setup()
call_command("migrate", verbosity=0)

from django.contrib.auth import get_user_model  # noqa: E402
from django.db.models.signals import post_save  # noqa: E402

from hall.models import Poste, Session, Utilisateur  # noqa: E402

# The database is kept: what shall count as of this month, or of today, must do so whenever it is used.
ALWAYS_NEW = datetime(2999, 12, 31, tzinfo=timezone.utc)

get_user_model().objects.create_user("admin", password="admin123")
post_save.receivers = []  # Nobody listens yet, and there is no Redis.
names = ("Jean Dupont", "Marie Hoarau", "Paul Grondin", "Luc Boyer", "Anne Rivière")
people = [Utilisateur.objects.create(nom=name) for name in names]
states = ("occupe", "maintenance", "disponible", "disponible", "disponible", "hors_ligne")
machines = [
    Poste.objects.create(nom=f"Poste-{number:02}", adresse_ip=f"192.168.1.{98 + number}", statut=state)
    for number, state in enumerate(states, 1)
]
Utilisateur.objects.update(cree_le=ALWAYS_NEW)
now = datetime.now(timezone.utc)
Session.objects.create(
    code_acces="RUN001",
    utilisateur=people[1],
    poste=machines[0],
    duree_initiale=7200,
    temps_restant=3600,
    statut="active",
    debut_session=now,
)
Session.objects.create(
    code_acces="ABC123", utilisateur=people[0], poste=machines[2], duree_initiale=7200, temps_restant=5400
)
Session.objects.create(
    code_acces="END001",
    utilisateur=people[2],
    poste=machines[3],
    duree_initiale=3600,
    temps_restant=0,
    statut="terminee",
    debut_session=now,
    fin_session=ALWAYS_NEW,
)
