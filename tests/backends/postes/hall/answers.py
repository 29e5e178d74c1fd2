"""What is answered to a client of a session's socket."""

from django.utils import timezone

from hall.models import Session


def error(text):
    return {"type": "error", "message": text}


def answer(message, current):
    """The answer, and the id of the session that the socket speaks of from now on (None: as before)."""
    known = {
        "heartbeat": heartbeat,
        "validate_code": validate_code,
        "start_session": start_session,
        "get_time": get_time,
    }
    kind = message.get("type")
    if kind not in known:
        return error(f"Type de message inconnu: {kind}"), None
    return known[kind](message, current)


def heartbeat(message, current):
    return {"type": "heartbeat_ack", "timestamp": timezone.now().isoformat()}, None


def validate_code(message, current):
    code = str(message.get("code", "")).upper()
    session = Session.objects.filter(code_acces=code, statut=Session.Statut.EN_ATTENTE).first()
    address = message.get("ip_address")
    if session is None or (address and address != session.poste.adresse_ip):
        return {"type": "code_invalid", "message": "Code invalide ou session déjà utilisée"}, None
    told = {
        "id": session.id,
        "code_acces": session.code_acces,
        "utilisateur": session.utilisateur.nom,
        "poste": session.poste.nom,
        "duree_initiale": session.duree_initiale,
        "temps_restant": session.temps_restant,
        "statut": session.statut,
    }
    return {"type": "code_valid", "session": told}, session.id


def start_session(message, current):
    session, trouble = named(message, current)
    if trouble:
        return trouble, None
    if session.statut != Session.Statut.EN_ATTENTE:
        label = session.get_statut_display()
        return error(f"La session ne peut pas être démarrée (statut: {label})"), None
    session.start()
    told = {
        "id": session.id,
        "code_acces": session.code_acces,
        "statut": session.statut,
        "temps_restant": session.temps_restant,
        "debut_session": session.debut_session.isoformat(),
    }
    return {"type": "session_started", "session": told}, session.id


def get_time(message, current):
    session, trouble = named(message, current)
    if trouble:
        return trouble, None
    left = session.temps_restant
    told = {
        "session_id": session.id,
        "temps_restant": left,
        "temps_restant_minutes": left // 60,
        "temps_restant_secondes": left % 60,
        "pourcentage_utilise": session.pourcentage_utilise,
        "est_expiree": left <= 0,
        "statut": session.statut,
    }
    return {"type": "time_update", **told}, None


def named(message, current):
    session_id = message.get("session_id", current)
    if session_id is None:
        return None, error("ID de session requis")
    session = Session.objects.filter(id=session_id).first()
    return session, session is None and error("Session introuvable")
