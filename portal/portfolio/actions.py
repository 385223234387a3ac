"""Confirming participation, issuing and revoking certificates, opening one's book.

Staff act through `confirm_participation`, `issue_certificate`, `revoke`. An app whose own rules
let somebody confirm (a coordinator of volunteers, an organiser of a course) asks them first and
calls `write_participation`, `write_certificate`, `strike_out`.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.portfolio.models import Book, Certificate, Participation
from portal.portfolio.rules import may_issue, may_open_book


@transaction.atomic
def confirm_participation(person, kind: str, title: str, *, actor, **what) -> Participation:
    """Write a confirmed contribution down. Raises PermissionDenied, ValidationError."""
    _check(may_issue(actor, person))
    return write_participation(person, kind, title, actor=actor, **what)


@transaction.atomic
def write_participation(
    person,
    kind: str,
    title: str,
    *,
    actor,
    day: date,
    hours: Decimal | None = None,
    case: models.Model | None = None,
    organisation=None,
) -> Participation:
    """The write itself, for an app that has asked its own right. Raises ValidationError for a
    future day, senseless hours, one's own participation.
    """
    row = Participation(
        user=person,
        kind=kind,
        title=title[:200],
        day=day,
        hours=hours,
        confirmed_by=actor,
        case=case,
        organisation=organisation,
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
    return write_certificate(person, title, actor=actor, context=context)


@transaction.atomic
def write_certificate(
    person, title: str, *, actor, context: dict, replaces: Certificate | None = None
) -> Certificate:
    """The write itself, for an app that has asked its own right; `replaces` is revoked by it.

    Raises ValidationError when nobody's name is known, or when the old one was replaced already.
    """
    frozen = {"name": person.get_full_name(), **context}
    if not frozen["name"]:
        raise ValidationError(_("У человека не указано имя: свидетельство не на кого выписать."))
    if replaces is not None:
        replaces = Certificate.objects.select_for_update().get(pk=replaces.pk)
        if replaces.user_id != person.pk or hasattr(replaces, "replaced_by"):
            raise ValidationError(_("Взамен этого свидетельства уже выдано другое."))
        if replaces.revoked_at is None:
            strike_out(replaces, reason=_("Выдано новое свидетельство взамен этого."))
    return Certificate.objects.create(
        user=person, title=title, context=frozen, issued_by=actor, replaces=replaces
    )


@transaction.atomic
def reissue_certificate(old: Certificate, *, actor, context: dict) -> Certificate:
    """Issue anew, with a name or a line put right; both papers point to each other."""
    _check(may_issue(actor, old.user))
    return write_certificate(old.user, old.title, actor=actor, context=context, replaces=old)


@transaction.atomic
def revoke(row: Certificate | Participation, *, actor, reason: str) -> None:
    """Revoke for a reason that the public check page shows; once, else ValidationError."""
    _check(may_issue(actor, row.user))
    strike_out(row, reason=reason)


@transaction.atomic
def strike_out(row: Certificate | Participation, *, reason: str) -> None:
    """The write of `revoke`, for an app that has asked its own right. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит каждый, кто проверит код.")})
    found = type(row).objects.filter(pk=row.pk, revoked_at=None)
    if not found.update(revoked_at=timezone.now(), revoke_reason=reason.strip()[:300]):
        raise ValidationError(_("Уже отозвано."))
    row.refresh_from_db()


def _check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("Участие подтверждают сотрудники с этим правом, и не своё."))


@transaction.atomic
def open_book(user) -> Book:
    """Show the confirmed participation to everybody with the address. Raises PermissionDenied."""
    if not (verdict := may_open_book(user)):
        raise PermissionDenied(verdict.reason)
    return Book.objects.get_or_create(user=user)[0]


@transaction.atomic
def close_book(user) -> None:
    """Show it no more: the address ends, one opened later gets another."""
    Book.objects.filter(user=user).delete()
