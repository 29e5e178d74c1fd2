"""The tests' own door: what people, machines and the operator do. No real system has it."""

import json

from django.contrib.sessions.models import Session as Cookie
from django.http import JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from hall import clock, signals, switches
from hall.models import Poste, Session, Utilisateur


def new_user(nom="Marie Payet"):
    return {"id": Utilisateur.objects.create(nom=nom).id}


def create_session(code, duree_initiale=7200, temps_restant=None, poste="Poste-03"):
    session = Session.objects.create(
        code_acces=code,
        utilisateur=Utilisateur.objects.get(nom="Jean Dupont"),
        poste=Poste.objects.get(nom=poste),
        duree_initiale=duree_initiale,
        temps_restant=duree_initiale if temps_restant is None else temps_restant,
    )
    return {"id": session.id}


def start_session(id):
    Session.objects.get(id=id).start()


def add_time(id, seconds, operateur="admin"):
    session = Session.objects.get(id=id)
    session.temps_restant += seconds
    session.save()
    told = {"secondes_ajoutees": seconds, "temps_restant": session.temps_restant, "operateur": operateur}
    signals.tell_session(session, type="time_added", **told)


def warn(id, level="warning", message="Temps bientôt écoulé"):
    session = Session.objects.get(id=id)
    told = {"level": level, "message": message, "temps_restant": session.temps_restant}
    signals.tell_session(session, type="warning", **told)


def terminate(id, raison="fermeture_normale", message="Session terminée"):
    session = Session.objects.get(id=id)
    session.terminate()
    signals.tell_session(session, type="session_terminated", raison=raison, message=message)


def poste(nom, statut):
    row = Poste.objects.get(nom=nom)
    row.statut = statut
    row.save()


def tick(steps=1):
    """Each step takes five seconds from every active session."""
    for _ in range(steps):
        clock.step()


def push(id, message):
    """Anything to the sockets of a session."""
    signals.tell_session(Session.objects.get(id=id), **message)


def expire_cookies():
    """Everybody is signed out; sockets that are open stay open, as on the real system."""
    Cookie.objects.all().delete()


def fail_sockets(fail):
    """Open sockets break and no handshake succeeds, while the pages answer."""
    switches.sockets_fail = fail
    if fail:
        for group in (signals.DASHBOARD, "sockets"):
            signals.tell(group, "broken")


DOORS = [
    *[new_user, create_session, start_session, add_time, warn, terminate, poste],
    *[tick, push, expire_cookies, fail_sockets],
]


def entered(door):
    @csrf_exempt
    def view(request):
        return JsonResponse(door(**json.loads(request.body)) or {})

    return view


urlpatterns = [path(f"{door.__name__}/", entered(door)) for door in DOORS]
