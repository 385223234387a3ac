"""Who changes a signed agreement: two officials, while it lives."""

from django.utils.translation import gettext as _

from grants.rules.agreements import may_manage
from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_amend(user, agreement) -> Verdict:
    """To prepare: a signed agreement that has not ended."""
    if not (verdict := may_manage(user, agreement.application)):
        return verdict
    if agreement.state not in ("signed", "active"):
        return refuse(_("Дополнительное соглашение заключают к подписанному и не законченному."))
    return ALLOWED


def may_approve(user, amendment) -> Verdict:
    """To approve: another official than the one who prepared it."""
    if not (verdict := may_amend(user, amendment.agreement)):
        return verdict
    if user.pk == amendment.prepared_by_id:
        return refuse(_("Утверждает другой сотрудник, не тот, кто подготовил."))
    return ALLOWED


def may_decline(user, amendment) -> Verdict:
    return may_manage(user, amendment.agreement.application)


RIGHTS = {
    "grants.approve_amendment": may_approve,
    "grants.decline_amendment": may_decline,
}
