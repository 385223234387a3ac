"""Who prepares a round."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_publish_round(user, round_) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("budgeting.publish_round"):
        return ALLOWED
    return refuse(_("Публиковать раунд и менять его правила может только назначенный сотрудник."))


def may_recount(user, round_) -> Verdict:
    """Counting again is harmless, but costs the city's machine minutes."""
    if not (verdict := may_publish_round(user, round_)):
        return verdict
    if not hasattr(round_, "result"):
        return refuse(_("Пересчитать можно голосование, которое уже подсчитано."))
    return ALLOWED


def may_set_pots(user, round_) -> Verdict:
    """Parts of the budget are rules: only while the round is being prepared."""
    if not (verdict := may_publish_round(user, round_)):
        return verdict
    if round_.is_published:
        return refuse(_("Раунд опубликован: части бюджета изменить нельзя."))
    return ALLOWED


def may_set_incompatible(user, round_) -> Verdict:
    """Which projects exclude each other is known late, and frozen when voting opens."""
    if not (verdict := may_publish_round(user, round_)):
        return verdict
    if round_.poll_id:
        return refuse(_("Голосование открыто: группы несовместимых проектов изменить нельзя."))
    return ALLOWED
