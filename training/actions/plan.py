"""The training plan of a year begun from that of another."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from training.models import PlanLine


@transaction.atomic
def repeat_plan(lines, *, actor) -> int:
    """Copy the lines into the year after theirs; how many were new. Those there already stay."""
    if not actor.has_perm("training.add_planline"):
        raise PermissionDenied(_("План обучения составляет сотрудник, которому это поручено."))
    before = PlanLine.objects.count()
    PlanLine.objects.bulk_create(
        [
            PlanLine(
                year=row.year + 1,
                department_id=row.department_id,
                programme_id=row.programme_id,
                people=row.people,
                cost=row.cost,
            )
            for row in lines
            if row.year < 2100
        ],
        ignore_conflicts=True,
    )
    return PlanLine.objects.count() - before
