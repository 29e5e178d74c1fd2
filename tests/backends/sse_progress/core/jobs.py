"""A scripted job: the shape of the document's example task, with mishaps where a test wants them."""

import time
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model

from core.models import SSEProgress
from core.tracker import SSEProgressTracker


@dataclass
class Script:
    job: str
    user: str = "alice"
    total: int = 10
    rate: float = 0  # items a second; 0: as fast as it goes
    warn_at: list = field(default_factory=list)
    fail_at: int = None
    die_at: int = None  # the worker vanishes: the row stays in_progress for ever
    task_type: str = "email_sending"
    title: str = None
    metadata: dict = field(default_factory=lambda: {"campaign_id": 123})


def create(script):
    """The row alone: a job exists (pending) before its worker begins."""
    return SSEProgress.objects.create(
        job_id=script.job,
        user=get_user_model().objects.get(username=script.user),
        task_type=script.task_type,
        total_items=script.total,
        custom_title=script.title,
        metadata=script.metadata,
    )


def run(script, progress, turn=None):
    """Works through the script. `turn()` is called before the start and before each further step (an item
    or the end) and says whether to go on."""

    def pace():
        if script.rate:
            time.sleep(1 / script.rate)
        return True

    turn = turn or pace
    sse = SSEProgressTracker(script.job)
    if not turn():
        return
    progress.mark_as_started()
    sse.send_start(script.total, "Démarrage envoi des factures...")
    for item in range(1, script.total + 1):
        if not turn() or item == script.die_at:
            return
        if item == script.fail_at:
            error = f"Erreur critique: SMTP indisponible à l'élément {item}"
            progress.mark_as_failed(error)
            sse.send_error(error)
            return
        if item in script.warn_at:
            progress.update_progress(processed=1, failed=1)
            sse.send_warning(f"Erreur sur facture {item}: adresse invalide")
            continue
        message = f"Envoi facture {item}/{script.total}"
        progress.update_progress(processed=1, message=message)
        sse.send_progress(item, script.total, message)
    if not turn():
        return
    progress.mark_as_completed()
    sent = progress.processed_items - progress.failed_items
    sse.send_complete(script.total, f"✅ {sent} factures envoyées, {progress.failed_items} erreurs")
