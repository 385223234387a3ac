"""What the reports add up to: who is late, how fast things are mended, where they lie densest."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from civic.figures import figures
from civic.models import Report
from civic.routing import posts_of
from civic.views.reports_data import asked
from portal.pages.charts import bars
from portal.pages.exports import csv_response
from portal.pages.paging import paginate

KEPT_FOR = 300  # seconds
BY = {
    "category": gettext_lazy("По категориям"),
    "district": gettext_lazy("По районам"),
    "department": gettext_lazy("По исполнителям"),
}
PERIODS = {
    "30": gettext_lazy("за 30 дней"),
    "90": gettext_lazy("за 90 дней"),
    "365": gettext_lazy("за год"),
    "all": gettext_lazy("за всё время"),
}


@login_not_required
@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Whose terms have passed, by department, the longest silence first."""
    now = timezone.now()
    late = Report.objects.public().overdue(now)
    lines = (
        late.order_by()
        .values("department_id", "department__name")
        .annotate(count=Count("pk"), since=Min("due_at"))
        .order_by("-count", "department__name")
    )
    rows = late.select_related("department").only(
        "id", "title", "due_at", "state", "escalation", "me_too_count",
        "department__name", "department__post",
    )  # fmt: skip
    if (chosen := request.GET.get("department", "")).isdecimal() and len(chosen) < 10:
        rows = rows.filter(department=int(chosen))
    page = paginate(rows, request, keys=("due_at", "id"), size=20)
    posts = posts_of(page.items)
    context = {
        "lines": list(lines),
        "page": page,
        "rows": [(report, posts.get(report.pk, "")) for report in page.items],
        "now": now,
    }
    return render(request, "civic/reports/overdue.html", context)


def _counted(by: str, period: str) -> list:
    """Lines of the statistics, remembered for minutes: the same for everybody."""
    key = f"civic:figures:{by}:{period}"
    found = cache.get(key)
    if found is None:
        now = timezone.now()
        rows = Report.objects.public().filter(merged_into=None)
        if period != "all":
            rows = rows.filter(published_at__gt=now - timedelta(days=int(period)))
        found = figures(rows, by, now)
        cache.set(key, found, KEPT_FOR)
    return found


def _chosen(request) -> tuple[str, str]:
    by, period = request.GET.get("by", ""), request.GET.get("period", "")
    return by if by in BY else "category", period if period in PERIODS else "90"


@login_not_required
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Median days, share in time, disputed, marks: a chart and the table it is drawn from."""
    by, period = _chosen(request)
    lines = _counted(by, period)
    context = {
        "by": by,
        "period": period,
        "views": BY.items(),
        "periods": PERIODS.items(),
        "title": BY[by],
        "head": _head(),
        "rows": [_cells(line) for line in lines],
        "numeric": list(range(1, 10)),
        "bars": bars((line.name or _("не указано"), line.total, line.solved) for line in lines),
    }
    return render(request, "civic/reports/statistics.html", context)


def _head() -> list[str]:
    return [
        _("Что"),
        _("Всего"),
        _("Открыто"),
        _("Решено, подтверждено"),
        _("Медиана, дней"),
        _("9 из 10 — за, дней"),
        _("В срок, %"),
        _("Оспорено, %"),
        _("Оценка ответов, из 5"),
        _("Просрочено"),
    ]


def _cells(line) -> list:
    known = ("—" if value is None else value for value in line[1:])
    return [line.name or _("не указано"), *known]


@login_not_required
@require_safe
def statistics_table(request: HttpRequest) -> HttpResponse:
    """The same statistics as a table for spreadsheets."""
    by, period = _chosen(request)
    return csv_response(f"reports-by-{by}", _head(), (_cells(row) for row in _counted(by, period)))


@login_not_required
@require_safe
def heat_map(request: HttpRequest) -> HttpResponse:
    """How densely the reports of the filter lie in the city; the list beside it says the same."""
    found, faults = asked(request)
    query = request.GET.urlencode()
    context = {
        "fields": [found.form[name] for name in ("status", "category", "district", "since")],
        "faults": faults,
        "query": f"?{query}" if query else "",
    }
    return render(request, "civic/reports/heat.html", context, status=400 if faults else 200)
