"""Inviting people to write an application together, and letting them go."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from grants import rules
from grants.actions.letters import TOPIC
from grants.models import Application, CoEditor
from portal.accounts.models import User
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify

MOST = 10  # people beside the organisation
A_DAY = 20  # letters of invitation one person may cause


def held(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=application.pk)


@transaction.atomic
def invite_editor(application: Application, *, actor, email: str, role: str) -> CoEditor:
    """Invite by address, whether or not it has an account: the answer is the same. Of somebody
    invited already the role changes.
    """
    fresh = held(application)
    require(rules.may_share(actor, fresh))
    email = email.strip().lower()
    if email == actor.email.lower():
        raise ValidationError({"email": _("Вы и так пишете эту заявку.")})
    row = fresh.coeditors.filter(email__iexact=email).first()
    if row:
        row.role = role
        row.save(update_fields=["role"])
        record(
            fresh, "editor", actor=actor, note=f"{email}: {row.get_role_display()}", public=False
        )
        return row
    if fresh.coeditors.count() >= MOST:
        raise ValidationError(_("Соредакторов не больше десяти."))
    event = record(fresh, "editor", actor=actor, note=email, public=False, data={"invited": email})
    _check_pace(actor)
    row = CoEditor.objects.create(application=fresh, email=email, role=role, invited_by=actor)
    _send_invitation(fresh, email, event)
    return row


def _check_pace(actor) -> None:
    """Letters to strangers are few, whatever is invited and removed again."""
    day_ago = timezone.now() - timedelta(days=1)
    sent = CaseEvent.objects.filter(actor=actor, kind="editor", created_at__gt=day_ago)
    if sent.filter(data__has_key="invited").count() > A_DAY:
        raise ValidationError(_("Сегодня вы пригласили много людей. Остальных — завтра."))


def _send_invitation(application: Application, email: str, event: CaseEvent) -> None:
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    link = reverse("grants:mine")
    with override(person.language if person else settings.LANGUAGE_CODE):
        subject = _("Вас приглашают писать заявку на грант: %(title)s") % {
            "title": application.title
        }
        body = _("Откройте «Мои заявки», чтобы согласиться или отказаться.")
    if person:
        notify(event, [person], topic=TOPIC, subject=subject, body=body, url=link)
        return
    text = f"{body}\n\n{settings.SITE_URL}{link}"
    EmailMessage(subject=subject, body=text, to=[email]).send()


@transaction.atomic
def answer_invitation(invitation: CoEditor, *, actor, accept: bool) -> None:
    """The invited person joins, or declines and leaves no trace but in the history."""
    row = CoEditor.objects.select_for_update().select_related("application").get(pk=invitation.pk)
    require(rules.may_join(actor, row))
    note = _("согласие") if accept else _("отказ")
    record(row.application, "editor", actor=actor, note=note, public=False)
    if not accept:
        row.delete()
        return
    row.user, row.accepted_at = actor, database_now()
    row.save(update_fields=["user", "accepted_at"])


@transaction.atomic
def remove_editor(coeditor: CoEditor, *, actor) -> None:
    """What the person has typed stays."""
    require(rules.may_remove(actor, coeditor))
    note = _("больше не участвует: %(who)s") % {"who": coeditor.email}
    record(coeditor.application, "editor", actor=actor, note=note, public=False)
    coeditor.delete()


@transaction.atomic
def forget_coeditor(user: User) -> None:
    """An erased account leaves no address in the invitations it got."""
    CoEditor.objects.filter(Q(user=user) | Q(email__iexact=user.email)).delete()
