"""Who prepares a round."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_publish_round(user, round_) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("budgeting.publish_round"):
        return ALLOWED
    return refuse(_("Публиковать раунд и менять его правила может только назначенный сотрудник."))
