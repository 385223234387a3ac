"""Making a group, deciding about it, its announcements and its link of invitation."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from volunteers import rules
from volunteers.actions.letters import send, tell_leaders
from volunteers.actions.locks import locked_group, locked_user
from volunteers.models import (
    Announcement,
    GroupState,
    Invitation,
    Membership,
    MembershipState,
    Role,
    VolunteerGroup,
)

INVITATION_DAYS = 14
WAITING_AT_ONCE = 3
ANNOUNCEMENTS_A_DAY = 10
# What an official has approved stays; the rest its leader changes freely.
FREE = ("about", "safety", "contact")


@transaction.atomic
def create_group(*, actor, **fields) -> VolunteerGroup:
    """Ask for a group; whoever does becomes its leader, an official approves.

    Raises PermissionDenied, ValidationError for a foreign organisation or too many that wait.
    """
    require(rules.may_create(actor))
    check_host(actor, fields)
    locked_user(actor.pk)
    mine = VolunteerGroup.objects.waiting().run_by(actor)
    if mine.count() >= WAITING_AT_ONCE:
        raise ValidationError(_("Ваши группы ещё рассматривают. Дождитесь ответа."))
    group = VolunteerGroup.objects.create(**fields)
    Membership.objects.create(
        group=group, user=actor, role=Role.LEADER, state=MembershipState.ACTIVE
    )
    record(group, "created", actor=actor, to_state=group.state)
    return group


def check_host(actor, fields: dict) -> None:
    organisation, centre = fields.get("organisation"), fields.get("centre")
    if bool(organisation) == bool(centre):
        raise ValidationError(
            {"centre": _("Выберите что-то одно: центр или организацию, при которых вы работаете.")}
        )
    if organisation and not (verdict := rules.may_host(actor, organisation)):
        raise ValidationError({"organisation": verdict.reason})


@transaction.atomic
def edit_group(group: VolunteerGroup, *, actor, **fields) -> VolunteerGroup:
    """Change the card; an approved name and host stay as the official saw them."""
    require(rules.may_lead(actor, group))
    fresh = locked_group(group.pk)
    if fresh.state == GroupState.CLOSED:
        raise PermissionDenied(_("Группа закрыта."))
    approved = fresh.state == GroupState.ACTIVE
    changed = [name for name in fields if not approved or name in FREE]
    if not approved:
        check_host(actor, fields)
    for name in changed:
        setattr(fresh, name, fields[name])
    fresh.save(update_fields=[*changed, "updated_at"])
    record(fresh, "edited", actor=actor, public=False)
    return fresh


def approve_group(group: VolunteerGroup, *, actor, note: str = "") -> CaseEvent:
    return _decide(group, "approve", actor, note)


def refuse_group(group: VolunteerGroup, *, actor, note: str = "") -> CaseEvent:
    return _decide(group, "refuse", actor, note)


def reopen_group(group: VolunteerGroup, *, actor, note: str = "") -> CaseEvent:
    return _decide(group, "reopen", actor, note)


def resubmit_group(group: VolunteerGroup, *, actor, note: str = "") -> CaseEvent:
    return advance(group, "resubmit", actor=actor, note=note)


@transaction.atomic
def close_group(group: VolunteerGroup, *, actor, note: str = "") -> CaseEvent:
    """End the group: its link of invitation ends, whoever asked to join is answered."""
    locked_group(group.pk)
    if group.shifts.to_come().exists():
        raise ValidationError(_("Сначала отмените смены, которые ещё не прошли."))
    event = _decide(group, "close", actor, note)
    group.invitations.filter(closed_at=None).update(closed_at=database_now())
    for row in group.memberships.filter(state=MembershipState.REQUESTED):
        advance(row, "refuse", actor=None, note=_("Группа закрыта."))
    return event


@transaction.atomic
def _decide(group: VolunteerGroup, move: str, actor, note: str) -> CaseEvent:
    event = advance(group, move, actor=actor, note=note)
    tell_leaders(group, event)
    return event


@transaction.atomic
def add_document(group: VolunteerGroup, document, *, actor, private: bool):
    """A briefing or a form of the group; a private one is for its members."""
    require(rules.may_run(actor, group))
    return attach_document(group, document, actor=actor, private=private)


@transaction.atomic
def announce(group: VolunteerGroup, *, actor, title: str, text: str) -> Announcement:
    """Tell every member. Raises ValidationError when a day has had enough of them."""
    require(rules.may_run_active(actor, group))
    locked_group(group.pk)
    since = database_now() - timedelta(days=1)
    if group.announcements.filter(created_at__gt=since).count() >= ANNOUNCEMENTS_A_DAY:
        raise ValidationError(_("Сегодня объявлений уже много. Напишите завтра."))
    row = Announcement.objects.create(group=group, author=actor, title=title, text=text)
    event = record(group, "announced", actor=actor, public=False)
    members = User.objects.filter(pk__in=group.memberships.active().values("user"))
    people, url = members.exclude(pk=actor.pk), group.get_absolute_url()
    send(event, people, (title, text), title=group.title, url=url)
    return row


@transaction.atomic
def open_invitation(group: VolunteerGroup, *, actor) -> Invitation:
    """A new link; the one handed round before works no more."""
    require(rules.may_run_active(actor, group))
    close_invitation(group, actor=actor)
    until = database_now() + timedelta(days=INVITATION_DAYS)
    return Invitation.objects.create(group=group, invited_by=actor, expires_at=until)


@transaction.atomic
def close_invitation(group: VolunteerGroup, *, actor) -> None:
    require(rules.may_run(actor, group))
    locked_group(group.pk)
    group.invitations.filter(closed_at=None).update(closed_at=database_now())
