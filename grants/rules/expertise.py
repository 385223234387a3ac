"""Who assigns, scores, ranks and decides, and when; the stage binds experts as everybody."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from grants.rules.applications import when
from grants.rules.contests import may_run
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.organisations.rules import role_in


def _in(contest, state: str, sentence: str) -> Verdict:
    return ALLOWED if contest.state == state else refuse(sentence)


def may_assign(user, contest) -> Verdict:
    """To choose experts and give them applications: while the expertise goes on."""
    during = _in(contest, "expertise", _("Экспертов назначают, пока идёт экспертиза."))
    return first_refusal(may_run(user), during)


def may_pool(user, contest) -> Verdict:
    """To add people to the pool: from the announcement to the end of the expertise."""
    if contest.state not in ("published", "expertise"):
        return refuse(_("Состав экспертов меняют до конца экспертизы."))
    return may_run(user)


def may_read_blind(user) -> Verdict:
    """To be an expert: an official who reads whole applications knows who applied."""
    rights = ("grants.process_application", "grants.run_contest")
    if user.is_staff and any(user.has_perm(right) for right in rights):
        return refuse(_("Сотрудник, который видит заявки с именами, оценивать вслепую не может."))
    return ALLOWED


def may_review(user, review) -> Verdict:
    """To declare, score and finish: the expert alone, while the expertise goes on."""
    if user.pk != review.expert.user_id or not review.expert.is_active:
        return refuse(_("Заявку оценивает только назначенный эксперт."))
    during = _in(
        review.application.contest, "expertise", _("Экспертиза этого конкурса сейчас не идёт.")
    )
    return first_refusal(may_read_blind(user), during)


def may_score(user, review) -> Verdict:
    """To give marks: after the conflict of interest was denied, before the review is final."""
    if not (verdict := may_review(user, review)):
        return verdict
    if review.state == "assigned":
        return refuse(_("Сначала подтвердите, что у вас нет конфликта интересов."))
    if review.state != "open":
        return refuse(_("Оценка окончательная, изменить её нельзя."))
    return ALLOWED


def may_rate(user, contest) -> Verdict:
    during = _in(contest, "expertise", _("Рейтинг публикуют по окончании экспертизы."))
    return first_refusal(may_run(user), during)


def may_compose(user, contest) -> Verdict:
    """To name the members of the commission: from the announcement to the meeting."""
    if contest.state not in ("published", "expertise", "rated"):
        return refuse(_("Состав комиссии меняют до подведения итогов."))
    if getattr(contest, "meeting", None):
        return refuse(_("Заседание уже записано: состав комиссии больше не меняют."))
    return may_run(user)


def may_decide(user, contest) -> Verdict:
    """To record the meeting, prepare decisions and publish them: after the ranking."""
    sentence = (
        _("Итоги опубликованы: решения больше не готовят.")
        if contest.decided_at
        else _("Решения готовят после публикации рейтинга.")
    )
    return first_refusal(may_run(user), _in(contest, "rated", sentence))


def appeals_until(contest):
    """The moment from which no appeal is taken; None before the results."""
    return contest.decided_at and contest.decided_at + timedelta(days=contest.appeal_days)


def may_appeal(user, application, now=None) -> Verdict:
    """To appeal against the result: the head of the applicant, within the announced days."""
    if role_in(user, application.organisation) != "head":
        return refuse(_("Апелляцию подаёт руководитель организации."))
    until = appeals_until(application.contest)
    if until is None:
        return refuse(_("Апелляции принимаются после подведения итогов."))
    if (now or timezone.now()) >= until:
        return refuse(_("Апелляции принимались до %(when)s.") % {"when": when(until)})
    return ALLOWED


def may_reconsider(user, objection) -> Verdict:
    """To change a decision: after an upheld appeal, until an agreement is begun, once."""
    if not (verdict := may_run(user)):
        return verdict
    application = objection.application
    if not objection.is_upheld:
        return refuse(_("Решение меняют, только если апелляция удовлетворена."))
    if application.decision.changed_on:
        return refuse(_("Решение по этой апелляции уже изменено."))
    if application.state not in ("rejected", "winner") or hasattr(application, "agreement"):
        return refuse(_("Соглашение уже готовится, решение больше не меняют."))
    return ALLOWED


def _may_assign_review(user, review) -> Verdict:
    return may_assign(user, review.application.contest)


RIGHTS = {
    "grants.rate_contest": may_rate,
    "grants.decide_contest": may_decide,
    "grants.write_review": may_review,
    "grants.recuse_review": may_review,
    "grants.assign_review": _may_assign_review,
}
