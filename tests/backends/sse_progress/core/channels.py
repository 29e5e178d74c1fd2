from django_eventstream.channelmanager import DefaultChannelManager

from core.models import SSEProgress


class OwnJobs(DefaultChannelManager):
    """A person reads the channels of their own jobs; a job that does not exist is nobody's."""

    def can_read_channel(self, user, channel):
        if user is None or not channel.startswith("progress-"):
            return False
        return SSEProgress.objects.filter(job_id=channel[len("progress-") :], user=user).exists()
