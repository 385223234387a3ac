"""My confirmed participation; the public check of a certificate and of an opened book."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.pages.papers import paper_response
from portal.pages.qr import qr_svg
from portal.portfolio import actions, rules
from portal.portfolio.certificate_paper import certificate_paper, public_url
from portal.portfolio.models import Book, Certificate

LISTED = 200


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own confirmed contributions and certificates, newest first."""
    person = request.user
    context = {
        **_rows(person),
        "hours": person.participation.hours(),
        "certificates": person.certificates.all()[:LISTED],
        "book": Book.objects.filter(user=person).first(),
        "may_open": rules.may_open_book(person),
    }
    return render(request, "portfolio/mine.html", context)


def _rows(person) -> dict:
    """The table of what the person did, newest first."""
    found = person.participation.in_force().select_related("organisation")[:LISTED]
    return {
        "head": (_("Когда"), _("Что сделано"), _("Для кого"), _("Вид"), _("Часов")),
        "hours_column": [4],
        "rows": [
            (
                f"{row.day:%d.%m.%Y}",
                row.title,
                row.organisation or "—",
                row.get_kind_display(),
                floatformat(row.hours, -2) or "—",
            )
            for row in found
        ],
    }


@require_POST
def own_book(request: HttpRequest) -> HttpResponse:
    """`open=1` opens the book to everybody with its address, anything else closes it."""
    if request.POST.get("open") == "1":
        actions.open_book(request.user)
        messages.success(request, _("Книжка открыта: её увидит каждый, кому вы дадите адрес."))
    else:
        actions.close_book(request.user)
        messages.success(request, _("Книжка закрыта: прежний адрес больше не действует."))
    return redirect("portfolio:mine")


@login_not_required
@never_cache
@require_safe
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody's opened book; a closed one, or whose owner hides the name again, is not found."""
    found = get_object_or_404(
        Book.objects.select_related("user__district"), code=code, user__name_is_public=True
    )
    context = {
        "book": found,
        **_rows(found.user),
        "hours": found.user.participation.hours(),
        "qr": qr_svg(public_url(found), title=_("Адрес этой страницы")),
    }
    return _unindexed(render(request, "portfolio/book.html", context))


@login_not_required
@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the certificate is genuine; an unknown code gets the same page with a 404."""
    found = _certificate(code)
    context = {"certificate": found}
    if found:
        context["qr"] = qr_svg(public_url(found), title=_("Адрес проверки"))
        context["replaced_by"] = getattr(found, "replaced_by", None)
    page = render(request, "portfolio/certificate.html", context, status=200 if found else 404)
    return _unindexed(page)


@login_not_required
@never_cache
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The certificate to print; a revoked one is not printed any more (404)."""
    found = _certificate(code)
    if found is None or found.revoked_at:
        raise Http404
    return paper_response(certificate_paper(found), f"certificate-{found.printed_code}")


def _certificate(code: str) -> Certificate | None:
    plain = code.replace("-", "").upper()
    rows = Certificate.objects.select_related("replaced_by", "replaces")
    return rows.filter(code=plain).first() if plain.isascii() else None


def _unindexed(page: HttpResponse) -> HttpResponse:
    page["X-Robots-Tag"] = "noindex"
    return page
