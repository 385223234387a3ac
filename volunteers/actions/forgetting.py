"""What an erased account leaves behind among volunteers."""

from django.db import transaction

from portal.cases.actions import advance
from portal.cases.clock import database_now
from portal.files.models import Attachment
from volunteers.actions.signups import drop_signups


@transaction.atomic
def forget_person(user) -> None:
    """The person leaves every group and shift; what they wrote and papers of parents are gone."""
    drop_signups(user)
    user.volunteer_signups.update(text="")
    for row in user.volunteer_memberships.live():
        advance(row, "leave", actor=None)
    for row in user.volunteer_memberships.exclude(consent=""):
        Attachment.objects.of(row).kept().update(removed_at=database_now())
    user.volunteer_memberships.update(text="", consent="")
