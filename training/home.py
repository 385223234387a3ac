"""What training shows at home: sessions that enrol now."""

from training.models import Session

AT_MOST = 3


def panel(request) -> dict | None:
    """The panel of HOME_PANELS; nothing while no session enrols."""
    rows = Session.objects.enrolling().select_related("programme").order_by("enrol_until", "id")
    sessions = list(rows[:AT_MOST])
    if not sessions:
        return None
    return {"template": "training/home.html", "order": 60, "context": {"sessions": sessions}}
