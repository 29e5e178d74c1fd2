from django.urls import path

from hall import clock
from hall.consumers import DashboardConsumer, SessionConsumer

sockets = [
    path("ws/dashboard/", DashboardConsumer.as_asgi()),
    path("ws/sessions/", SessionConsumer.as_asgi()),
    path("ws/sessions/<int:session_id>/", SessionConsumer.as_asgi()),
]

# Only the server imports this module.
clock.run()
