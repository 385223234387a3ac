"""Saved searches: kept by residents, and told of each new report that fits."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic import area
from civic.actions.reports_guard import require
from civic.models import Report, SavedSearch
from civic.rules import reports as rights
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

MOST_SEARCHES = 20
TOPICS = {
    SavedSearch.Mode.INSTANT: "reports_near",
    SavedSearch.Mode.DIGEST: "reports_near_digest",
}


@transaction.atomic
def save_search(*, actor, name: str, mode: str, point=None, radius=None, drawn=None, **narrow):
    """Keep a search; `point` is (latitude, longitude), `drawn` an area.Area.

    Raises ValidationError for too many searches and for one that narrows nothing.
    """
    require(rights.signed_in(actor))
    if SavedSearch.objects.filter(user=actor).count() >= MOST_SEARCHES:
        raise ValidationError(_("Больше поисков не поместится: удалите один из прежних."))
    row = SavedSearch(user=actor, name=name, mode=mode, **narrow)
    if drawn:
        row.area, box = drawn.outline, drawn.box
    elif point and radius:
        row.latitude, row.longitude, row.radius = *point, radius
        box = area.box_around(*point, radius)
    elif any(narrow.values()):
        box = None
    else:
        raise ValidationError(_("Укажите место, область, район или категорию."))
    if box:
        row.west, row.south, row.east, row.north = box
    row.save()
    return row


@transaction.atomic
def drop_search(search: SavedSearch, *, actor) -> None:
    if search.user_id != actor.pk:
        raise PermissionDenied(_("Это не ваш поиск."))
    search.delete()


def alert_neighbours(report: Report, event: CaseEvent) -> int:
    """Tell those whose saved searches the new public report fits; how many are told."""
    if not report.is_public:
        return 0
    told = 0
    for mode, topic in TOPICS.items():
        found = [row for row in _candidates(report).filter(mode=mode) if fits(row, report)]
        people = {row.user_id: row.user for row in found if row.user_id != report.reporter_id}
        told += notify(
            event,
            people.values(),
            topic=topic,
            subject=format_lazy("{}: {}", gettext_lazy("Рядом с вами"), str(report)),
            body=report.text[:300],
            url=report.get_absolute_url(),
        )
    return told


def _candidates(report: Report):
    rows = SavedSearch.objects.filter(
        Q(category=None) | Q(category=report.category_id),
        Q(district=None) | Q(district=report.district_id),
    ).select_related("user")
    if report.latitude is None:
        return rows.filter(radius=None, area=None)
    north, east = float(report.latitude), float(report.longitude)
    return rows.filter(south__lte=north, north__gte=north, west__lte=east, east__gte=east)


def fits(search: SavedSearch, report: Report) -> bool:
    """Whether the report lies in the circle or the area; the rest the database has asked."""
    here = (report.latitude, report.longitude)
    if search.area:
        return area.covers(search.area, *here)
    if search.radius:
        return area.metres_between(here, (search.latitude, search.longitude)) <= search.radius
    return True
