"""What an erased account leaves behind among applicants, nominees and donors."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from grants.actions.awards_consent import close
from grants.actions.editors import forget_coeditor
from grants.models import AwardSeason, NominationState
from grants.models.awards_states import EDITABLE, REVOCABLE
from grants.rules.awards import may_be_answered
from portal.accounts.models import User


@transaction.atomic
def forget_person(user: User) -> None:
    """Promises end and with them names of donors; what may still be declined is declined."""
    forget_coeditor(user)
    user.endowment_pledges.standing().update(withdrawn_at=timezone.now())
    user.endowment_pledges.update(public_name="")
    unanswered = (*EDITABLE, NominationState.CONSENT)
    for row in _locked(user.award_nominations.filter(state__in=unanswered)):
        close(row, "withdraw", None)
    # Held before the nominations, as everybody does who ranks and decides.
    seasons = AwardSeason.objects.filter(pk__in=user.award_honours.values("season"))
    list(seasons.order_by("pk").select_for_update(no_key=True))
    for row in _locked(user.award_honours.filter(state__in=REVOCABLE)):
        if may_be_answered(row):
            close(row, "decline", None)


def _locked(rows: QuerySet) -> QuerySet:
    related = ("season__award", "category", "nominator", "nominee_user")
    return rows.select_for_update(of=("self",)).select_related(*related)
