"""The same projects for machines: points of the map, a table, a feed."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from budgeting.filters import ProjectFilter
from budgeting.models import Project
from budgeting.views.projects import filtered, public_projects
from budgeting.views.rounds import visible_round
from portal.pages.exports import csv_response
from portal.places import clusters

GEOJSON = "application/geo+json"
IN_FEED = 30
KEPT_FOR = 60  # seconds
NEAR = 0.01  # degrees around a lone point


def geojson(data: dict) -> JsonResponse:
    """Cyrillic as it is: half the bytes."""
    return JsonResponse(data, content_type=GEOJSON, json_dumps_params={"ensure_ascii": False})


def refusal(sentences: list[str]) -> JsonResponse:
    return JsonResponse(
        {"errors": sentences}, status=400, json_dumps_params={"ensure_ascii": False}
    )


def faults(found: ProjectFilter) -> list[str]:
    return [error for errors in found.form.errors.values() for error in errors]


@login_not_required
@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def points(request: HttpRequest, slug: str) -> HttpResponse:
    """GeoJSON of the list's projects inside ?bbox= at ?zoom=, grouped; kept for a minute."""
    round_ = visible_round(request, slug)
    found, is_valid = filtered(request, round_)
    if not is_valid:
        return refusal(faults(found))
    asked = sorted((name, str(value)) for name, value in found.form.cleaned_data.items())
    key = hashlib.sha256(repr((round_.pk, asked)).encode()).hexdigest()[:32]
    rows = found.qs.only("id", "title", "latitude", "longitude")
    try:
        data = clusters.cached(
            f"projects:{key}",
            rows,
            request.GET.get("bbox", ""),
            request.GET.get("zoom", ""),
            seconds=KEPT_FOR,
        )
    except ValidationError as error:
        return refusal(error.messages)
    return geojson(data)


@login_not_required
@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    """GeoJSON of one project, for whoever may see its page."""
    found = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    rows = Project.objects.filter(pk=pk).exclude(latitude=None).exclude(longitude=None)
    around = [-180, -90, 180, 90]
    if found.latitude is not None and found.longitude is not None:
        east, north = float(found.longitude), float(found.latitude)
        around = [east - NEAR, north - NEAR, east + NEAR, north + NEAR]
    data = clusters.cluster(rows, around, clusters.POINTS_ZOOM)
    return geojson(data)


@login_not_required
@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The list's projects as a table for spreadsheets, with the same filters."""
    round_ = visible_round(request, slug)
    found, is_valid = filtered(request, round_)
    if not is_valid:
        return refusal(faults(found))
    head = (
        _("Номер"),
        _("Название"),
        _("Вид"),
        _("Район"),
        _("Адрес"),
        _("Состояние"),
        _("Стоимость, ₽"),
        _("Поддержали"),
        _("Широта"),
        _("Долгота"),
        _("Ссылка"),
    )
    rows = found.qs.select_related("type", "district").order_by("id")
    lines = (
        (
            row.number or "",
            row.title,
            row.type or "",
            row.district or "",
            row.address,
            row.get_state_display(),
            row.total_cost,
            row.supporters,
            row.latitude,
            row.longitude,
            request.build_absolute_uri(row.get_absolute_url()),
        )
        for row in rows.iterator(chunk_size=1000)
    )
    return csv_response(f"projects-{round_.slug}", head, lines)


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """RSS of the newest published projects."""
    round_ = visible_round(request, slug)
    channel = Rss201rev2Feed(
        title=round_.title,
        link=request.build_absolute_uri(reverse("budgeting:projects", args=[round_.slug])),
        description=round_.summary or round_.title,
        language="ru",
    )
    rows = public_projects(round_).exclude(published_at=None).order_by("-published_at")
    for row in rows.only("id", "title", "problem", "published_at")[:IN_FEED]:
        url = request.build_absolute_uri(row.get_absolute_url())
        channel.add_item(
            title=row.title,
            link=url,
            description=row.problem[:500],
            pubdate=row.published_at,
            unique_id=url,
        )
    return HttpResponse(channel.writeString("utf-8"), content_type="application/rss+xml")
