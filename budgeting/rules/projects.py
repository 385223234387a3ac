"""Who may do what with a project, and when: role × phase in one predicate, officials included.

`now` is the moment that counts: the database's clock where a second decides.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rules.phases import in_phase, official_of, signed_in
from budgeting.rules.proposers import may_speak, within_limit
from budgeting.rules.released import fits_released_money
from budgeting.rules.remarks import all_heard, may_remark, window_over
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

SUPPORTER_AGE = 14
BEFORE_VOTE = ("submission", "check", "remarks")
CHECKING = ("check", "remarks")
# An answer is owed also to a project that missed the vote; only its admission comes too late.
ANSWERING = (*CHECKING, "vote", "commission", "results")
DECIDED = ("commission", "results")
IMPLEMENTING = ("results", "implementation", "report")


def may_edit(user, project) -> Verdict:
    """To change the text: the author, at any time until it is submitted: nothing typed is lost."""
    if not (verdict := _author(user, project)):
        return verdict
    if project.state == "rework":
        return in_phase(project.round, *CHECKING)
    if project.state in ("draft", "returned"):
        return ALLOWED
    return refuse(_("Проект уже внесён, изменить его нельзя. Его можно отозвать."))


def may_submit(user, project, now=None) -> Verdict:
    """To submit: as to propose; a returned project also while the check goes on."""
    if not (verdict := _author(user, project)):
        return verdict
    kinds = ("submission",) if project.state == "draft" else ("submission", "check")
    round_, today = project.round, timezone.localdate(now)
    return first_refusal(
        in_phase(round_, *kinds, now=now),
        require_level(user, Level.VERIFIED),
        require_age(user, round_.min_proposer_age, today),
    ) and first_refusal(may_speak(user, project), within_limit(user, round_, besides=project))


def may_withdraw(user, project, now=None) -> Verdict:
    """To withdraw: the author; what is submitted, only until the vote begins."""
    if not (verdict := _author(user, project)):
        return verdict
    if project.state in ("draft", "returned"):
        return ALLOWED
    return in_phase(project.round, *BEFORE_VOTE, now=now)


def may_check(user, project, now=None) -> Verdict:
    """To publish or return a submitted project."""
    return first_refusal(
        official_of(user, project, "budgeting.moderate_project"),
        in_phase(project.round, *CHECKING, now=now),
    )


def may_review(user, project, now=None) -> Verdict:
    """To handle a published project: take it, offer joint rework."""
    role = official_of(user, project, "budgeting.moderate_project")
    return role and in_phase(project.round, *_review_phases(project), now=now)


def may_consider(user, project, now=None) -> Verdict:
    """To take it up: when the days for remarks are over, or its author answered about rework."""
    verdict = may_review(user, project, now=now)
    if not verdict or project.state != "rework":
        return verdict and window_over(project, timezone.localdate(now))
    if project.rework_due is None or timezone.localdate(now) > project.rework_due:
        return ALLOWED
    return refuse(
        _("До %(day)s ждём ответа автора: доработать проект или отказаться от доработки.")
        % {"day": f"{project.rework_due:%d.%m.%Y}"}
    )


def may_decide(user, project, now=None) -> Verdict:
    """To support or refuse: with every remark of residents answered."""
    verdict = may_review(user, project, now=now)
    return verdict and all_heard(project)


def may_finish_rework(user, project, now=None) -> Verdict:
    """To give the reworked text back: its author."""
    verdict = _author(user, project)
    return verdict and in_phase(project.round, *ANSWERING, now=now)


def may_decline_rework(user, project, now=None) -> Verdict:
    """To refuse joint rework: the author; an official records a refusal on paper."""
    if _author(user, project):
        return in_phase(project.round, *ANSWERING, now=now)
    return may_review(user, project, now=now)


def may_promote(user, project, now=None) -> Verdict:
    """To let a project of the reserve win: where the rules allow it and the money was released."""
    role = official_of(user, project, "budgeting.moderate_project")
    if role and not project.round.reserve_may_win:
        return refuse(_("По правилам этого раунда проекты резерва не становятся победителями."))
    if not (verdict := role and in_phase(project.round, *IMPLEMENTING, now=now)):
        return verdict
    return fits_released_money(project)


def _review_phases(project) -> tuple[str, ...]:
    if project.state in ("contest", "reserve"):
        # While people vote nobody is taken off the ballot.
        return DECIDED if project.round.poll_id else (*CHECKING, *DECIDED)
    return ANSWERING


def may_admit(user, project, now=None) -> Verdict:
    """To admit to the vote: before it opens, for then the ballot is printed."""
    role = official_of(user, project, "budgeting.moderate_project")
    if role and project.round.poll_id:
        return refuse(_("Голосование уже открыто: бюллетень больше не меняется."))
    verdict = role and in_phase(project.round, *CHECKING, now=now)
    return verdict and all_heard(project)


def may_set_level(user, project) -> Verdict:
    """To say whether the whole city or a district votes for it: before the ballot is printed."""
    role = official_of(user, project, "budgeting.moderate_project")
    if role and project.round.poll_id:
        return refuse(_("Голосование уже открыто: бюллетень больше не меняется."))
    return role


def may_implement(user, project, now=None) -> Verdict:
    """To report how the works go."""
    return first_refusal(
        official_of(user, project, "budgeting.execute_project"),
        in_phase(project.round, *IMPLEMENTING, now=now),
    )


def may_support(user, project, now=None) -> Verdict:
    """«Поддерживаю»: anybody signed in, from 14, until the vote begins; one's own project too."""
    verdict = first_refusal(support_is_open(project, now), signed_in(user))
    return verdict and old_enough_to_support(user, now)


def support_is_open(project, now=None) -> Verdict:
    """Whether support is gathered for the project at all, whoever asks."""
    if project.state not in ("published", "review", "rework", "contest", "supported"):
        return refuse(_("Поддержать можно только проект, по которому ещё нет решения."))
    if in_phase(project.round, *BEFORE_VOTE, now=now):
        return ALLOWED
    return refuse(_("Поддержка собирается до голосования. Сейчас это время не идёт."))


def old_enough_to_support(user, now=None) -> Verdict:
    return require_age(user, SUPPORTER_AGE, timezone.localdate(now))


def may_comment(user, project, now=None) -> Verdict:
    """To comment: anybody signed in, under a public project, until the round goes to archive."""
    if not project.is_public:
        return refuse(_("Обсуждать можно только опубликованный проект."))
    archive = project.round.schedule().get("archive")
    if archive and (now or timezone.now()) >= archive.starts_at:
        return refuse(_("Раунд в архиве, обсуждение закрыто."))
    return signed_in(user)


def _author(user, project) -> Verdict:
    if user.is_authenticated and user.is_active and user.pk == project.author_id:
        return ALLOWED
    return refuse(_("Это может сделать только автор проекта."))


# What the table of moves (`Project.LIFECYCLE`) and the discussion ask by name.
RIGHTS = {
    "budgeting.submit_project": may_submit,
    "budgeting.withdraw_project": may_withdraw,
    "budgeting.check_project": may_check,
    "budgeting.review_project": may_review,
    "budgeting.consider_project": may_consider,
    "budgeting.decide_project": may_decide,
    "budgeting.rework_project": may_finish_rework,
    "budgeting.decline_rework": may_decline_rework,
    "budgeting.promote_project": may_promote,
    "budgeting.remark_project": may_remark,
    "budgeting.admit_project": may_admit,
    "budgeting.implement_project": may_implement,
    "budgeting.comment_project": may_comment,
    "budgeting.support_project": may_support,
}
