"""Every write of the app."""

from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.rights import Verdict
from portal.organisations.models import (
    CentreHead,
    Invitation,
    Member,
    Organisation,
    Role,
    Status,
)
from portal.organisations.rules import may_assign_heads, may_create, may_edit, may_manage
from portal.places.models import Centre

SALT = "organisations.invitation"
INVITATION_DAYS = 14
OPEN_INVITATIONS = 20
INVITATIONS_A_DAY = 50  # also those called back: an address book is not to be written to
# What an editor may change of a confirmed organisation; the rest an official has checked.
FREE = ("description", "contact_email", "contact_phone", "site")


def create_organisation(*, actor: User, **fields) -> Organisation:
    """Register; the person who does becomes the head, an official confirms."""
    _demand(may_create(actor))
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(**fields)
            Member.objects.create(organisation=organisation, user=actor, role=Role.HEAD)
    except IntegrityError:
        raise _taken() from None
    return organisation


def edit_organisation(organisation: Organisation, *, actor: User, **fields) -> Organisation:
    """Change the card; a confirmed name and number stay, a refused card is checked anew."""
    _demand(may_edit(actor, organisation))
    try:
        with transaction.atomic():
            fresh = Organisation.objects.select_for_update().get(pk=organisation.pk)
            confirmed = fresh.status == Status.CONFIRMED
            for name, value in fields.items():
                if not confirmed or name in FREE:
                    setattr(fresh, name, value)
            if fresh.status == Status.REFUSED:
                fresh.status = Status.DRAFT
            fresh.save()
    except IntegrityError:
        raise _taken() from None
    return fresh


def decide(
    organisation: Organisation, *, actor: User, confirmed: bool, note: str = ""
) -> Organisation:
    """An official confirms or refuses; a refusal needs a reason, which the members see."""
    if not actor.has_perm("organisations.decide", organisation):
        raise PermissionDenied(_("Решение принимает уполномоченный сотрудник, не участник."))
    if not confirmed and not note.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит заявитель.")})
    status = Status.CONFIRMED if confirmed else Status.REFUSED
    moved = Organisation.objects.filter(pk=organisation.pk, status=organisation.status).update(
        status=status, decided_at=timezone.now(), decided_by=actor, decision_note=note[:500]
    )
    if moved != 1 or organisation.status == status:
        raise ValidationError(_("По этой организации уже есть решение. Обновите страницу."))
    organisation.refresh_from_db()
    return organisation


@transaction.atomic
def invite(organisation: Organisation, *, actor: User, email: str, role: str) -> Invitation:
    """Send a link to the address; a second invitation of the same address replaces the first."""
    _demand(may_manage(actor, organisation))
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    email = email.lower()
    if organisation.members.filter(user__email=email).exists():
        raise ValidationError({"email": _("Этот человек уже участник организации.")})
    _slow_down(organisation, email)
    organisation.invitations.filter(email__iexact=email, closed_at=None).update(
        closed_at=timezone.now()
    )
    if organisation.invitations.filter(closed_at=None).count() >= OPEN_INVITATIONS:
        raise ValidationError(_("Слишком много приглашений без ответа. Отзовите лишние."))
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=role, invited_by=actor
    )
    _send(invitation)
    return invitation


def _slow_down(organisation: Organisation, email: str) -> None:
    """Whoever is invited is a stranger to us: few letters to one address, few in all."""
    now = timezone.now()
    recent = organisation.invitations.filter(created_at__gt=now - timedelta(days=1))
    if recent.count() >= INVITATIONS_A_DAY or recent.filter(email__iexact=email).count() >= 3:
        raise ValidationError(_("Слишком много приглашений за сутки. Попробуйте завтра."))


def token_of(invitation: Invitation) -> str:
    return signing.dumps(invitation.pk, salt=SALT)


def invitation_of(token: str) -> Invitation | None:
    """The open invitation of a link, or None when the link is forged, old or used."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=INVITATION_DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(pk=pk, closed_at=None).first()


def _send(invitation: Invitation) -> None:
    url = settings.SITE_URL + reverse("organisations:accept", args=[token_of(invitation)])
    subject = _("Приглашение в организацию «%(name)s»") % {"name": invitation.organisation.name}
    body = _(
        "Вас приглашают участвовать на портале «Открытый Киров» от имени организации "
        "«%(name)s».\n\nЧтобы согласиться, войдите на портал с этим адресом почты и откройте "
        "ссылку:\n%(url)s\n\nСсылка действует %(days)d дней. Если вы не знаете эту организацию, "
        "просто удалите письмо."
    ) % {"name": invitation.organisation.name, "url": url, "days": INVITATION_DAYS}
    one_line = " ".join(subject.split())
    send_mail(one_line, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])


@transaction.atomic
def accept_invitation(invitation: Invitation, *, actor: User) -> Member:
    """Join; only the owner of the invited address may, and once."""
    if not owns(actor, invitation.email):
        raise PermissionDenied(
            _("Приглашение отправлено на другой адрес. Войдите с тем адресом, куда пришло письмо.")
        )
    closed = Invitation.objects.filter(pk=invitation.pk, closed_at=None)
    if not closed.update(closed_at=timezone.now()):
        raise ValidationError(_("Это приглашение уже использовано или отозвано."))
    member, _fresh = Member.objects.get_or_create(
        organisation=invitation.organisation, user=actor, defaults={"role": invitation.role}
    )
    return member


def owns(user: User, email: str) -> bool:
    """Whether the address is a confirmed one of the account."""
    return user.emailaddress_set.filter(email__iexact=email, verified=True).exists()


@transaction.atomic
def cancel_invitation(invitation: Invitation, *, actor: User) -> None:
    _demand(may_manage(actor, invitation.organisation))
    Invitation.objects.filter(pk=invitation.pk, closed_at=None).update(closed_at=timezone.now())


@transaction.atomic
def set_role(member: Member, *, actor: User, role: str) -> None:
    """Give another role; the last head stays head."""
    _demand(may_manage(actor, member.organisation))
    _keep_a_head(member, role)
    member.role = role
    member.save(update_fields=["role"])


@transaction.atomic
def remove_member(member: Member, *, actor: User) -> None:
    """The head removes anybody, everybody leaves by themselves; the last head stays."""
    if member.user_id != actor.pk:
        _demand(may_manage(actor, member.organisation))
    _keep_a_head(member, "")
    member.delete()


def _keep_a_head(member: Member, role: str) -> None:
    # The lock makes two heads leaving at once wait for each other.
    Organisation.objects.select_for_update().get(pk=member.organisation_id)
    heads = Member.objects.filter(organisation=member.organisation_id, role=Role.HEAD)
    if role != Role.HEAD and not heads.exclude(pk=member.pk).exists():
        raise ValidationError(
            _("В организации должен остаться руководитель. Сначала назначьте другого.")
        )


@transaction.atomic
def assign_head(centre: Centre, *, actor: User, person: User, since: date) -> CentreHead:
    """Enter who heads the centre from the day; whoever headed it before leaves the day before.

    Raises PermissionDenied, ValidationError when the day is not after the last known one.
    """
    _demand(may_assign_heads(actor, person))
    last = _last_head(centre)
    if last and last.until is None and last.user_id == person.pk:
        raise ValidationError({"email": _("Этот человек уже руководит центром.")})
    if last and since <= (last.until or last.since):
        known = last.until or last.since
        raise ValidationError(
            {"since": _("Нужен день позже %(day)s.") % {"day": date_format(known, "j E Y")}}
        )
    if last and last.until is None:
        last.until = since - timedelta(days=1)
        last.save(update_fields=["until"])
    return CentreHead.objects.create(centre=centre, user=person, since=since, assigned_by=actor)


@transaction.atomic
def release_head(head: CentreHead, *, actor: User, until: date) -> CentreHead:
    """Enter the last day of the head; the centre stays without one until another is assigned."""
    _demand(may_assign_heads(actor, head.user))
    last = _last_head(head.centre)
    if last != head or last.until is not None:
        raise ValidationError(_("Этот человек центром уже не руководит. Обновите страницу."))
    if until < last.since:
        raise ValidationError({"until": _("Последний день не раньше первого.")})
    last.until = until
    last.save(update_fields=["until"])
    return last


def _last_head(centre: Centre) -> CentreHead | None:
    # The lock makes two officials who enter two heads wait for each other.
    Centre.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    return centre.heads.order_by("since").last()


def leave_all(user: User) -> None:
    """The account is being deleted: its memberships go with it, its posts in centres end."""
    Member.objects.filter(user=user).delete()
    today = timezone.localdate()
    user.headed_centres.filter(since__gt=today).delete()
    user.headed_centres.filter(until=None).update(until=today)
    for email in user.emailaddress_set.values_list("email", flat=True):
        Invitation.objects.filter(email__iexact=email).delete()


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _taken() -> ValidationError:
    return ValidationError({"inn": _("Организация с таким ИНН уже есть на портале.")})
