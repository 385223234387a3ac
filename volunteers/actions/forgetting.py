"""What an erased account leaves behind among volunteers."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.cases.actions import advance
from portal.cases.clock import database_now
from portal.files.models import Attachment
from volunteers.actions.miniproject_moves import cancel_project
from volunteers.actions.receipts import end_promise
from volunteers.actions.signups import drop_signups
from volunteers.actions.walk_ins import forget_walk_in
from volunteers.models import EDITABLE, MiniProjectState, WalkIn


@transaction.atomic
def forget_person(user) -> None:
    """The person leaves every group and shift; what they wrote and papers of parents are gone."""
    drop_signups(user)
    for row in WalkIn.objects.open().of_person(user):
        forget_walk_in(row)
    user.volunteer_signups.update(text="")
    user.volunteer_skills.all().delete()
    for row in user.volunteer_memberships.live():
        advance(row, "leave", actor=None)
    for row in user.volunteer_memberships.exclude(consent=""):
        Attachment.objects.of(row).kept().update(removed_at=database_now())
    user.volunteer_memberships.update(text="", consent="")
    forget_kindness(user)


def forget_kindness(user) -> None:
    """Promises end and free what they held; projects of the person's own end too."""
    for row in user.pledges.promised().select_related("need__project", "user"):
        end_promise(row)
    user.pledges.update(text="", contact="", shows_name=False)
    for row in user.mini_projects.filter(organisation=None):
        if row.state in EDITABLE:
            advance(row, "withdraw", actor=None)
        elif row.state == MiniProjectState.OPEN:
            cancel_project(row, actor=None, note=_("Организатор удалил учётную запись."))
    forget_partner(user)


def forget_partner(user) -> None:
    """The person's own cards close, replies nobody has answered are withdrawn."""
    ends = {"open": "close", "submitted": "withdraw", "refused": "withdraw"}
    for row in user.partner_cards.filter(organisation=None, state__in=ends):
        advance(row, ends[row.state], actor=None)
    for row in user.partner_replies.filter(state="sent"):
        advance(row, "withdraw", actor=None)
    user.partner_replies.update(contact="")
