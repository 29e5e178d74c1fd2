"""What changes is told: managers hear of everything, a foreman of what others do to his estimates."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from building import streams
from building.models import Estimate, Project, User


def managers():
    return list(User.objects.filter(role=User.Role.MANAGER).values_list("id", flat=True))


def estimate_as_json(estimate):
    return {
        "estimate_id": estimate.id,
        "estimate_number": estimate.number,
        "project_id": estimate.project.id,
        "project_name": estimate.project.name,
        "foreman_id": estimate.foreman.id,
        "foreman_name": estimate.foreman.name,
        "creator_id": estimate.creator.id,
        "creator_name": estimate.creator.name,
        "status": estimate.status,
        "created_at": estimate.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def tell_of_estimate(estimate, action):
    receivers = managers()
    # `by` is set by whoever changes it; without, its foreman did.
    if getattr(estimate, "by", estimate.foreman) != estimate.foreman:
        receivers.append(estimate.foreman.id)
    streams.tell(receivers, f"estimate.{action}", estimate_as_json(estimate))


@receiver(post_save, sender=Estimate)
def estimate_saved(instance, created, **_):
    tell_of_estimate(instance, "created" if created else "updated")


@receiver(post_delete, sender=Estimate)
def estimate_deleted(instance, **_):
    tell_of_estimate(instance, "deleted")


@receiver(post_save, sender=Project)
def project_saved(instance, created, **_):
    data = {"project_id": instance.id, "project_name": instance.name, "address": instance.address}
    streams.tell(managers(), "project.created" if created else "project.updated", data)
