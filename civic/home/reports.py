"""What issue reports show at home: how many are open, overdue, solved this month."""

from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from civic.models import Report, ReportState
from portal.places.plan import plan

NEWEST = 3


def panel(request) -> dict:
    """The panel of settings.HOME_PANELS; the same for everybody."""
    now = timezone.now()
    month = Report.objects.public().filter(published_at__gt=now - timedelta(days=30))
    solved = month.filter(state=ReportState.SOLVED).exclude(proof="")
    by_district = Report.objects.open().order_by().values_list("district").annotate(Count("pk"))
    numbers = dict(by_district)
    return {
        "template": "civic/reports/home.html",
        "order": 20,
        "context": {
            "open": sum(numbers.values()),
            "plan": plan(numbers, lambda row: f"{reverse('civic:reports')}?district={row.pk}"),
            "overdue": Report.objects.public().overdue(now).count(),
            "solved": solved.count(),
            "newest": list(
                Report.objects.open()
                .only("id", "title", "state", "due_at")
                .order_by("-id")[:NEWEST]
            ),
            "now": now,
        },
    }
