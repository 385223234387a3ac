"""Catalogues of budgeting: the typology of projects and the grounds of refusal."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from budgeting.models import ProjectType, RefusalGround

FIXTURES = Path(__file__).parent / "fixtures"
STAFF_GROUP = "Сотрудник: инициативные проекты"
STAFF_PERMISSIONS = (
    "moderate_project",
    "execute_project",
    "publish_round",
    "view_project",
    "view_round",
    "add_round",
    "change_round",
    "view_programme",
    "run_commission",
    "view_commission",
    "add_commission",
    "change_commission",
    "view_commissionapplication",
    "view_servant",
    "delete_servant",
)
LOT = {"content_type__app_label": "draws", "codename": "conduct"}


def rows(name: str) -> list[dict]:
    return json.loads((FIXTURES / f"{name}.json").read_text())


@transaction.atomic
def load() -> None:
    """Insert or refresh the catalogues and the officials' group; loading again changes nothing."""
    ProjectType.objects.bulk_create(
        [
            ProjectType(code=row["code"], name=row["ru"], icon=row["icon"], order=row["order"])
            for row in rows("project_typology")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "icon", "order"],
    )
    RefusalGround.objects.bulk_create(
        [
            RefusalGround(
                code=row["code"], name=row["ru"], must_offer_rework=row["must_offer_rework"]
            )
            for row in rows("refusal_grounds")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "must_offer_rework"],
    )
    group, _created = Group.objects.get_or_create(name=STAFF_GROUP)
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="budgeting", codename__in=STAFF_PERMISSIONS
        )
    )
    group.permissions.add(*Permission.objects.filter(**LOT))
