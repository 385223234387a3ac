"""Home, search, the pages about the portal itself, its look, its health."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from portal.pages import home as front
from portal.pages.forms import MoveForm
from portal.pages.look import CHOICES, COOKIE, YEAR, Look
from portal.pages.moves import allowed, attempt, case_for
from portal.pages.search import LONGEST_QUERY, SHORTEST_QUERY, clean_query, find
from portal.pages.texts import DATA, DATA_HEAD, KEYS, KEYS_HEAD

set_language = login_not_required(require_POST(django_set_language))


@login_not_required
@require_safe
def home(request):
    return render(request, "portal/home.html", {"content": front.content()})


@login_not_required
@require_safe
def search(request):
    """`?q=`: an over-long query is cut, an odd one finds nothing."""
    query = clean_query(request.GET.get("q", ""))
    context = {
        "query": query,
        "hits": find(request.user, query),
        "too_short": 0 < len(query) < SHORTEST_QUERY,
        "longest": LONGEST_QUERY,
    }
    return render(request, "portal/search.html", context)


@login_not_required
@require_safe
def about(request):
    return render(request, "portal/about.html", {"operator": settings.DATA_OPERATOR})


@login_not_required
@require_safe
def accessibility(request):
    context = {"operator": settings.DATA_OPERATOR, "keys": KEYS, "keys_head": KEYS_HEAD}
    return render(request, "portal/accessibility.html", context)


@login_not_required
@require_safe
def privacy(request):
    context = {"operator": settings.DATA_OPERATOR, "data": DATA, "data_head": DATA_HEAD}
    return render(request, "portal/privacy.html", context)


@login_not_required
@require_POST
def change_look(request):
    """Put the chosen size, colours or pictures into the cookie and return where we came from."""
    wanted = {name: request.POST[name] for name in CHOICES if name in request.POST}
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(
        COOKIE,
        Look.of(request).changed(**wanted).cookie,
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request) -> str:
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if ours else "/"


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, model, pk, move):
    """Ask once more, take the reason, make the move and return to the case."""
    case = case_for(request.user, model, pk)
    transition = allowed(case, move, request.user)
    form = MoveForm(request.POST or None, needs_note=transition.needs_note)
    if request.method == "POST" and form.is_valid():
        refusals = attempt(case, move, actor=request.user, note=form.cleaned_data["note"])
        if not refusals:
            messages.success(request, _("Готово: %(move)s.") % {"move": transition.label})
            return redirect(case)
        form.add_error(None, refusals)
    context = {
        "title": transition.label,
        "text": case,
        "form": form,
        "action": transition.label,
        "tone": "",
        "back": case.get_absolute_url(),
    }
    return render(request, "portal/confirm.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """The database answers; the cache and the broker may be down without harm."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 - whatever the reason, the answer is «not ready»
        return HttpResponse("database unavailable\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@login_not_required
@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /accounts/", "Disallow: /search/"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@login_not_required
@require_safe
def favicon(request):
    return HttpResponseRedirect(static("portal/img/mark.svg"))
