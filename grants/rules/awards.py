"""Who runs a season, nominates, answers for the nominee and checks; the dates bind everybody."""

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.rules.applications import when
from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_run_season(user, season=None) -> Verdict:
    """To prepare, publish, rate and decide a season."""
    if not (user.is_authenticated and user.is_staff and user.has_perm("grants.run_award")):
        return refuse(_("Награды ведёт только сотрудник, которому это поручено."))
    return ALLOWED


def accepts(season, now=None) -> Verdict:
    """Whether nominations are taken now; otherwise when they were or will be."""
    now = now or timezone.now()
    if season.accepts_at(now):
        return ALLOWED
    if season.state == "cancelled":
        return refuse(_("Сезон отменён."))
    if season.state == "draft" or now < season.opens_at:
        return refuse(_("Приём выдвижений откроется %(when)s.") % {"when": when(season.opens_at)})
    return refuse(_("Приём выдвижений закончился %(when)s.") % {"when": when(season.closes_at)})


def may_nominate(user, season, now=None) -> Verdict:
    if not (verdict := accepts(season, now)):
        return verdict
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))
    return ALLOWED


def may_edit_nomination(user, nomination, now=None) -> Verdict:
    """To change and to send: its author, while it is a draft or returned, before the dates."""
    if user.pk != nomination.nominator_id:
        return refuse(_("Выдвижение пишет тот, кто выдвигает."))
    if nomination.state not in ("draft", "returned"):
        return refuse(_("Выдвижение уже отправлено, изменить его нельзя."))
    if nomination.state == "draft":
        return accepts(nomination.season, now)
    return _before_check_ends(nomination, now)


def _before_check_ends(nomination, now=None) -> Verdict:
    season = nomination.season
    if season.state in ("collecting", "check") and (now or timezone.now()) < season.check_until:
        return ALLOWED
    return refuse(_("Проверка закончилась %(when)s.") % {"when": when(season.check_until)})


def may_own(user, nomination) -> Verdict:
    """The nominator's moves: to send it while it may be edited, to withdraw it at any time."""
    if user.pk != nomination.nominator_id:
        return refuse(_("Выдвижением распоряжается тот, кто выдвинул."))
    return ALLOWED


def may_answer_nomination(user, nomination, now=None) -> Verdict:
    """The nominee's consent or refusal, by the account the nomination names."""
    if not user.is_authenticated or user.pk != nomination.nominee_user_id:
        return refuse(_("Отвечает только номинант."))
    return may_be_answered(nomination, now)


def may_be_answered(nomination, now=None) -> Verdict:
    """Whether the time of an answer is not over: to agree before the check ends, to step back until
    the laureates are named.
    """
    if nomination.season.state == "decided":
        return refuse(_("Лауреаты уже названы. Напишите нам: адрес — внизу страницы."))
    if (
        nomination.state not in ("consent", "check", "returned", "admitted")
        or nomination.season.state == "cancelled"
    ):
        return refuse(_("Ответ уже получен или больше не нужен."))
    if nomination.state == "consent":
        return _before_check_ends(nomination, now)
    return ALLOWED


def may_check_nomination(user, nomination) -> Verdict:
    """To admit, return or refuse: an official who neither nominated nor is nominated."""
    allowed = user.is_authenticated and user.is_staff and user.has_perm("grants.process_nomination")
    if not allowed:
        return refuse(_("Выдвижения проверяет только сотрудник, которому это поручено."))
    if user.pk in (nomination.nominator_id, nomination.nominee_user_id):
        return refuse(_("Своё выдвижение проверяет другой сотрудник."))
    if nomination.season.state not in ("collecting", "check"):
        return refuse(_("Проверка выдвижений этого сезона закончена."))
    return ALLOWED


def may_decide_nomination(user, nomination) -> Verdict:
    """To decide about one: after the ranking; by a named official without an interest."""
    if not (verdict := may_run_season(user)):
        return verdict
    if nomination.season.state != "rated" or nomination.state != "admitted":
        return refuse(_("Решения готовят после публикации рейтинга."))
    concerned = {nomination.nominator_id, nomination.nominee_user_id}
    if user.pk in concerned or nomination.jury_reviews.filter(juror__user=user).exists():
        return refuse(_("Вы выдвигали, выдвинуты или судили: решает другой сотрудник."))
    if not user.get_full_name():
        return refuse(_("Решение подписывают: укажите своё имя в профиле."))
    return ALLOWED


RIGHTS = {
    "grants.run_season": may_run_season,
    "grants.send_nomination": may_edit_nomination,
    "grants.own_nomination": may_own,
    "grants.answer_nomination": may_answer_nomination,
    "grants.check_nomination": may_check_nomination,
}
