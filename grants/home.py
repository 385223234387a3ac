"""What grants show at home: contests and awards in which one may take part now."""

from django.utils import timezone

from grants.models import AwardSeason, Contest

AT_MOST = 3


def panel(request) -> dict | None:
    """The panel of settings.HOME_PANELS; nothing while nobody is asked for anything."""
    contests = list(Contest.objects.accepting().order_by("closes_at")[:AT_MOST])
    seasons = AwardSeason.objects.taking_part(timezone.now()).select_related("award")
    context = {"contests": contests, "seasons": list(seasons.order_by("-id")[:AT_MOST])}
    if not any(context.values()):
        return None
    return {"template": "grants/home.html", "order": 40, "context": context}
