from django.conf import settings
from django.db import models
from django.utils import timezone


class SSEProgress(models.Model):
    """State of one long job."""

    class Status(models.TextChoices):
        PENDING = "pending", "En attente"
        IN_PROGRESS = "in_progress", "En cours"
        COMPLETED = "completed", "Terminé"
        FAILED = "failed", "Échoué"

    job_id = models.CharField(max_length=255, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    task_type = models.CharField(max_length=50)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.PENDING)
    total_items = models.IntegerField(default=0)
    processed_items = models.IntegerField(default=0)
    failed_items = models.IntegerField(default=0)
    current_message = models.CharField(max_length=500, blank=True, default="")
    error_message = models.TextField(null=True, blank=True)
    custom_title = models.CharField(max_length=255, null=True, blank=True)
    completion_message = models.CharField(max_length=500, null=True, blank=True)
    metadata = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def mark_as_started(self):
        self.status = self.Status.IN_PROGRESS
        self.started_at = timezone.now()
        self.save(update_fields=["status", "started_at"])

    def update_progress(self, processed=0, failed=0, message=None):
        self.processed_items += processed
        self.failed_items += failed
        if message is not None:
            self.current_message = message
        self.save(update_fields=["processed_items", "failed_items", "current_message"])

    def mark_as_completed(self):
        self._end(self.Status.COMPLETED)

    def mark_as_failed(self, error):
        self.error_message = error
        self._end(self.Status.FAILED)

    def _end(self, status):
        self.status = status
        self.completed_at = timezone.now()
        self.save(update_fields=["status", "error_message", "completed_at"])

    @property
    def is_active(self):
        return self.status in (self.Status.PENDING, self.Status.IN_PROGRESS)

    @property
    def duration(self):
        if self.started_at is None:
            return None
        return ((self.completed_at or timezone.now()) - self.started_at).total_seconds()

    def as_json(self):
        done, duration = self.processed_items, self.duration
        succeeded = done - self.failed_items
        speed = done / duration if duration else 0
        return {
            "job_id": self.job_id,
            "task_type": self.task_type,
            "status": self.status,
            "status_display": self.get_status_display(),
            "total_items": self.total_items,
            "processed_items": done,
            "failed_items": self.failed_items,
            "success_count": succeeded,
            "progress_percentage": int(done / self.total_items * 100) if self.total_items else 0,
            "success_rate": int(succeeded / done * 100) if done else 0,
            "current_message": self.current_message,
            "error_message": self.error_message,
            "custom_title": self.custom_title,
            "completion_message": self.completion_message,
            "metadata": self.metadata,
            "created_at": self.created_at.isoformat(),
            "started_at": self.started_at and self.started_at.isoformat(),
            "completed_at": self.completed_at and self.completed_at.isoformat(),
            "duration": duration,
            "estimated_remaining_time": int((self.total_items - done) / speed) if speed else None,
            "items_per_second": round(speed, 2) if speed else None,
        }
