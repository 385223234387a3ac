"""The group of officials who look after volunteers."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

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
    *(
        f"{act}_{name}"
        for name in ("festival", "festivalevent", "donorsday", "presskit")
        for act in EDITING
    ),
)


@transaction.atomic
def load() -> None:
    group, _created = Group.objects.get_or_create(name=GROUP)
    rows = Permission.objects.filter(content_type__app_label="volunteers")
    group.permissions.add(*rows.filter(codename__in=CODENAMES))
