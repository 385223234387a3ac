"""The volunteer's own book: every shift with its hours, planned and confirmed."""

from django.db.models import DecimalField, OuterRef, Q, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.paging import paginate
from volunteers.models import HourKind, HourRow, Signup


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Sums of all years, then shift by shift, the latest first."""
    person = request.user
    page = paginate(_kept(person), request, size=50)
    mine = person.volunteer_hours.all()
    context = {
        "page": page,
        "total": mine.total(),
        "this_year": mine.filter(created_at__year=timezone.localdate().year).total(),
        "shifts": mine.filter(kind=HourKind.ACTUAL).count(),
        "head": (_("Когда"), _("Смена"), _("Группа"), _("Запланировано"), _("Подтверждено")),
        "hours_columns": [3, 4],
        "rows": [_row(signup) for signup in page.items],
    }
    return render(request, "volunteers/book.html", context)


def _kept(person):
    """Sign-ups with hours of any kind, each with its two sums."""
    rows = HourRow.objects.filter(signup=OuterRef("pk")).order_by().values("signup")
    column = DecimalField(max_digits=7, decimal_places=2)

    def sum_of(condition: Q):
        return Subquery(rows.filter(condition).annotate(n=Sum("hours")).values("n"), column)

    is_plan = Q(kind=HourKind.PLANNED)
    kept = Signup.objects.filter(user=person, pk__in=person.volunteer_hours.values("signup"))
    summed = kept.annotate(planned=sum_of(is_plan), counted=sum_of(~is_plan))
    return summed.select_related("shift__group")


def _row(signup: Signup) -> tuple:
    shift = signup.shift
    return (
        f"{timezone.localtime(shift.starts_at):%d.%m.%Y}",
        shift.title,
        shift.group.title,
        floatformat(signup.planned, -2) or "—",
        floatformat(signup.counted, -2) if signup.counted is not None else "—",
    )
