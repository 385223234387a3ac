"""Who may do what with an issue report, and when: role × state in one predicate, staff included."""

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse

MOST_DISPUTES = 2
MODERATE, HANDLE, APPROVE = (
    "civic.moderate_report",
    "civic.handle_report",
    "civic.approve_delay",
)


def signed_in(user) -> Verdict:
    if user.is_authenticated and user.is_active:
        return ALLOWED
    return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))


def official(user, *permissions: str) -> Verdict:
    """Staff with at least one of the rights."""
    works = user.is_authenticated and user.is_active and user.is_staff
    if works and any(user.has_perm(permission) for permission in permissions):
        return ALLOWED
    return refuse(_("Это делают сотрудники, которые разбирают сообщения."))


def _not_own(user, report) -> Verdict:
    if report.reporter_id is not None and report.reporter_id == user.pk:
        return refuse(_("О своём сообщении решает другой сотрудник."))
    return ALLOWED


def _own(user, report) -> Verdict:
    if signed_in(user) and report.reporter_id == user.pk:
        return ALLOWED
    return refuse(_("Это может сделать только автор сообщения."))


def _in(report, states: tuple[str, ...]) -> Verdict:
    if report.state in states:
        return ALLOWED
    return refuse(_("Состояние сообщения уже другое: обновите страницу."))


def may_report(user, now=None) -> Verdict:
    """To send a report: anybody with a confirmed address."""
    return signed_in(user)


def may_submit(user, report, now=None) -> Verdict:
    """To send a draft or what a moderator returned: its author."""
    return _own(user, report)


def may_sift(user, report, now=None) -> Verdict:
    """To accept, return or merge: a moderator, not upon one's own report."""
    return first_refusal(official(user, MODERATE), _not_own(user, report))


def may_work(user, report, now=None) -> Verdict:
    """To take, redirect, answer: officials of its department, and moderators for any."""
    if not (verdict := _not_own(user, report)):
        return verdict
    if official(user, MODERATE):
        return ALLOWED
    if not (verdict := official(user, HANDLE)):
        return verdict
    if report.department_id and report.department.officials.filter(pk=user.pk).exists():
        return ALLOWED
    return refuse(_("Сообщение ведёт другое подразделение."))


def may_approve(user, report, now=None) -> Verdict:
    """To approve a later day: who may, upon an open request of somebody else."""
    if not (verdict := first_refusal(official(user, APPROVE), _not_own(user, report))):
        return verdict
    asked = report.postponements.filter(decided_at=None).first()
    if asked is None:
        return refuse(_("Исполнитель не просил перенести срок."))
    if asked.asked_by_id == user.pk:
        return refuse(_("Утвердить перенос должен другой сотрудник."))
    return ALLOWED


def may_ask_delay(user, report, now=None) -> Verdict:
    """To ask for a later day: once at a time, while the work goes on."""
    verdict = first_refusal(may_work(user, report), _in(report, ("in_progress",)))
    if verdict and report.postponements.filter(decided_at=None).exists():
        return refuse(_("Просьба о переносе уже ждёт решения."))
    return verdict


def may_judge(user, report, now=None) -> Verdict:
    """To say that it is mended: the reporter, of an answer."""
    return _own(user, report)


def may_rate(user, report, now=None) -> Verdict:
    """To mark an answer: the reporter, as long as it is the last word of the city."""
    verdict = first_refusal(_own(user, report), _in(report, ("answered", "solved", "closed_no")))
    if verdict and not report.answer_text:
        return refuse(_("Ответа ещё нет: оценивать нечего."))
    return verdict


def may_dispute(user, report, now=None) -> Verdict:
    """To disagree with an answer: the reporter, at most twice."""
    if not (verdict := _own(user, report)):
        return verdict
    if report.dispute_count >= MOST_DISPUTES:
        return refuse(
            _("Вы уже дважды не согласились с ответом. Дальше — официальное обращение (59-ФЗ).")
        )
    return ALLOWED


def may_refute(user, report, now=None) -> Verdict:
    """To close what was not confirmed after a second look: a moderator, not the executor."""
    return may_sift(user, report)


def may_join(user, report, now=None) -> Verdict:
    """«У меня тоже»: anybody signed in but the reporter, while it is not closed."""
    if not (verdict := signed_in(user)):
        return verdict
    if report.reporter_id == user.pk:
        return refuse(_("Это ваше сообщение."))
    if not (report.is_public and report.is_open):
        return refuse(_("Сообщение уже закрыто. Если проблема осталась, отправьте новое."))
    return ALLOWED


def may_confirm_fix(user, report, now=None) -> Verdict:
    """To say whether it is mended: a neighbour who joined before the answer was given."""
    verdict = first_refusal(signed_in(user), _in(report, ("answered",)))
    if not verdict:
        return verdict
    if report.reporter_id == user.pk:
        return refuse(_("Ваше слово решает и так: подтвердите или оспорьте ответ."))
    if user.district_id and report.district_id and user.district_id != report.district_id:
        return refuse(_("Подтверждают соседи: те, кто живёт в этом районе."))
    if report.me_toos.filter(user=user, created_at__lt=report.answered_at).exists():
        return ALLOWED
    return refuse(_("Подтвердить могут те, кто до ответа отметил «у меня тоже»."))


def may_comment(user, report, now=None) -> Verdict:
    if not report.is_public:
        return refuse(_("Обсуждать можно только открытые сообщения."))
    return signed_in(user)


def may_redact(user, report, now=None) -> Verdict:
    """To correct the text or hide a part of a photo: a moderator, at any time after sending."""
    if report.state == "draft":
        return refuse(_("Черновик видит только автор."))
    return official(user, MODERATE)


def may_note(user, report, now=None) -> Verdict:
    """To leave an internal note: who moderates or works on it."""
    return may_redact(user, report) or may_work(user, report)


def may_enter(user, now=None) -> Verdict:
    """To enter a report on a resident's behalf."""
    return official(user, MODERATE, HANDLE)


# What the table of moves (`Report.LIFECYCLE`) and the discussion ask by name.
RIGHTS = {
    "civic.submit_report": may_submit,
    "civic.sift_report": may_sift,
    "civic.work_on_report": may_work,
    "civic.approve_report_delay": may_approve,
    "civic.judge_report": may_judge,
    "civic.dispute_report": may_dispute,
    "civic.refute_report": may_refute,
    "civic.call_report_obsolete": may_judge,
    "civic.comment_report": may_comment,
}
