"""Who keeps a fund, who approves its money, who promises to give."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_keep_fund(user, fund=None) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("grants.manage_endowment"):
        return ALLOWED
    return refuse(_("Целевой капитал ведёт только сотрудник, которому это поручено."))


def may_approve_endowment(user, operation) -> Verdict:
    """Another official than the one who prepared it."""
    if not (verdict := may_keep_fund(user)):
        return verdict
    if user.pk == operation.prepared_by_id:
        return refuse(_("Операцию утверждает другой сотрудник, не тот, кто её подготовил."))
    return ALLOWED


def may_promise(user, fund) -> Verdict:
    """To promise: anybody signed in, one standing promise a person."""
    if not (fund.is_published and fund.takes_pledges):
        return refuse(_("Этот фонд сейчас не принимает обещаний."))
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал, чтобы обещать пожертвование."))
    if fund.pledges.standing().filter(user=user).exists():
        return refuse(_("Вы уже обещали. Чтобы изменить сумму, отзовите обещание."))
    return ALLOWED


RIGHTS = {
    "grants.approve_endowment": may_approve_endowment,
    "grants.decline_endowment": may_keep_fund,
}
