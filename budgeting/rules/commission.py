"""Who may do what with the commission of a round, and when; members and officials alike."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from budgeting.rules.phases import in_phase, signed_in
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

RUN, CONDUCT = "budgeting.run_commission", "draws.conduct"
SEATED = ("formed", "assessing", "ranked", "decided")


def may_run(user, commission) -> Verdict:
    """To prepare the commission, call its meetings, keep its minutes."""
    if user.is_authenticated and user.is_active and user.is_staff and user.has_perm(RUN):
        return ALLOWED
    return refuse(_("Это может сделать только сотрудник, который ведёт комиссию."))


def may_announce(user, commission, now=None) -> Verdict:
    if not (verdict := may_run(user, commission)):
        return verdict
    if not commission.is_by_lot:
        return refuse(_("Эта комиссия назначается: объявите состав."))
    if not commission.round.is_published:
        return refuse(_("Сначала опубликуйте раунд."))
    if not (commission.opens_at and commission.closes_at and commission.seed_source):
        return refuse(_("Укажите, когда принимаются заявления и откуда возьмётся число жребия."))
    if commission.closes_at <= (now or timezone.now()):
        return refuse(_("Срок приёма заявлений уже прошёл: укажите будущий."))
    return ALLOWED


def may_appoint(user, commission, now=None) -> Verdict:
    if not (verdict := may_run(user, commission)):
        return verdict
    if commission.is_by_lot:
        return refuse(_("Состав этой комиссии определяет жребий."))
    return ALLOWED if commission.round.is_published else refuse(_("Сначала опубликуйте раунд."))


def may_list(user, commission, now=None) -> Verdict:
    """To publish the numbers: after the last second of the window, never before."""
    if not (verdict := _may_draw_lots(user, commission)):
        return verdict
    if commission.closes_at and (now or timezone.now()) < commission.closes_at:
        return refuse(
            _("Приём заявлений идёт до %(when)s.") % {"when": _when(commission.closes_at)}
        )
    return ALLOWED


def may_draw(user, commission, now=None) -> Verdict:
    return _may_draw_lots(user, commission)


def _may_draw_lots(user, commission) -> Verdict:
    verdict = may_run(user, commission)
    if verdict and not user.has_perm(CONDUCT):
        return refuse(_("Жеребьёвки проводят сотрудники с этим правом."))
    return verdict


def may_assess(user, commission, now=None) -> Verdict:
    """To open the assessment: in the commission's phase of the round."""
    return first_refusal(
        may_run(user, commission), in_phase(commission.round, "commission", now=now)
    )


def may_conclude(user, commission, now=None) -> Verdict:
    """To freeze the ranking and to publish the decision."""
    return first_refusal(
        may_run(user, commission), in_phase(commission.round, "commission", "results", now=now)
    )


def may_apply(user, commission, now=None) -> Verdict:
    """To ask for a place: a verified resident of age on the last day, no servant of the city."""
    now = now or timezone.now()
    if not (verdict := _window(commission, now)):
        return verdict
    if not (verdict := signed_in(user)):
        return verdict
    if user.is_staff:
        return refuse(_("Муниципальные служащие и депутаты в комиссию не входят."))
    last_day = timezone.localdate(commission.closes_at)
    return first_refusal(
        require_level(user, Level.VERIFIED), require_age(user, commission.min_age, last_day)
    )


def _window(commission, now) -> Verdict:
    if commission.state == "draft":
        return refuse(_("Приём заявлений ещё не объявлен."))
    if commission.state != "accepting":
        return refuse(_("Приём заявлений закончен."))
    if now < commission.opens_at:
        return refuse(
            _("Приём заявлений начнётся %(when)s.") % {"when": _when(commission.opens_at)}
        )
    if now >= commission.closes_at:
        return refuse(
            _("Приём заявлений закончился %(when)s.") % {"when": _when(commission.closes_at)}
        )
    return ALLOWED


def may_check(user, application, now=None) -> Verdict:
    """To admit an application to the lot or not: until the list is published; not one's own."""
    if not (verdict := may_run(user, application.commission)):
        return verdict
    if user.pk == application.user_id:
        return refuse(_("Своё заявление проверяет другой сотрудник."))
    return _not_listed(application)


def may_withdraw_application(user, application, now=None) -> Verdict:
    if not (user.is_authenticated and user.is_active and user.pk == application.user_id):
        return refuse(_("Отозвать заявление может только тот, кто его подал."))
    return _not_listed(application)


def _not_listed(application) -> Verdict:
    if application.commission.state == "accepting":
        return ALLOWED
    return refuse(_("Список уже опубликован: заявления больше не меняются."))


def may_vacate(user, seat) -> Verdict:
    """To free a place: its holder at any time, or the official who runs the commission."""
    if seat.status == "left" or seat.commission.state not in SEATED:
        return refuse(_("Это место уже свободно."))
    if user.is_authenticated and user.is_active and user.pk == seat.user_id:
        return ALLOWED
    return may_run(user, seat.commission)


def may_meet(user, commission) -> Verdict:
    """To call a meeting and to keep its minutes."""
    verdict = may_run(user, commission)
    if verdict and commission.state not in SEATED:
        return refuse(_("Состав комиссии ещё не определён."))
    return verdict


def may_judge(user, commission, seat, now=None) -> Verdict:
    """To vote or to mark: a member, while the assessment is open, in the phase of the round."""
    now = now or timezone.now()
    if seat is None or seat.user_id != user.pk or seat.status != "member" or not user.is_active:
        return refuse(_("Проекты оценивают только члены комиссии."))
    if commission.state != "assessing":
        return refuse(_("Оценка проектов сейчас не идёт."))
    if now >= commission.assess_until:
        return refuse(
            _("Оценки принимались до %(when)s.") % {"when": _when(commission.assess_until)}
        )
    return in_phase(commission.round, "commission", now=now)


def may_mark(user, commission, seat, project, now=None) -> Verdict:
    """To mark one project: a member who is not its author."""
    if not (verdict := may_judge(user, commission, seat, now)):
        return verdict
    if project.author_id == user.pk:
        return refuse(_("Свой проект автор не оценивает."))
    return ALLOWED


def may_prepare_assessment(user, commission) -> Verdict:
    """To enter facts and to exclude projects: until the ranking is frozen."""
    verdict = may_run(user, commission)
    if verdict and commission.state in ("ranked", "decided"):
        return refuse(_("Рейтинг уже заморожен."))
    return verdict


def may_depart(user, commission) -> Verdict:
    verdict = may_conclude(user, commission)
    if verdict and commission.state != "ranked":
        return refuse(_("Отступить можно от опубликованного рейтинга, пока решение не принято."))
    return verdict


def may_put_forward(user, round_) -> Verdict:
    """In a round whose members alone propose: a member with an initiative left.

    The caller who writes holds the member's seat locked (`actions.initiatives`).
    """
    commission = getattr(round_, "commission", None)
    if commission is None or not commission.members_propose:
        return ALLOWED
    if not sits_on(user, round_):
        return refuse(_("В этом раунде проекты выдвигают члены комиссии, выбранные жребием."))
    mine = round_.projects.filter(author=user).exclude(state="withdrawn").count()
    if mine < commission.max_initiatives:
        return ALLOWED
    return refuse(
        _("Член комиссии выдвигает не больше инициатив, чем %(number)d.")
        % {"number": commission.max_initiatives}
    )


def sits_on(user, round_) -> Verdict:
    """Whether the person is a member of the round's commission now."""
    commission = getattr(round_, "commission", None)
    if commission is None or not user.is_authenticated:
        return refuse(_("У этого раунда нет комиссии, в которую вы входите."))
    if commission.seats.filter(user=user, status="member").exists():
        return ALLOWED
    return refuse(_("Вы не член комиссии этого раунда."))


def _when(moment) -> str:
    return date_format(timezone.localtime(moment), "d.m.Y H:i")


RIGHTS = {
    "budgeting.sit_on_commission": sits_on,
    "budgeting.announce_commission": may_announce,
    "budgeting.appoint_commission": may_appoint,
    "budgeting.list_commission": may_list,
    "budgeting.draw_commission": may_draw,
    "budgeting.assess_commission": may_assess,
    "budgeting.rank_commission": may_conclude,
    "budgeting.decide_commission": may_conclude,
    "budgeting.check_application": may_check,
    "budgeting.withdraw_application": may_withdraw_application,
}
