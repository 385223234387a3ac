"""Who answers polls, speaks on opinion boards, prepares and checks them."""

from django.utils import timezone
from django.utils.translation import gettext as _

from civic.rules.people import PARTICIPANT_AGE, official, signed_in
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

RUN, CHECK = "civic.run_opinion", "civic.moderate_statement"


def _open(case, now) -> Verdict:
    if case.accepts_at(now or timezone.now()):
        return ALLOWED
    if case.state == "draft":
        return refuse(_("Ещё не открыто."))
    return refuse(_("Приём ответов завершён."))


def may_answer_survey(user, survey, now=None) -> Verdict:
    """To answer: the level and age the poll states, until its end."""
    if not (verdict := _open(survey, now)):
        return verdict
    if not (verdict := first_refusal(signed_in(user), require_level(user, survey.min_level))):
        return verdict
    return require_age(user, survey.min_age, timezone.localdate(now))


def may_voice(user, board, now=None) -> Verdict:
    """To agree, disagree, pass and add a statement: anybody signed in from 14, until the end."""
    if not (verdict := _open(board, now)):
        return verdict
    if not (verdict := signed_in(user)):
        return verdict
    return require_age(user, PARTICIPANT_AGE, timezone.localdate(now))


def may_run(user, case, now=None) -> Verdict:
    return official(user, RUN)


def may_check(user, statement, now=None) -> Verdict:
    """To show or decline a statement of somebody else."""
    if user.is_authenticated and user.pk == statement.author_id:
        return refuse(_("Своё утверждение проверяет другой сотрудник."))
    return official(user, CHECK)


RIGHTS = {"civic.run_opinions": may_run, "civic.check_statement": may_check}
