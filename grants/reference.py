"""Catalogues of grants: directions, awards with scales of juries, the group of officials."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from grants.models import Award, ConsultationSubject, Direction
from portal.scoring.models import CriteriaSet, Criterion

FIXTURES = Path(__file__).parent / "fixtures"
STAFF_GROUP = "Сотрудник: гранты"
STAFF_PERMISSIONS = (
    *("run_contest", "process_application", "view_application"),
    *("view_contest", "add_contest", "change_contest"),
    *("view_clarification", "change_clarification", "view_direction"),
    *("view_review", "view_objection", "change_objection", "manage_agreement"),
    *("manage_property", "manage_social_order", "manage_consultation"),
    *("run_award", "process_nomination", "view_nomination", "view_award", "change_award"),
    *("manage_endowment", "view_endowmentfund", "add_endowmentfund", "change_endowmentfund"),
    *("view_endowmentoperation", "view_endowmentpledge"),
    *("view_awardseason", "add_awardseason", "change_awardseason"),
)


@transaction.atomic
def load() -> None:
    """Load what is not there yet; what officials changed stays."""
    names = json.loads((FIXTURES / "grant_directions.json").read_text())
    for order, name in enumerate(names):
        Direction.objects.get_or_create(name=name, defaults={"order": order * 10})
    subjects = json.loads((FIXTURES / "consultation_subjects.json").read_text())
    for order, name in enumerate(subjects):
        ConsultationSubject.objects.get_or_create(name=name, defaults={"order": order * 10})
    _load_awards()
    group, _created = Group.objects.get_or_create(name=STAFF_GROUP)
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="grants", codename__in=STAFF_PERMISSIONS)
    )


def _load_awards() -> None:
    """The city's awards, the oblast's «Общественное признание» as a pattern, scales of juries."""
    for row in json.loads((FIXTURES / "awards.json").read_text()):
        given = {"name": row["ru"], "categories": row["nominations"]}
        Award.objects.get_or_create(code=row["code"], defaults=given)
    names = json.loads((FIXTURES / "public_recognition_nominations.json").read_text())
    given = {"name": "Общественное признание", "categories": names}
    Award.objects.get_or_create(code="public_recognition", defaults=given)
    for row in json.loads((FIXTURES / "award_criteria.json").read_text()):
        criteria, is_new = CriteriaSet.objects.get_or_create(
            code=row["code"], defaults={"name": row["name"]}
        )
        if is_new:
            Criterion.objects.bulk_create(
                Criterion(criteria=criteria, code=code, name=name, weight=weight,
                          formula=Criterion.Formula.EXPERT, high=10, order=order)
                for order, (code, name, weight) in enumerate(row["criteria"])
            )  # fmt: skip
