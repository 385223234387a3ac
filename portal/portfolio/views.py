"""My confirmed participation; the public check of a certificate by its code."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.portfolio.models import Certificate

LISTED = 200


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own confirmed contributions and certificates, newest first."""
    person = request.user
    context = {
        "participation": person.participation.filter(revoked_at=None)[:LISTED],
        "certificates": person.certificates.all()[:LISTED],
    }
    return render(request, "portfolio/mine.html", context)


@login_not_required
@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate is genuine; an unknown code gets the same page with a 404."""
    plain = code.replace("-", "").upper()
    found = Certificate.objects.filter(code=plain).first() if plain.isascii() else None
    response = render(
        request, "portfolio/certificate.html", {"certificate": found}, status=200 if found else 404
    )
    response["X-Robots-Tag"] = "noindex"
    return response
