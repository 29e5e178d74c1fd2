import django_eventstream
from django.urls import include, path

from core import views

urlpatterns = [
    path("events/", include(django_eventstream.urls)),
    path("sse-progress/", views.every_job),
    path("sse-progress/active/", views.active_jobs),
    path("sse-progress/<str:job_id>/", views.detail),
    path("sse-progress/<str:job_id>/delete/", views.delete),
]
