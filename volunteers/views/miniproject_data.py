"""The same mini-projects for machines: points of the map, a table."""

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.pages.exports import csv_response
from portal.places.answers import clustered
from volunteers.models import MiniProject, NeedKind
from volunteers.views.miniprojects import found_by

KEPT_FOR = 60  # seconds


@login_not_required
@require_safe
@cache_control(public=True, max_age=KEPT_FOR)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of the list's projects inside ?bbox= at ?zoom=, grouped; kept for a minute."""
    rows, form = found_by(request)
    asked = sorted((name, str(value)) for name, value in form.cleaned_data.items())
    key = hashlib.sha256(repr(asked).encode()).hexdigest()[:32]
    return clustered(request, rows, f"miniprojects:{key}", KEPT_FOR)


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list as a table for spreadsheets, with the same filters; nobody's name in it."""
    rows, _form = found_by(request)
    head = (
        *(_("Номер"), _("Название"), _("Район"), _("Где"), _("Когда"), _("Состояние")),
        *(_("Нужно людей"), _("Обещано людей"), _("Нужно денег, ₽"), _("Обещано денег, ₽")),
        _("Ссылка"),
    )
    rows = rows.select_related("district").prefetch_related("needs").order_by("id")
    lines = (line(request, row) for row in rows.iterator(chunk_size=500))
    return csv_response("mini-projects", head, lines)


def line(request: HttpRequest, row: MiniProject) -> tuple:
    sums = [
        sum(getattr(need, name) for need in row.needs.all() if need.kind == kind)
        for kind in (NeedKind.PEOPLE, NeedKind.MONEY)
        for name in ("amount", "promised")
    ]
    url = request.build_absolute_uri(row.get_absolute_url())
    return (
        *(row.pk, row.title, row.district or "", row.address, row.happens_on),
        *(row.get_state_display(), *sums, url),
    )
