"""Each change of a row is told to the dashboards at once, also when several come together."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from redis.exceptions import RedisError

from hall import board
from hall.models import Poste, Session, Utilisateur

DASHBOARD = "dashboard"


def session_group(session_id):
    return f"session_{session_id}"


def tell(group, kind, **message):
    """To every consumer of the group. A Redis that is away loses the message, not the change."""
    try:
        async_to_sync(get_channel_layer().group_send)(group, {"type": kind, **message})
    except RedisError:
        pass


def tell_session(session, **message):
    tell(session_group(session.id), "pushed", message=message)


@receiver([post_save, post_delete], sender=Utilisateur)
@receiver([post_save, post_delete], sender=Session)
@receiver([post_save, post_delete], sender=Poste)
def changed(**_):
    tell(DASHBOARD, "changed", stats=board.stats())
