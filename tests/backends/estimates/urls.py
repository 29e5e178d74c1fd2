from django.urls import path

from building import views

urlpatterns = [
    path("api/v1/sse/events/", views.events),
    path("api/v1/sse/stats/", views.stats),
]
