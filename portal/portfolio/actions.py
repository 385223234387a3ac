"""Confirming participation, issuing and revoking certificates."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.portfolio.models import Certificate, Participation
from portal.portfolio.rules import may_issue


@transaction.atomic
def confirm_participation(
    person,
    kind: str,
    title: str,
    *,
    actor,
    day: date,
    hours: Decimal | None = None,
    case: models.Model | None = None,
) -> Participation:
    """Write a confirmed contribution down. Raises PermissionDenied, ValidationError."""
    _check(may_issue(actor, person))
    row = Participation(
        user=person, kind=kind, title=title, day=day, hours=hours, confirmed_by=actor, case=case
    )
    if day > timezone.localdate():
        raise ValidationError({"day": _("Подтвердить можно только то, что уже было.")})
    row.full_clean()
    row.save(force_insert=True)
    return row


@transaction.atomic
def issue_certificate(person, title: str, *, actor, context: dict) -> Certificate:
    """Issue a certificate whose text stays as it is, whatever changes later."""
    _check(may_issue(actor, person))
    frozen = {"name": person.get_full_name(), **context}
    if not frozen["name"]:
        raise ValidationError(_("У человека не указано имя: свидетельство не на кого выписать."))
    return Certificate.objects.create(user=person, title=title, context=frozen, issued_by=actor)


@transaction.atomic
def revoke(row: Certificate | Participation, *, actor, reason: str) -> None:
    """Revoke for a reason that the public check page shows; once, else ValidationError."""
    _check(may_issue(actor, row.user))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит каждый, кто проверит код.")})
    found = type(row).objects.filter(pk=row.pk, revoked_at=None)
    if not found.update(revoked_at=timezone.now(), revoke_reason=reason.strip()[:300]):
        raise ValidationError(_("Уже отозвано."))
    row.refresh_from_db()


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("Участие подтверждают сотрудники с этим правом, и не своё."))
