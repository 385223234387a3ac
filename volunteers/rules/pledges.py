"""Who promises help to a mini-project, who confirms that it came."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.accounts.rules import MIN_AGE, PARENTAL_AGE, require_age
from volunteers.rules.miniprojects import leads, may_lead


def wants(need, day=None) -> Verdict:
    """Whether help with the need is taken at all now, whoever gives it. No queries."""
    project = need.project
    if project.state != "open":
        return refuse(_("Этот мини-проект сейчас не собирает помощь."))
    if (day or timezone.localdate()) > project.pledges_until:
        return refuse(_("Приём помощи закончился."))
    if not need.takes_more and not need.left:
        return refuse(_("Этого уже хватает. Посмотрите, что ещё нужно."))
    return ALLOWED


def may_pledge(user, need, day=None) -> Verdict:
    """To promise help: people and things from 14, money from 18, while it is gathered."""
    if not (verdict := wants(need, day)):
        return verdict
    if not user.is_authenticated:
        return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))
    return _may_promise(user, need)


def _may_promise(user, need) -> Verdict:
    if leads(user, need.project):
        return refuse(_("Это ваш мини-проект: помощь обещают другие."))
    if not user.get_full_name():
        return refuse(_("Укажите имя и фамилию в профиле: организатору нужно знать, кто поможет."))
    if need.pledges.filter(user=user, state="promised").exists():
        return refuse(_("Вы уже обещали это. Снимите обещание и дайте новое."))
    years = PARENTAL_AGE if need.kind == "money" else MIN_AGE
    return require_age(user, years, timezone.localdate())


def may_withdraw_pledge(user, pledge) -> Verdict:
    if user.is_authenticated and pledge.user_id == user.pk:
        return ALLOWED
    return refuse(_("Обещание снимает тот, кто его дал."))


def may_receive(user, pledge) -> Verdict:
    """To say that what was promised has come, or has not: who leads the project."""
    if pledge.user_id == user.pk:
        return refuse(_("Свою помощь подтверждает другой организатор."))
    if pledge.need.project.state != "open":
        return refuse(_("Мини-проект уже закончен."))
    return may_lead(user, pledge.need.project)


RIGHTS = {
    "volunteers.withdraw_pledge": may_withdraw_pledge,
    "volunteers.receive_pledge": may_receive,
}
