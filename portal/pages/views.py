"""Home, health, search and the error pages."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse


def csrf_failure(request, reason=""):
    return HttpResponse(status=403)


def bad_request(request, exception=None):
    return HttpResponse(status=400)


def permission_denied(request, exception=None):
    return HttpResponse(status=403)


def not_found(request, exception=None):
    return HttpResponse(status=404)


@login_not_required
def server_error(request):
    return HttpResponse(status=500)


@login_not_required
def home(request):
    return HttpResponse("Открытый Киров")
