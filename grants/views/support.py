"""The register of support other than grants: property, social order, consultations."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.filters import SupportFilter
from grants.models import SupportRecord
from grants.views.register import public_number
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

INVALID = 422
KEYS = ("-given_on", "-id")


def supported(request: HttpRequest) -> tuple:
    filters = SupportFilter(request.GET, SupportRecord.objects.all())
    rows = filters.qs if filters.form.is_valid() else filters.queryset.none()
    return filters, rows.select_related("organisation")


@login_not_required
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Who got what besides grants, for which term and of what worth."""
    filters, rows = supported(request)
    context = {
        "filters": filters.form,
        "page": paginate(rows, request, KEYS),
        "count": rows.count(),
        "value": rows.order_by().value(),
        "query": request.GET.urlencode(),
    }
    status = INVALID if filters.form.errors else 200
    return render(request, "grants/support.html", context, status=status)


@login_not_required
@require_safe
def support_csv(request: HttpRequest) -> HttpResponse:
    _filters, rows = supported(request)
    head = (
        *(_("Дата решения"), _("Номер договора"), _("Получатель"), _("ИНН"), _("ОГРН")),
        *(_("Форма поддержки"), _("Что дано"), _("Размер, ₽"), _("Срок с"), _("Срок до")),
        *(_("Дата окончания"), _("Кто оказал")),
    )
    lines = (_line(row) for row in rows.order_by(*KEYS).iterator(500))
    return csv_response("support-recipients", head, lines)


def _line(row: SupportRecord) -> tuple:
    of = row.organisation
    return (
        *(row.given_on, row.number, of.name, public_number(of, "inn"), public_number(of, "ogrn")),
        *(row.get_form_display(), row.what, row.value, row.starts_on, row.ends_on, row.ended_on),
        settings.DATA_OPERATOR["name"],
    )
