"""The same reports for machines: points of the map, tables, GeoJSON, a feed, the city's heat."""

import hashlib
import json

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from civic.filters.reports import ReportFilter
from civic.models import Report
from civic.models.reports import CELLS
from civic.views.reports import seen
from portal.pages.exports import csv_response
from portal.places import clusters
from portal.places.answers import geojson

GEOJSON = "application/geo+json"
IN_FEED = 30
KEPT_FOR = 60  # seconds
# From afar the whole city is counted, and nobody sees one pin.
FAR, KEPT_FAR = 12, 300  # zoom, seconds
NEAR = 0.01  # degrees around a lone point
MOST_ROWS = 100_000  # of one download
HEAT_CELLS = 3000


def refusal(sentences: list[str]) -> JsonResponse:
    return JsonResponse(
        {"errors": sentences}, status=400, json_dumps_params={"ensure_ascii": False}
    )


def asked(request: HttpRequest) -> tuple[ReportFilter, list[str]]:
    """The filter of the request and what is wrong with it."""
    found = ReportFilter(request.GET, user=request.user)
    found.form.is_valid()
    return found, [error for errors in found.form.errors.values() for error in errors]


@login_not_required
@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the list's reports inside ?bbox= at ?zoom=, grouped; public ones kept a minute."""
    found, faults = asked(request)
    if faults:
        return refusal(faults)
    rows = found.qs.only("id", "title", "latitude", "longitude")
    box, zoom = request.GET.get("bbox", ""), request.GET.get("zoom", "")
    try:
        if found.form.cleaned_data.get("mine"):
            return geojson(with_clock(clusters.cluster(rows, box, zoom)))
        key = hashlib.sha256(found.key().encode()).hexdigest()[:32]
        far = clusters.read_zoom(zoom) <= FAR
        seconds = KEPT_FAR if far else KEPT_FOR
        data = clusters.cached(f"reports:{key}", rows, box, zoom, seconds=seconds, cells=CELLS)
    except ValidationError as error:
        return refusal(error.messages)
    return geojson(with_clock(data))


def with_clock(data: dict) -> dict:
    """Write on each lone pin how much time is left; one query."""
    pins = {
        feature["properties"]["id"]: feature["properties"]
        for feature in data["features"]
        if "id" in feature["properties"]
    }
    due = Report.objects.filter(pk__in=pins, due_at__isnull=False).values_list("pk", "due_at")
    for pk, moment in due:
        pins[pk]["title"] = f"{pins[pk]['title']} — {time_left(moment)}"
    return data


def time_left(moment) -> str:
    """«до срока: 3 дня», «просрочка: 2 часа»."""
    now = timezone.now()
    if moment < now:
        return _("просрочка: %(time)s") % {"time": timesince(moment, now, depth=1)}
    return _("до срока: %(time)s") % {"time": timeuntil(moment, now, depth=1)}


@login_not_required
@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """GeoJSON of one report, for whoever may see its page."""
    found = seen(request, pk)
    rows = Report.objects.filter(pk=pk, latitude__isnull=False)
    around = [-180, -90, 180, 90]
    if found.latitude is not None and found.longitude is not None:
        east, north = float(found.longitude), float(found.latitude)
        around = [east - NEAR, north - NEAR, east + NEAR, north + NEAR]
    return geojson(with_clock(clusters.cluster(rows, around, clusters.POINTS_ZOOM)))


def _rows(found: ReportFilter):
    rows = found.qs.select_related("category", "district", "department").order_by("-id")
    return rows[:MOST_ROWS].iterator(chunk_size=1000)


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list's reports as a table for spreadsheets; no author, no contact."""
    found, faults = asked(request)
    if faults:
        return refusal(faults)
    head = (
        _("Номер"),
        _("Название"),
        _("Категория"),
        _("Состояние"),
        _("Район"),
        _("Адрес"),
        _("Исполнитель"),
        _("Принято"),
        _("Решить до"),
        _("Дан ответ"),
        _("Возражений"),
        _("У меня тоже"),
        _("Широта"),
        _("Долгота"),
        _("Ссылка"),
    )
    lines = (
        (
            row.pk,
            row.title,
            row.category or "",
            row.get_state_display(),
            row.district or "",
            row.address,
            row.department or "",
            row.published_at,
            row.fix_due,
            row.answered_at,
            row.dispute_count,
            row.me_too_count,
            row.latitude,
            row.longitude,
            request.build_absolute_uri(row.get_absolute_url()),
        )
        for row in _rows(found)
    )
    return csv_response("reports", head, lines)


@login_not_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The list's reports as GeoJSON, one feature a line."""
    found, faults = asked(request)
    if faults:
        return refusal(faults)
    answer = StreamingHttpResponse(_features(request, found), content_type=GEOJSON)
    answer["Content-Disposition"] = 'attachment; filename="reports.geojson"'
    return answer


def _features(request, found: ReportFilter):
    yield '{"type":"FeatureCollection","features":['
    comma = ""
    for row in _rows(found):
        place = None
        if row.latitude is not None:
            place = {"type": "Point", "coordinates": [float(row.longitude), float(row.latitude)]}
        properties = {
            "id": row.pk,
            "title": row.title,
            "category": row.category and row.category.code,
            "state": row.state,
            "published_at": row.published_at and row.published_at.isoformat(),
            "answered_at": row.answered_at and row.answered_at.isoformat(),
            "url": request.build_absolute_uri(row.get_absolute_url()),
        }
        feature = {"type": "Feature", "geometry": place, "properties": properties}
        yield comma + json.dumps(feature, ensure_ascii=False) + "\n"
        comma = ","
    yield "]}"


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """RSS of the newest reports of the filter."""
    found, faults = asked(request)
    if faults:
        return refusal(faults)
    channel = Rss201rev2Feed(
        title=_("Сообщения о проблемах"),
        link=request.build_absolute_uri(reverse("civic:reports")),
        description=_("Новые сообщения жителей по выбранному отбору"),
        language="ru",
    )
    rows = found.qs.filter(shown=True).order_by("-id")
    for row in rows.only("id", "title", "text", "published_at")[:IN_FEED]:
        url = request.build_absolute_uri(row.get_absolute_url())
        channel.add_item(
            title=row.title,
            link=url,
            description=row.text[:500],
            pubdate=row.published_at,
            unique_id=url,
        )
    return HttpResponse(channel.writeString("utf-8"), content_type="application/rss+xml")


@login_not_required
@require_safe
@cache_control(private=True, max_age=KEPT_FOR)  # «мои» differ from person to person
def heat(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the city's cells with how many of the filter's reports lie in each."""
    found, faults = asked(request)
    if faults:
        return refusal(faults)
    cells = (
        found.qs.filter(shown=True, cell__isnull=False)
        .order_by()
        .values("cell")
        .annotate(count=Count("pk"))
        .order_by("-count", "cell")[:HEAT_CELLS]
    )
    features = [
        clusters.feature(*CELLS.middle(cell["cell"]), {"count": cell["count"]}) for cell in cells
    ]
    return geojson(clusters.collection(features))
