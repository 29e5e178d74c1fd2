"""The numbers of the dashboard."""

from django.db.models import Count, Q
from django.utils import timezone

from hall.models import Poste, Session, Utilisateur


def stats():
    now = timezone.now()
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    waiting, active, ended = Session.Statut.EN_ATTENTE, Session.Statut.ACTIVE, Session.Statut.TERMINEE
    return {
        "utilisateurs": Utilisateur.objects.aggregate(
            total=Count("id"),
            actifs=Count("id", filter=Q(actif=True)),
            nouveaux_mois=Count("id", filter=Q(cree_le__gte=month)),
        ),
        "sessions": Session.objects.aggregate(
            total=Count("id"),
            actives=Count("id", filter=Q(statut=active)),
            en_attente=Count("id", filter=Q(statut=waiting)),
            terminees_aujourd_hui=Count("id", filter=Q(statut=ended, fin_session__gte=today)),
        ),
        "postes": Poste.objects.aggregate(
            total=Count("id"),
            disponibles=Count("id", filter=Q(statut=Poste.Statut.DISPONIBLE)),
            occupes=Count("id", filter=Q(statut=Poste.Statut.OCCUPE)),
            hors_ligne=Count("id", filter=Q(statut=Poste.Statut.HORS_LIGNE)),
        ),
        "timestamp": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
