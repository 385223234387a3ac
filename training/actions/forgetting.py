"""What an erased account leaves behind in training."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance
from portal.cases.clock import database_now
from portal.files.models import Attachment
from training.actions.places import free_place, locked
from training.models import (
    BEFORE_DECISION,
    IN_RESERVE,
    QUEUED,
    ConductFeedback,
    EnrolmentState,
    Ground,
    ReserveApplication,
)

LIVE = (EnrolmentState.APPLIED, *QUEUED, EnrolmentState.ADMITTED, EnrolmentState.ENROLLED)


@transaction.atomic
def forget_person(user) -> None:
    """Places go to the next, applications are withdrawn, documents and told stories are gone.

    Certificates, protocols and marks stay: they name a number, or nobody any more.
    """
    for row in user.enrolments.filter(state__in=LIVE):
        free_place(locked(row.session_id), row)
    user.enrolments.update(text="")
    for application in user.reserve_applications.select_related("campaign"):
        _leave_reserve(application)
    ConductFeedback.objects.filter(author=user).update(text="")


def _leave_reserve(application: ReserveApplication) -> None:
    if application.state in BEFORE_DECISION:
        advance(application, "withdraw", actor=None)
    elif application.state in IN_RESERVE:
        note = _("Учётная запись удалена владельцем.")
        advance(application, "exclude", actor=None, note=note, ground=Ground.OWN)
    Attachment.objects.of(application).kept().update(removed_at=database_now())
    ReserveApplication.objects.filter(pk=application.pk).update(
        list_consent=False, education="", experience="", motivation=""
    )
