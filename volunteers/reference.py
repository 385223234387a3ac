"""The group of officials who look after volunteers; skills and templates of the city."""

import json
from pathlib import Path

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from volunteers.models import SKILLS, ShiftTemplate, Skill

FIXTURES = Path(__file__).parent / "fixtures"
GROUP = "Сотрудник: добровольцы"
EDITING = ("view", "add", "change", "delete")
SEASON = ("festival", "festivalevent", "donorsday", "presskit")
CODENAMES = (
    *("manage_groups", "view_volunteergroup", "change_volunteergroup"),
    *("moderate_miniprojects", "view_miniproject", "change_miniproject"),
    *("view_photoreport", "change_photoreport"),
    *("moderate_partners", "view_partnercard", "change_partnercard"),
    *("view_partneragreement", "change_partneragreement"),
    *("view_shift", "change_shift", "view_hourrow"),
    *("view_skill", "add_skill", "change_skill"),
    *("view_shifttemplate", "add_shifttemplate", "change_shifttemplate"),
    *(
        f"{act}_{name}"
        for name in ("festival", "festivalevent", "donorsday", "presskit")
        for act in EDITING
    ),
)


@transaction.atomic
def load() -> None:
    """Create what is missing; what officials changed in the catalogue since is kept."""
    group, _created = Group.objects.get_or_create(name=GROUP)
    rows = Permission.objects.filter(content_type__app_label="volunteers")
    group.permissions.add(*rows.filter(codename__in=CODENAMES))
    skills = [Skill(**row) for row in _read("skills")]
    Skill.objects.bulk_create(skills, ignore_conflicts=True)
    for row in _read("shift_templates"):
        _load_template(row)


def _read(name: str) -> list[dict]:
    return json.loads((FIXTURES / f"{name}.json").read_text())


def _load_template(row: dict) -> None:
    codes = {name: row.pop(name, []) for name in SKILLS}
    template, created = ShiftTemplate.objects.of_city().get_or_create(
        name=row["name"], defaults=row
    )
    for name in SKILLS if created else ():
        getattr(template, name).set(Skill.objects.filter(code__in=codes[name]))
