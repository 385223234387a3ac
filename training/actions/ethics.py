"""The code of ethics: published, edited before effect, acknowledged; answers about conduct."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from training import rules
from training.models import Acknowledgement, CodeReminder, CodeVersion, ConductFeedback

TOPIC = "training"
REMIND_EVERY = timedelta(days=7)


def today():
    return timezone.localdate(database_now())


@transaction.atomic
def publish_code(version: CodeVersion, *, actor, note: str = "") -> CaseEvent:
    """Show the text to everybody with its hash. Raises ValidationError for an empty or late one."""
    fresh = CodeVersion.objects.select_for_update().get(pk=version.pk)
    require(rules.may_manage_ethics(actor))
    if not fresh.articles.exists():
        raise ValidationError(_("Добавьте хотя бы одну статью."))
    if fresh.state == "draft" and fresh.effective_on < today():
        raise ValidationError(_("День вступления в силу уже прошёл: исправьте дату."))
    digest = fresh.text_digest()
    return advance(
        version, "publish", actor=actor, note=note, data={"digest": digest}, digest=digest
    )


@transaction.atomic
def edit_code(version: CodeVersion, *, actor, change) -> None:
    """Let `change()` write the text while it may still be written, and keep the new hash.

    Who acknowledged the old text is asked again. Raises PermissionDenied once it is in effect.
    """
    fresh = CodeVersion.objects.select_for_update().get(pk=version.pk)
    require(rules.may_edit_code(actor, fresh, today()))
    change()
    fresh.refresh_from_db()
    digest = fresh.text_digest()
    if fresh.state == "published" and digest != fresh.digest:
        CodeVersion.objects.filter(pk=fresh.pk).update(digest=digest)
        record(fresh, "edited", actor=actor, data={"digest": digest})


@transaction.atomic
def acknowledge(version: CodeVersion, *, actor, digest: str) -> Acknowledgement:
    """Keep that the person has read the text of this hash; the one shown must be today's.

    Raises ValidationError when the text changed since the page was opened.
    """
    fresh = CodeVersion.objects.select_for_update().get(pk=version.pk)
    require(rules.may_acknowledge(actor, fresh))
    if digest != fresh.digest or digest != fresh.text_digest():
        raise ValidationError(_("Текст изменился, пока вы читали. Прочитайте его снова."))
    row, _new = Acknowledgement.objects.get_or_create(version=fresh, user=actor, digest=digest)
    return row


def unread_by(version: CodeVersion):
    """Servants of confirmed departments who have not acknowledged the text as it is now."""
    servants = User.objects.filter(
        is_active=True,
        memberships__organisation__kind="department",
        memberships__organisation__status="confirmed",
    )
    read = version.acknowledgements.filter(digest=version.digest).values("user")
    return servants.exclude(pk__in=read).distinct()


@transaction.atomic
def remind_of_code(version: CodeVersion) -> int:
    """Ask those who have not read it, each no oftener than once a week; how many were asked."""
    now = database_now()
    recent = CodeReminder.objects.filter(version=version, sent_at__gt=now - REMIND_EVERY)
    people = list(unread_by(version).exclude(pk__in=recent.values("user"))[:1000])
    if not people:
        return 0
    for person in people:
        CodeReminder.objects.update_or_create(
            version=version, user=person, defaults={"sent_at": now}
        )
    notify(
        record(version, "reminded", actor=None, public=False),
        people,
        topic=TOPIC,
        subject=gettext_lazy("Ознакомьтесь с кодексом этики"),
        body=format_lazy(
            "{}\n\n{}",
            str(version),
            gettext_lazy("Откройте текст, прочитайте и нажмите «Ознакомлен»."),
        ),
        url=version.get_absolute_url(),
    )
    return len(people)


@transaction.atomic
def tell_conduct(*, actor, **said) -> ConductFeedback:
    """Keep what a resident says of one contact. The row of the person is locked for the limit.

    Raises PermissionDenied with the reason, ValidationError for a second answer about a contact.
    """
    User.objects.select_for_update().get(pk=actor.pk)
    require(rules.may_tell_about(actor, said["department"], said["contact_on"], today()))
    own = ConductFeedback.objects.filter(author=actor)
    if own.filter(created_at__gt=database_now() - timedelta(days=1)).count() >= rules.A_DAY:
        raise ValidationError(_("Сегодня вы рассказали о трёх обращениях. Остальные — завтра."))
    row = ConductFeedback(author=actor, **said)
    row.validate_constraints()
    row.save(force_insert=True)
    record(row, "told", actor=actor, public=False)
    return row


@transaction.atomic
def accept_conduct(row: ConductFeedback, *, actor, note: str = "") -> CaseEvent:
    return advance(row, "accept", actor=actor, note=note)


@transaction.atomic
def reject_conduct(row: ConductFeedback, *, actor, note: str = "") -> CaseEvent:
    """Do not count it; the author reads why."""
    event = advance(row, "reject", actor=actor, note=note)
    notify(
        event,
        [row.author],
        topic=TOPIC,
        subject=gettext_lazy("Отзыв о работе подразделения не учтён"),
        body=note,
        url=row.get_absolute_url(),
    )
    return event
