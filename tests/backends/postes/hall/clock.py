"""Time goes by: every few seconds the active sessions lose as many, and hear of it."""

import os
import threading
import time

from django.db import connection
from django.db.models import F

from hall.models import Session
from hall.signals import tell_session

TICK = 5  # seconds that each step of the clock takes from a session
PACE = float(os.environ.get("POSTES_PACE", "5"))  # seconds between two steps; 0: only when a test asks
WARNINGS = {300: ("warning", "Il reste 5 minutes"), 60: ("critical", "Il reste 1 minute")}


def step():
    active = Session.objects.filter(statut=Session.Statut.ACTIVE)
    # No signal: the dashboards do not hear of time that goes by.
    active.update(temps_restant=F("temps_restant") - TICK)
    for session in active.order_by("id"):
        tell_time(session)


def tell_time(session):
    left = session.temps_restant
    if left <= 0:
        session.terminate()
        tell_session(session, type="session_terminated", raison="temps_ecoule", message="Temps écoulé")
        return
    tell_session(
        session,
        type="time_update",
        temps_restant=left,
        temps_restant_minutes=left // 60,
        pourcentage_utilise=session.pourcentage_utilise,
        statut=session.statut,
    )
    if left in WARNINGS:
        level, message = WARNINGS[left]
        tell_session(session, type="warning", level=level, message=message, temps_restant=left)


def run():
    def goes():
        while True:
            time.sleep(PACE)
            step()
            connection.close()

    if PACE:
        threading.Thread(target=goes, daemon=True).start()
