"""The register of recipients of support (7-ФЗ, art. 31.2): everybody reads, filters, downloads."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.filters import RegisterFilter
from grants.models import Agreement, Amendment, Demand, DemandKind
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

INVALID = 422
KEYS = ("-signed_on", "-id")
LEGAL_PERSON = {"inn": 10, "ogrn": 13}  # longer numbers are those of persons


def registered(request: HttpRequest) -> tuple[RegisterFilter, QuerySet]:
    """The filter and what it lets through; nothing where it makes no sense."""
    misuse = Demand.objects.filter(
        agreement=OuterRef("pk"), kind=DemandKind.MISUSE, withdrawn_at=None
    )
    rows = Agreement.objects.registered().annotate(has_misuse=Exists(misuse))
    filters = RegisterFilter(request.GET, rows)
    found = filters.qs if filters.form.is_valid() else rows.none()
    wanted = ("contest", "application__organisation", "application__partner")
    amended = Prefetch("amendments", Amendment.objects.approved().order_by("signed_on", "id"))
    return filters, found.select_related(*wanted).prefetch_related(amended)


@login_not_required
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Who got what for which purpose, and how it stands."""
    filters, rows = registered(request)
    context = {
        "filters": filters.form,
        "page": paginate(rows, request, KEYS),
        "total": rows.order_by().aggregate(n=Count("pk"), sum=Sum("amount")),
        "query": request.GET.urlencode(),
    }
    status = INVALID if filters.form.errors else 200
    return render(request, "grants/register.html", context, status=status)


@login_not_required
@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as a table; a filter that makes no sense gives an empty one."""
    _filters, rows = registered(request)
    head = (
        *(_("Дата решения"), _("Дата соглашения"), _("Номер соглашения"), _("Конкурс")),
        *(_("Получатель"), _("ИНН"), _("ОГРН"), _("Заявитель"), _("Форма поддержки")),
        *(_("Назначение"), _("Сумма, ₽"), _("Перечислено, ₽"), _("Возвращено, ₽")),
        *(_("Срок с"), _("Срок до"), _("Состояние"), _("Дата окончания")),
        _("Дополнительные соглашения"),
        *(_("Нецелевое использование"), _("Кто оказал")),
    )
    lines = (_line(row) for row in rows.order_by(*KEYS).iterator(500))
    return csv_response("grant-recipients", head, lines)


def _line(row: Agreement) -> tuple:
    recipient, decided = row.recipient, row.contest.decided_at
    return (
        *(decided and decided.date(), row.signed_on, row.number, row.contest.title),
        *(recipient.name, public_number(recipient, "inn"), public_number(recipient, "ogrn")),
        *(row.application.organisation.name, _("финансовая, грант"), row.application.title),
        *(row.amount, row.paid, row.returned, row.starts_on, row.ends_on),
        *(row.get_state_display(), row.ended_on, "; ".join(map(_amendment, row.amendments.all()))),
        *(_("да") if row.has_misuse else _("нет"),),
        settings.DATA_OPERATOR["name"],
    )


def _amendment(row: Amendment) -> str:
    return f"№ {row.number} {row.signed_on:%d.%m.%Y}: {row.reason}"


def public_number(recipient, name: str) -> str:
    """A number of a legal person; an entrepreneur's is a number of a person and stays out."""
    number = getattr(recipient, name)
    return number if len(number) == LEGAL_PERSON[name] else ""
