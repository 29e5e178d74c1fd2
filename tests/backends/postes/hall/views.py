import json

from django.contrib import auth
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from hall import board
from hall.models import Session


@csrf_exempt
@require_POST
def login(request):
    try:
        wanted = json.loads(request.body)
        user = auth.authenticate(request, username=wanted["username"], password=wanted["password"])
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "Nom d'utilisateur et mot de passe requis"}, status=400)
    if user is None:
        return JsonResponse({"error": "Identifiants invalides"}, status=401)
    auth.login(request, user)
    return JsonResponse({"user": {"id": user.id, "username": user.username}})


def signed_in(view):
    def entered(request):
        if not request.user.is_authenticated:
            return JsonResponse({"error": "Authentification requise"}, status=401)
        return view(request)

    return require_GET(entered)


@signed_in
def stats(request):
    return JsonResponse(board.stats())


@signed_in
def sessions(request):
    """Every session that waits or runs."""
    open_ones = Session.objects.exclude(statut=Session.Statut.TERMINEE).select_related("utilisateur", "poste")
    return JsonResponse([row(session) for session in open_ones.order_by("id")], safe=False)


def row(session):
    return {
        "id": session.id,
        "code_acces": session.code_acces,
        "utilisateur": session.utilisateur.nom,
        "poste": session.poste.nom,
        "duree_initiale": session.duree_initiale,
        "temps_restant": session.temps_restant,
        "statut": session.statut,
        "debut_session": session.debut_session and session.debut_session.isoformat(),
    }
