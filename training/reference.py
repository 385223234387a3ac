"""Catalogues of training: programmes, criteria, the groups of officials."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from portal.scoring.models import CriteriaSet, Criterion
from training.models import Programme

FIXTURES = Path(__file__).parent / "fixtures"
EDITED = (
    *("programme", "lecturer", "material", "session", "module", "quiz", "question", "assignment"),
    *("planline",),
)
ALL = ("view", "add", "change", "delete")
# Whom to choose and what to judge by: without them a competition cannot be prepared.
PREPARING = (
    *(f"scoring.{act}_criteriaset" for act in ("view", "add", "change")),
    *(f"scoring.{act}_criterion" for act in ALL),
    "accounts.choose_user",
)
GROUPS = {
    "Сотрудник: обучение": (
        "training.run_session",
        "training.view_enrolment",
        *(
            f"training.{act}_{name}"
            for name in EDITED
            for act in ("view", "add", "change", "delete")
        ),
        "organisations.view_organisation",
        *PREPARING,
    ),
    "Сотрудник: кадры": (
        *("training.manage_reserve", "training.manage_ethics"),
        *(f"training.{act}_campaign" for act in ("view", "add", "change")),
        *(f"training.{act}_codeversion" for act in ("view", "add", "change")),
        *(f"training.{act}_conductdecision" for act in ("view", "add", "change")),
        "training.view_conductfeedback",
        *PREPARING,
    ),
}


@transaction.atomic
def load() -> None:
    """Load what is not there yet; what officials changed stays."""
    for row in json.loads((FIXTURES / "training_programs.json").read_text()):
        slug = row.pop("slug")
        given = {"audience": ["servants"], "is_published": True, **row}
        Programme.objects.get_or_create(slug=slug, defaults=given)
    for row in json.loads((FIXTURES / "criteria.json").read_text()):
        _criteria(**row)
    for name, permissions in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*_named(permissions))


def _named(permissions: tuple[str, ...]) -> list[Permission]:
    rows = Permission.objects.select_related("content_type")
    rows = rows.filter(codename__in=[name.split(".")[1] for name in permissions])
    return [row for row in rows if f"{row.content_type.app_label}.{row.codename}" in permissions]


def _criteria(code: str, name: str, tie_break: list, criteria: list) -> None:
    found, created = CriteriaSet.objects.get_or_create(
        code=code, defaults={"name": name, "tie_break": tie_break}
    )
    if created:
        Criterion.objects.bulk_create(
            Criterion(
                criteria=found,
                code=row_code,
                name=label,
                weight=weight,
                formula=formula,
                high=high,
                is_auto=formula != Criterion.Formula.EXPERT,
                order=order,
            )
            for order, (row_code, label, weight, formula, high) in enumerate(criteria)
        )
