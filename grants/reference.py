"""Catalogues of grants: directions, and the group of officials that runs contests."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from grants.models import Direction

FIXTURES = Path(__file__).parent / "fixtures"
STAFF_GROUP = "Сотрудник: гранты"
STAFF_PERMISSIONS = (
    *("run_contest", "process_application", "view_application"),
    *("view_contest", "add_contest", "change_contest"),
    *("view_clarification", "change_clarification", "view_direction"),
    *("view_review", "view_objection", "change_objection", "manage_agreement"),
)


@transaction.atomic
def load() -> None:
    """Load what is not there yet; what officials changed stays."""
    names = json.loads((FIXTURES / "grant_directions.json").read_text())
    for order, name in enumerate(names):
        Direction.objects.get_or_create(name=name, defaults={"order": order * 10})
    group, _created = Group.objects.get_or_create(name=STAFF_GROUP)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="grants", codename__in=STAFF_PERMISSIONS)
    )
