"""Results of appeals and the groups of officials who work with them."""

from django.db import transaction

from civic.models import AppealResult
from civic.reference.ideas import grant, rows

APPEALS_GROUP = "Сотрудник: обращения граждан"
APPEALS_PERMISSIONS = ("view_appeal", "view_appealresult")


@transaction.atomic
def load() -> None:
    """Insert what is missing; loading again changes nothing."""
    AppealResult.objects.bulk_create(
        [AppealResult(code=row["code"], name=row["ru"]) for row in rows("appeal_results")],
        ignore_conflicts=True,
    )
    grant(APPEALS_GROUP, APPEALS_PERMISSIONS)
