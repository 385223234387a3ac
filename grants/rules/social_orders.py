"""Who keeps the social order, who enters its facts and who confirms them."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in


def may_keep_orders(user, _row=None) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("grants.manage_social_order"):
        return ALLOWED
    return refuse(_("Социальный заказ ведёт только сотрудник, которому это поручено."))


def may_enter_of(user, organisation) -> Verdict:
    """To write of an organisation one does not belong to."""
    if not (verdict := may_keep_orders(user)):
        return verdict
    if role_in(user, organisation):
        return refuse(_("Записи о своей организации ведёт другой сотрудник."))
    return ALLOWED


def may_confirm_fact(user, fact) -> Verdict:
    """Another official than the one who entered it."""
    if not (verdict := may_enter_of(user, fact.executor.organisation)):
        return verdict
    if user.pk == fact.prepared_by_id:
        return refuse(_("Подтверждает другой сотрудник, не тот, кто внёс."))
    return ALLOWED


def may_decline_fact(user, fact) -> Verdict:
    return may_enter_of(user, fact.executor.organisation)


RIGHTS = {
    "grants.approve_social_fact": may_confirm_fact,
    "grants.decline_social_fact": may_decline_fact,
}
