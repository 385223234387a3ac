"""Who judges a nomination, and when others' marks open: own mark first."""

from django.utils.translation import gettext as _

from grants.rules.awards import may_run_season
from portal.accounts.rights import ALLOWED, Verdict, refuse


def may_judge(user, review) -> Verdict:
    """To declare and to mark: the juror, while the season is judged and no interest is known."""
    if not user.is_authenticated or user.pk != review.juror.user_id:
        return refuse(_("Оценивает только член жюри, которому досталось это выдвижение."))
    if not (verdict := _while_judging(review)):
        return verdict
    if review.state in ("assigned", "open") and review.juror.has_interest_in(review.nomination):
        return refuse(_("У вас есть интерес в этом выдвижении: возьмите самоотвод."))
    return ALLOWED


def may_recuse(user, review) -> Verdict:
    """To step aside; an interest is the reason for it and no obstacle."""
    if not user.is_authenticated or user.pk != review.juror.user_id:
        return refuse(_("Самоотвод берёт сам член жюри."))
    return _while_judging(review)


def _while_judging(review) -> Verdict:
    if review.nomination.state == "declined":
        return refuse(_("Номинант отозвал согласие: оценивать его не нужно."))
    if review.nomination.season.state == "judging":
        return ALLOWED
    return refuse(_("Оценка этого сезона закончена."))


def may_mark(user, review) -> Verdict:
    """To give marks: after the declaration, until the own final one."""
    if not (verdict := may_judge(user, review)):
        return verdict
    if review.state == "open":
        return ALLOWED
    if review.state == "final":
        return refuse(_("Ваша оценка окончательная."))
    return refuse(_("Сначала подтвердите, что конфликта интересов нет."))


def sees_other_marks(user, review) -> bool:
    """Others' marks open after one's own is final, so that nobody leans on them."""
    return user.pk == review.juror.user_id and review.state == "final"


def may_excuse(user, review) -> Verdict:
    """An official lets a juror go who cannot finish: the marks that are final stay."""
    if not (verdict := may_run_season(user)):
        return verdict
    if user.pk == review.juror.user_id:
        return refuse(_("Самоотвод берёт сам член жюри."))
    return _while_judging(review)


RIGHTS = {
    "grants.judge_nomination": may_judge,
    "grants.recuse_juror": may_recuse,
    "grants.excuse_juror": may_excuse,
}
