from django.apps import AppConfig


class BuildingConfig(AppConfig):
    name = "building"

    def ready(self):
        from building import signals  # noqa: F401  Receivers connect when imported.
