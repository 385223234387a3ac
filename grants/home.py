"""What grants show at home: contests that take applications now."""

from grants.models import Contest

AT_MOST = 3


def panel(request) -> dict | None:
    """The panel of settings.HOME_PANELS; nothing while no contest takes applications."""
    contests = list(Contest.objects.accepting().order_by("closes_at")[:AT_MOST])
    if not contests:
        return None
    return {"template": "grants/home.html", "order": 40, "context": {"contests": contests}}
