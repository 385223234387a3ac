"""The portal's addresses and the bare view."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from portal.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@login_not_required
def hello(request):
    return HttpResponse("hello")


urlpatterns = [path("hello/", hello), *urlpatterns]
