from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET, require_http_methods

from core.models import SSEProgress


def _listing(jobs):
    jobs = [job.as_json() for job in jobs]
    return JsonResponse({"success": True, "count": len(jobs), "jobs": jobs})


@login_required
@require_GET
def every_job(request):
    return _listing(SSEProgress.objects.filter(user=request.user))


@login_required
@require_GET
def active_jobs(request):
    active = [SSEProgress.Status.PENDING, SSEProgress.Status.IN_PROGRESS]
    return _listing(SSEProgress.objects.filter(user=request.user, status__in=active))


def _own(request, job_id):
    return SSEProgress.objects.filter(user=request.user, job_id=job_id).first()


def _missing():
    return JsonResponse({"success": False, "error": "Job introuvable"}, status=404)


@login_required
@require_GET
def detail(request, job_id):
    job = _own(request, job_id)
    return JsonResponse(job.as_json()) if job else _missing()


@login_required
@require_http_methods(["DELETE"])
def delete(request, job_id):
    job = _own(request, job_id)
    if not job:
        return _missing()
    if job.is_active:
        error = "Impossible de supprimer un job en cours"
        return JsonResponse({"success": False, "error": error}, status=400)
    job.delete()
    return JsonResponse({"success": True, "message": "Job supprimé"})
