from django.contrib.auth.views import LoginView
from django.urls import include, path

urlpatterns = [
    path("accounts/login/", LoginView.as_view(), name="login"),
    path("core/", include("core.urls")),
    # Not part of the system: the tests' own door.
    path("control/", include("core.control_urls")),
]
