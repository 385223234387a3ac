"""The doors: signing in where a page asks for it; of the admin, with a second factor behind it."""

from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# Outside the admin officials act here, with the same rights.
ACTS = {"pages:move"}
# Pages of Django's own admin that would be a second door to what allauth guards.
SECOND_DOORS = {"login": "admin:index", "password_change": "account_change_password"}


class SignInMiddleware(LoginRequiredMiddleware):
    """Every page asks to sign in but those that say otherwise; then back to where the person was.

    A button pressed after the session ended leads back to its page: it cannot be pressed by itself.
    """

    def handle_no_permission(self, request, view_func):
        came_from = request.headers.get("Referer", "")
        here = {request.get_host()}
        if request.method in ("GET", "HEAD") or not url_has_allowed_host_and_scheme(
            came_from, here, require_https=request.is_secure()
        ):
            return super().handle_no_permission(request, view_func)
        page = urlsplit(came_from)
        where = f"{page.path}?{page.query}" if page.query else page.path
        return redirect_to_login(where, resolve_url(self.get_login_url(view_func)))


class StaffMFAMiddleware:
    """Only staff pass; with STAFF_MFA_REQUIRED only in a session that showed a second factor."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        match = request.resolver_match
        if match.view_name in ACTS and request.user.is_staff:
            return self._second_factor(request, match)
        if "admin" not in match.app_names or match.url_name == "logout":
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(self._next(request, match), reverse("account_login"))
        if not request.user.is_staff:
            raise PermissionDenied
        if refusal := self._second_factor(request, match):
            return refusal
        if match.url_name in SECOND_DOORS:
            return redirect(SECOND_DOORS[match.url_name])
        return None

    def _second_factor(self, request, match):
        if settings.STAFF_MFA_REQUIRED and not has_passed(request):
            return redirect_to_login(self._next(request, match), reverse("accounts:second_factor"))
        return None

    def _next(self, request, match) -> str:
        """Where to return to: the page asked for, or what Django's own login was told."""
        if match.url_name != "login":
            return request.get_full_path()
        asked = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
        return asked if safe else reverse("admin:index")


def has_passed(request) -> bool:
    """Whether the person has a second factor and this very session showed it."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records) and is_mfa_enabled(request.user)
