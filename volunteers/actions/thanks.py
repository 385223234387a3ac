"""Certificates of the hours in a group. Their text is frozen when given."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min
from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.cases.actions import record
from portal.cases.clock import require
from portal.portfolio.actions import strike_out, write_certificate
from volunteers import rules
from volunteers.actions.letters import tell_member
from volunteers.actions.locks import locked_user
from volunteers.models import HourKind, Membership, Thanks


@transaction.atomic
def give_thanks(membership: Membership, *, actor) -> Thanks:
    """Certify the confirmed hours there are now; one still in force is replaced.

    Raises PermissionDenied, ValidationError when nothing is confirmed.
    """
    person = locked_user(membership.user_id)
    require(rules.may_thank(actor, membership))
    rows = person.volunteer_hours.in_group(membership.group_id)
    total = rows.total()
    if not total:
        raise ValidationError(_("Подтверждённых часов в этой группе нет."))
    old = membership.thanks.filter(certificate__revoked_at=None).first()
    certificate = write_certificate(
        person,
        _("Справка добровольца"),
        actor=actor,
        context={"lines": _lines(membership, rows, total)},
        replaces=old and old.certificate,
    )
    row = Thanks.objects.create(membership=membership, certificate=certificate)
    tell_member(membership, record(membership, "thanked", actor=actor, public=False))
    return row


def _lines(membership: Membership, rows, total) -> list[tuple[str, str]]:
    held = rows.filter(kind=HourKind.ACTUAL).aggregate(
        first=Min("starts_at"), last=Max("starts_at")
    )
    first, last = (timezone.localtime(held[name]) for name in ("first", "last"))
    return [
        (_("Группа добровольцев"), membership.group.title),
        (_("Часов подтверждено"), floatformat(total, -2)),
        (_("Когда"), f"{first:%d.%m.%Y} — {last:%d.%m.%Y}"),
    ]


@transaction.atomic
def revoke_thanks(row: Thanks, *, actor, note: str) -> None:
    """Take the certificate back, with a reason that whoever checks the code reads."""
    membership = row.membership
    require(rules.may_thank(actor, membership))
    strike_out(row.certificate, reason=note)
    tell_member(membership, record(membership, "unthanked", actor=actor, note=note, public=False))
