"""Promises to a fund: made, taken back, marked kept. No money moves on the portal."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grants.models import EndowmentFund, EndowmentPledge
from grants.rules.endowment import may_keep_fund, may_promise
from portal.cases.clock import require


@transaction.atomic
def promise(fund: EndowmentFund, *, actor, amount: Decimal, public_name: str = ""):
    """Promise to give. `public_name` is shown to everybody; empty keeps the donor unnamed."""
    fresh = EndowmentFund.objects.select_for_update().get(pk=fund.pk)
    require(may_promise(actor, fresh))
    return EndowmentPledge.objects.create(
        fund=fresh, user=actor, amount=amount, public_name=public_name.strip()
    )


@transaction.atomic
def take_back(pledge: EndowmentPledge, *, actor) -> None:
    """The promise ends and the name with it. Raises PermissionDenied for another's."""
    mine = EndowmentPledge.objects.standing().filter(pk=pledge.pk, user=actor)
    if not mine.update(withdrawn_at=timezone.now(), public_name=""):
        raise PermissionDenied(_("Отозвать можно только своё неисполненное обещание."))


@transaction.atomic
def mark_kept(pledge: EndowmentPledge, *, actor) -> None:
    """The bank has the money; the entry of the ledger is prepared apart."""
    require(may_keep_fund(actor, pledge.fund))
    found = EndowmentPledge.objects.standing().filter(pk=pledge.pk)
    if not found.update(kept_at=timezone.now()):
        raise ValidationError(_("Обещание уже исполнено или отозвано."))
