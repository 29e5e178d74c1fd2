from django.urls import path

from core import control

urlpatterns = [
    path("start/", control.start),
    path("step/", control.step),
    path("send/", control.send),
    path("forget/", control.forget),
    path("change/", control.change),
    path("remove/", control.remove),
    path("expire/", control.expire),
    path("streams/", control.streams),
]
