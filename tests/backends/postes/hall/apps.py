from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "hall"

    def ready(self):
        from hall import signals  # noqa: F401  Receivers connect when imported.
