"""What volunteers show at home: the next shifts that need people."""

from django.contrib.auth.models import AnonymousUser

from volunteers.models import Shift

AT_MOST = 3


def panel(request) -> dict | None:
    """The panel of HOME_PANELS; nothing while nobody is needed."""
    rows = Shift.objects.visible_to(AnonymousUser()).to_come().with_places()
    shifts = list(rows.select_related("group", "district").order_by("starts_at", "id")[:AT_MOST])
    if not shifts:
        return None
    return {"template": "volunteers/home.html", "order": 55, "context": {"shifts": shifts}}
