"""Departments and the groups of officials who lead ideas and challenges."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from civic.models import Department

FIXTURES = Path(__file__).parent.parent / "fixtures"
IDEAS_GROUP = "Сотрудник: идеи и вызовы"
IDEAS_PERMISSIONS = (
    "moderate_idea",
    "answer_idea",
    "assess_idea",
    "run_challenge",
    "view_idea",
    "view_ideamerge",
    "view_challenge",
    "add_challenge",
    "change_challenge",
    "add_challengestage",
    "change_challengestage",
    "delete_challengestage",
    "view_department",
    "run_opinion",
    "moderate_statement",
    "view_survey",
    "add_survey",
    "change_survey",
    "add_surveyquestion",
    "change_surveyquestion",
    "delete_surveyquestion",
    "view_opinionboard",
    "add_opinionboard",
    "change_opinionboard",
    "view_statement",
)


def rows(name: str) -> list[dict]:
    return json.loads((FIXTURES / f"{name}.json").read_text())


@transaction.atomic
def load() -> None:
    """Insert what is missing; what officials have edited stays."""
    Department.objects.bulk_create(
        [Department(code=row["code"], name=row["ru"]) for row in rows("departments")],
        ignore_conflicts=True,
    )
    grant(IDEAS_GROUP, IDEAS_PERMISSIONS)


def grant(group_name: str, codenames: tuple[str, ...]) -> None:
    """Give a group of officials these rights of civic."""
    group, _created = Group.objects.get_or_create(name=group_name)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="civic", codename__in=codenames)
    )
