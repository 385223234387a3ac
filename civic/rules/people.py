"""Who somebody is: the bricks of the rights of ideas, challenges, appeals and polls."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse

PARTICIPANT_AGE = 14


def signed_in(user) -> Verdict:
    if user.is_authenticated and user.is_active:
        return ALLOWED
    return refuse(_("Войдите на портал или зарегистрируйтесь."))


def official(user, permission: str) -> Verdict:
    """Staff to whom the work is entrusted."""
    if user.is_authenticated and user.is_active and user.is_staff and user.has_perm(permission):
        return ALLOWED
    return refuse(_("Это может сделать только сотрудник, которому это поручено."))


def named(user) -> Verdict:
    """An answer is signed: whoever has no name in the profile cannot give one."""
    if user.is_authenticated and user.last_name and user.first_name:
        return ALLOWED
    return refuse(_("Укажите в профиле фамилию и имя: ответ подписывается."))
