"""Sends the events of one job. The database row is somebody else's: see jobs.py."""

import logging

from django_eventstream import send_event

LOGGER = logging.getLogger("heron.invoices")


class SSEProgressTracker:
    def __init__(self, job_id):
        self.channel = f"progress-{job_id}"

    def send_start(self, total, message="Démarrage..."):
        self._send(
            "start", {"status": "started", "total": total, "current": 0, "percentage": 0, "message": message}
        )

    def send_progress(self, current, total, message=""):
        self._send(
            "progress",
            {
                "status": "in_progress",
                "current": current,
                "total": total,
                "percentage": int(current / total * 100) if total else 0,
                "remaining": total - current,
                "message": message,
            },
        )

    def send_warning(self, warning):
        self._send("warning", {"status": "warning", "warning": warning, "message": f"Attention: {warning}"})

    def send_error(self, error):
        self._send("error", {"status": "error", "error": error, "message": f"Erreur: {error}"})

    def send_complete(self, total, message="Terminé"):
        self._send(
            "complete",
            {"status": "completed", "total": total, "current": total, "percentage": 100, "message": message},
        )

    def _send(self, name, data):
        try:
            send_event(self.channel, name, data)
        except Exception:  # noqa: BLE001  The job matters more than its gauge: a lost Redis must not stop it.
            LOGGER.exception("event %s of %s was not sent", name, self.channel)
