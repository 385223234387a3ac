"""A fact of the social order confirmed by a second official: ledger, register, letter."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants.actions.letters import writers
from grants.actions.social_facts import add_up, check_reversible
from grants.actions.social_orders import held_order
from grants.actions.support import correct_support, enter_support
from grants.models import FactOf, SocialEntry, SocialFact, SupportForm, SupportRecord
from grants.models.social_executors import NKO
from grants.rules.social_orders import may_confirm_fact
from portal.cases.actions import advance
from portal.cases.clock import require
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.pages.templatetags.money import roubles

COPIED = ("document", "made_on", "starts_on", "ends_on")
NEWS = {
    FactOf.AGREEMENT: _("Соглашение социального заказа записано"),
    FactOf.PORTION: _("Оплата по социальному заказу записана"),
}


@transaction.atomic
def approve_fact(fact: SocialFact, *, actor, note: str = "") -> CaseEvent:
    """Confirm and write the entry. Raises PermissionDenied for the one who entered it."""
    order = held_order(fact.order)
    wanted = ("executor__organisation", "target__support", "target__executor")
    fresh = SocialFact.objects.select_related(*wanted).get(pk=fact.pk)
    require(may_confirm_fact(actor, fresh))
    event = advance(fresh, "approve", actor=actor, note=note)
    given = {name: getattr(fresh, name) for name in COPIED}
    kind, sign, support = fresh.kind, 1, None
    if target := fresh.target:
        check_reversible(order, target)
        kind, sign = target.kind, -1
        _take_back(target)
    elif kind == FactOf.AGREEMENT:
        support = _registered(order, fresh)
    entry = SocialEntry.objects.create(
        order=order, executor=fresh.executor, kind=kind, volume=sign * fresh.volume,
        amount=sign * fresh.amount, reverses=target, support=support,
        prepared_by=fresh.prepared_by, approved_by=actor, **given,
    )  # fmt: skip
    add_up(entry)
    _tell(event, entry)
    return event


@transaction.atomic
def decline_fact(fact: SocialFact, *, actor, note: str) -> CaseEvent:
    """Decline with a reason: nothing is written, the plan is free again."""
    held_order(fact.order)
    return advance(fact, "decline", actor=actor, note=note)


def _registered(order, fact: SocialFact) -> SupportRecord | None:
    """The register is of NKO and TOS (7-ФЗ, art. 31.2); a business is no recipient of support."""
    organisation = fact.executor.organisation
    if organisation.kind not in NKO:
        return None
    return enter_support(
        organisation, SupportForm.ORDER, given_on=fact.made_on, number=fact.document,
        what=order.service, value=fact.amount, starts_on=fact.starts_on, ends_on=fact.ends_on,
        url=order.get_absolute_url(),
    )  # fmt: skip


def _take_back(target: SocialEntry) -> None:
    if target.support:
        correct_support(target.support, value=0, ended_on=timezone.localdate())


def _tell(event: CaseEvent, entry: SocialEntry) -> None:
    news = _("Запись социального заказа исправлена") if entry.reverses_id else NEWS[entry.kind]
    notify(
        event, writers(entry.executor.organisation_id), topic="support",
        subject=format_lazy("{}: {}", news, entry.order.service),
        body=format_lazy("«{}»\n\n{}: {}\n{}: {}", entry.order, _("Документ"), entry.document,
                         _("Сумма"), roubles(entry.amount)),
        url=entry.order.get_absolute_url(),
    )  # fmt: skip
