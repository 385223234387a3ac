"""The same objects for list, map and table: what is found, what becomes of it now."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from grants.filters import PropertyFilter
from grants.models import Lease, LeaseOffer, MunicipalProperty
from grants.models.lease_offers import OFFERED
from portal.pages.exports import csv_response
from portal.places.answers import clustered, geojson

KEPT_FOR = 60  # seconds


def found(request: HttpRequest) -> tuple[PropertyFilter, object]:
    """The filter and what it lets through: one for list, map and table."""
    filters = PropertyFilter(request.GET, MunicipalProperty.objects.listed())
    rows = filters.qs if filters.form.is_valid() else filters.queryset.none()
    return filters, rows


def with_state(rows):
    live = LeaseOffer.objects.announced().filter(state__in=OFFERED)
    held = Lease.objects.holding().select_related("application__organisation")
    return rows.select_related("district").prefetch_related(
        Prefetch("offers", live, to_attr="live_offers"),
        Prefetch("leases", held, to_attr="held_leases"),
    )


def state_of(row: MunicipalProperty) -> tuple[str, str]:
    """What becomes of the object now, and the tone of its badge."""
    if row.held_leases:
        return _("передано"), "plain"
    if not row.live_offers:
        return _("сейчас не предлагают"), "plain"
    offer, now = row.live_offers[0], timezone.now()
    if offer.state == "opened" or now >= offer.accepts_until:
        return _("решают, кому передать"), "warning"
    return (_("скоро начнут приём заявок"), "info") if now < offer.accepts_from else (
        _("принимают заявки"), "good"
    )  # fmt: skip


@login_not_required
@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def property_points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the list's objects inside ?bbox= at ?zoom=."""
    filters, rows = found(request)
    if filters.form.errors:
        return geojson({"errors": filters.form.errors}, 400)
    return clustered(request, rows.exclude(latitude=None))


@login_not_required
@require_safe
def property_csv(request: HttpRequest) -> HttpResponse:
    _filters, rows = found(request)
    head = (
        *(_("Название"), _("Вид"), _("Адрес"), _("Район"), _("Кадастровый номер")),
        *(_("Площадь, м²"), _("Рыночная аренда, ₽ в месяц"), _("Льготная ставка, %")),
        *(_("Обременения"), _("Преимущественный выкуп"), _("Что сейчас")),
        *(_("Широта"), _("Долгота")),
    )
    lines = (_line(row) for row in with_state(rows).order_by("-id").iterator(500))
    return csv_response("property-for-nko", head, lines)


def _line(row: MunicipalProperty) -> tuple:
    return (
        *(row.name, row.get_kind_display(), row.address, row.district and row.district.name),
        *(row.cadastral_number, row.area, row.rent_month, row.rate, row.encumbrances),
        *(row.get_buyout_option_display(), state_of(row)[0], row.latitude, row.longitude),
    )
