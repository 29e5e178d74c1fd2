from django.urls import include, path

from hall import views

urlpatterns = [
    path("api/auth/login/", views.login),
    path("api/dashboard/stats/", views.stats),
    path("api/sessions/", views.sessions),
    # Not part of the system: the tests' own door.
    path("control/", include("hall.control")),
]
