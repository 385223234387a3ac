"""Joining a group and leaving it, roles, the consent of a parent.

A person's own row is locked first, so that two requests at once do not both find no membership.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.rules import PARENTAL_AGE
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.actions import attach_document
from portal.files.models import Attachment
from volunteers import rules
from volunteers.actions.letters import tell_coordinators, tell_member
from volunteers.actions.locks import locked_group, locked_user
from volunteers.actions.signups import drop_signups
from volunteers.models import (
    Consent,
    Invitation,
    Membership,
    MembershipState,
    Role,
    VolunteerGroup,
)


@transaction.atomic
def ask_to_join(group: VolunteerGroup, *, actor, text: str = "") -> Membership:
    """Ask; a coordinator answers. Raises PermissionDenied with the reason."""
    locked_user(actor.pk)
    require(rules.may_join(actor, group))
    row = Membership.objects.create(group=group, user=actor, text=text)
    tell_coordinators(
        row, record(row, "asked", actor=actor, to_state=row.state, note=text, public=False)
    )
    return row


@transaction.atomic
def join_by(invitation: Invitation, *, actor) -> Membership:
    """Join at once by a link; a minor still waits for the consent of a parent.

    Raises PermissionDenied, ValidationError when the link has ended meanwhile.
    """
    locked_user(actor.pk)
    if not Invitation.objects.open().select_for_update().filter(pk=invitation.pk).exists():
        raise ValidationError(_("Приглашение уже не действует. Попросите новое."))
    require(rules.may_join(actor, invitation.group))
    waits = rules.is_minor(actor)
    state = MembershipState.REQUESTED if waits else MembershipState.ACTIVE
    row = Membership.objects.create(group=invitation.group, user=actor, state=state)
    kind = "asked" if waits else "joined"
    tell_coordinators(row, record(row, kind, actor=actor, to_state=state, public=False))
    return row


def accept(membership: Membership, *, actor, note: str = "") -> CaseEvent:
    return _move(membership, "accept", actor, note)


def refuse_member(membership: Membership, *, actor, note: str = "") -> CaseEvent:
    return _move(membership, "refuse", actor, note)


@transaction.atomic
def exclude(membership: Membership, *, actor, note: str = "") -> CaseEvent:
    """Take the person out of the group and of its shifts to come."""
    locked_user(membership.user_id)
    _keep_a_leader(membership)
    event = _move(membership, "exclude", actor, note)
    drop_signups(membership.user, shift__group=membership.group_id)
    return event


@transaction.atomic
def leave(membership: Membership, *, actor, note: str = "") -> CaseEvent:
    """Leave the group and its shifts to come, or take the request back; the last leader stays."""
    locked_user(membership.user_id)
    _keep_a_leader(membership)
    event = advance(membership, "leave", actor=actor, note=note)
    drop_signups(membership.user, shift__group=membership.group_id)
    return event


@transaction.atomic
def _move(membership: Membership, move: str, actor, note: str) -> CaseEvent:
    event = advance(membership, move, actor=actor, note=note)
    tell_member(membership, event)
    return event


@transaction.atomic
def set_role(membership: Membership, *, actor, role: str) -> None:
    """Give another role. Raises ValidationError for a minor, and for the last leader."""
    require(rules.may_appoint(actor, membership))
    if role != Role.LEADER:
        _keep_a_leader(membership)
    if role != Role.MEMBER and rules.is_minor(membership.user):
        raise ValidationError(
            _("Координатором может быть человек с %(age)d лет.") % {"age": PARENTAL_AGE}
        )
    membership.role = role
    membership.save(update_fields=["role", "updated_at"])
    note = str(Role(role).label)
    tell_member(membership, record(membership, "role", actor=actor, note=note, public=False))


def _keep_a_leader(membership: Membership) -> None:
    # The lock makes two leaders leaving at once wait for each other.
    locked_group(membership.group_id)
    leaders = Membership.objects.leading().filter(group=membership.group_id)
    is_leader = leaders.filter(pk=membership.pk).exists()
    if is_leader and not leaders.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("В группе должен остаться руководитель. Сначала назначьте другого.")
        )


@transaction.atomic
def send_consent(membership: Membership, document, *, actor) -> None:
    """The signed paper of a parent as a file, for the eyes of those who run the group."""
    require(rules.may_send_consent(actor, membership))
    attach_document(membership, document, actor=actor, private=True)
    _set_consent(membership, Consent.SENT, by=None)
    tell_coordinators(membership, record(membership, "consent_sent", actor=actor, public=False))


@transaction.atomic
def take_consent(membership: Membership, *, actor, kind: str) -> None:
    """Accept the consent: by the file that was sent, or by the paper in one's hands."""
    require(rules.may_take_consent(actor, membership))
    if kind == Consent.FILE and not Attachment.objects.of(membership).kept().exists():
        raise ValidationError(_("Файла нет. Если бумага у вас, выберите «бумага у меня»."))
    if kind not in (Consent.FILE, Consent.PAPER):
        raise PermissionDenied(_("Так согласие не принимают."))
    _set_consent(membership, kind, by=actor)
    event = record(membership, "consent_given", actor=actor, public=False, data={"kind": str(kind)})
    tell_member(membership, event)


@transaction.atomic
def strike_consent(membership: Membership, *, actor, note: str) -> None:
    """The parent has taken the consent back, or the paper turned out to be none."""
    require(rules.may_take_consent(actor, membership))
    if not note.strip():
        raise ValidationError({"note": _("Укажите причину: её увидит участник.")})
    _set_consent(membership, "", by=None)
    tell_member(
        membership, record(membership, "consent_taken", actor=actor, note=note, public=False)
    )


def _set_consent(membership: Membership, kind: str, *, by) -> None:
    membership.consent, membership.consent_by = kind, by
    membership.consent_at = database_now() if by else None
    membership.save(update_fields=["consent", "consent_by", "consent_at", "updated_at"])
