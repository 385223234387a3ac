"""What a browser keeps for a code scanned without a connection: a worker and a page of nobody."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# The worker looks after these addresses alone: the rest of the portal is never its business.
SCOPE = "/volunteers/here/"
STYLES = ("portal/css/base.css", "portal/css/components.css", "portal/css/forms.css")
SCRIPTS = ("volunteers/scan.js", "volunteers/late_marks.js")


def version(page: bytes) -> str:
    """Changes with the page and with the manifest of the static files."""
    manifest = getattr(staticfiles_storage, "manifest_hash", "")
    return sha256(page + manifest.encode()).hexdigest()[:16]


def shell(request: HttpRequest) -> HttpResponse:
    context = {"styles": map(static, STYLES), "scripts": map(static, SCRIPTS)}
    return render(request, "volunteers/scan.html", context)


@login_not_required
@require_safe
@cache_control(no_cache=True)
def scan(request: HttpRequest) -> HttpResponse:
    """The same for everybody: no name, no token, no session."""
    return shell(request)


@login_not_required
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; a browser looks for a newer one at each visit."""
    context = {
        "version": version(shell(request).content),
        "shell": reverse("volunteers:scan"),
        "assets": [static(name) for name in (*STYLES, *SCRIPTS)],
    }
    answer = render(
        request, "volunteers/worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    answer["Service-Worker-Allowed"] = SCOPE
    return answer
