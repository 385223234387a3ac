"""Money of a grant asked back: the rest that was not spent, what was spent wrongly."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.agreements import held
from grants.actions.following import follow
from grants.actions.letters import tell
from grants.models import Agreement, Demand, DemandKind
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due as day_of
from portal.pages.templatetags.money import roubles

WARN_AGAIN = timezone.timedelta(days=7)


def demandable(agreement: Agreement) -> Decimal:
    """What was received, is explained by no accepted expense and is not asked back yet."""
    return max(agreement.unaccounted - agreement.demands.open().left(), Decimal(0))


@transaction.atomic
def demand_return(
    agreement: Agreement, *, actor, kind: str, amount: Decimal, due: date, note: str
) -> Demand:
    """Ask money back by a day. Raises ValidationError naming the field."""
    fresh = held(agreement)
    require(rules.may_demand(actor, fresh))
    left = demandable(fresh)
    if not 0 < amount <= left:
        raise ValidationError(
            {"amount": _("Потребовать можно не больше %(left)s.") % {"left": roubles(left)}}
        )
    if due <= timezone.localdate():
        raise ValidationError({"due": _("Дайте на возврат хотя бы один день.")})
    row = _demanded(fresh, actor=actor, kind=kind, amount=amount, due=due, note=note)
    follow(fresh)
    return row


def _demanded(agreement: Agreement, *, actor, **fields) -> Demand:
    row = Demand.objects.create(agreement=agreement, created_by=actor, **fields)
    event = record(agreement, "demanded", actor=actor, note=row.note, public=False)
    _tell(agreement, event, row)
    return row


def _tell(agreement: Agreement, event: CaseEvent, row: Demand) -> None:
    told = format_lazy(
        "{}: {}, {} {:%d.%m.%Y}",
        gettext_lazy("Сумма"), roubles(row.left), gettext_lazy("вернуть до"), row.due,
    )  # fmt: skip
    tell(agreement.application, event, told, url=agreement.get_absolute_url())


def demand_rest(agreement: Agreement, *, actor) -> Demand | None:
    """After the final report: what nobody spent goes back. The caller holds the agreement."""
    left = demandable(agreement)
    if not left:
        return None
    due = day_of("grant_refund", database_now())
    return _demanded(agreement, actor=actor, kind=DemandKind.UNSPENT, amount=left, due=due, note="")


@transaction.atomic
def withdraw_demand(demand: Demand, *, actor, reason: str) -> Demand:
    """Ask it back no longer, with the reason; what came back stays returned."""
    agreement = held(demand.agreement)
    require(rules.may_manage(actor, agreement.application))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите причину: её увидит получатель.")})
    if not agreement.demands.open().filter(pk=demand.pk).update(withdrawn_at=database_now()):
        raise ValidationError(_("Это требование уже исполнено или отозвано."))
    event = record(agreement, "withdrawn", actor=actor, note=reason.strip(), public=False)
    tell(agreement.application, event, url=agreement.get_absolute_url())
    follow(agreement)
    demand.refresh_from_db()
    return demand


@transaction.atomic
def warn_of_demand(demand: Demand) -> CaseEvent | None:
    """A letter a week while the money is late; None where it is not time."""
    today = timezone.localdate()
    agreement = held(demand.agreement)
    fresh = agreement.demands.overdue(today).filter(pk=demand.pk).first()
    if fresh is None or (fresh.warned_on and fresh.warned_on > today - WARN_AGAIN):
        return None
    Demand.objects.filter(pk=fresh.pk).update(warned_on=today)
    event = record(agreement, "demand_overdue", actor=None, public=False)
    _tell(agreement, event, fresh)
    return event
