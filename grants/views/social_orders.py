"""The social order for everybody: plan and fact by service and by executor, one service."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grants.forms.social_orders import SocialOrderFilter, year_choices
from grants.models import SocialExecutor, SocialOrder
from grants.views.register import public_number
from portal.organisations.models import Organisation
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

INVALID = 422
SERVICES, NAMES, FACTS = ("service", "id"), ("name", "id"), ("-made_on", "-id")
SHOWN = 50


def this_year(years: list[int]) -> int:
    """The year a visitor means without saying: the running one, or the last there is a plan for."""
    today = timezone.localdate().year
    return next((year for year in years if year <= today), today)


def chosen(request: HttpRequest) -> tuple:
    given = request.GET.copy()
    if "year" not in given:
        given["year"] = str(this_year([year for year, _name in year_choices()]))
    shown = SocialOrder.objects.filter(is_published=True)
    filters = SocialOrderFilter(given, shown)
    rows = filters.qs if filters.form.is_valid() else shown.none()
    return filters.form, rows.select_related("direction"), given.urlencode()


def page_of(request: HttpRequest, template: str, rows, keys) -> HttpResponse:
    form, orders, query = chosen(request)
    totals = orders.totals()
    nko = SocialExecutor.objects.filter(order__in=orders.order_by()).nko_sums()
    context = {
        "filters": form, "totals": totals, "nko": nko, "query": query,
        "nko_share": share(nko["agreed"], totals["planned"]),
        "page": paginate(rows(orders), request, keys, size=SHOWN),
    }  # fmt: skip
    return render(request, template, context, status=INVALID if form.errors else 200)


def share(part, whole) -> int:
    """Whole per cent, rounded down: a quota that lacks a rouble is not filled."""
    return int(100 * part / whole) if whole else 0


@login_not_required
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Plan and fact of the year by service, its totals and the part of NKO."""
    return page_of(request, "grants/social/orders.html", lambda rows: rows, SERVICES)


@login_not_required
@require_safe
def executors(request: HttpRequest) -> HttpResponse:
    """The same sums by organisation."""
    return page_of(request, "grants/social/executors.html", by_executor, NAMES)


def by_executor(rows):
    found = Organisation.objects.filter(social_orders__order__in=rows.order_by())
    return found.annotate(
        services=Count("social_orders"), agreed=Sum("social_orders__agreed_sum"),
        done=Sum("social_orders__done_sum"),
    )  # fmt: skip


@login_not_required
@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One service: plan, executors, every confirmed fact, how the plan changed."""
    rows = SocialOrder.objects.visible_to(request.user).select_related("direction")
    found = get_object_or_404(rows, pk=pk)
    facts = found.entries.select_related("executor__organisation")
    context = {
        "order": found,
        "executors": found.executors.select_related("organisation").order_by("-agreed_sum", "id"),
        "page": paginate(facts, request, FACTS, size=SHOWN),
        "done": share(found.done_sum, found.planned_sum),
        "nko_share": share(found.executors.nko_sums()["agreed"], found.planned_sum),
    }
    return render(request, "grants/social/order.html", context)


@login_not_required
@require_safe
def orders_csv(request: HttpRequest) -> HttpResponse:
    _form, rows, _query = chosen(request)
    head = (
        *(_("Год"), _("Уполномоченный орган"), _("Услуга"), _("Направление"), _("Для кого")),
        *(_("Единица"), _("Объём: план"), _("Объём: соглашения"), _("Объём: оказано")),
        *(_("План, ₽"), _("Соглашения, ₽"), _("Оплачено, ₽"), _("Доля для НКО, %")),
    )
    lines = (
        (row.year, row.authority, row.service, row.direction.name, row.recipients, row.unit,
         row.planned_volume, row.agreed_volume, row.done_volume,
         row.planned_sum, row.agreed_sum, row.done_sum, row.nko_quota_percent)
        for row in rows.order_by(*SERVICES).iterator(500)
    )  # fmt: skip
    return csv_response("social-order", head, lines)


@login_not_required
@require_safe
def executors_csv(request: HttpRequest) -> HttpResponse:
    _form, orders, _query = chosen(request)
    head = (
        *(_("Год"), _("Услуга"), _("Исполнитель"), _("ИНН"), _("Способ отбора"), _("Единица")),
        *(_("Объём: соглашения"), _("Объём: оказано"), _("Соглашения, ₽"), _("Оплачено, ₽")),
    )
    rows = SocialExecutor.objects.filter(order__in=orders.order_by())
    rows = rows.select_related("order", "organisation").order_by("order__service", "id")
    lines = (
        (row.order.year, row.order.service, row.organisation.name,
         public_number(row.organisation, "inn"), row.get_way_display(), row.order.unit,
         row.agreed_volume, row.done_volume, row.agreed_sum, row.done_sum)
        for row in rows.iterator(500)
    )  # fmt: skip
    return csv_response("social-order-executors", head, lines)
