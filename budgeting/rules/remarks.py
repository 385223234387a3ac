"""Who may remark on a project, and who answers."""

from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rules.phases import in_phase, official_of, signed_in
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_age, require_level

REMARK_AGE = 16
ANSWERING = ("check", "remarks", "vote", "commission", "results")


def window_open(project, today=None) -> bool:
    """Whether the days for remarks on the published project still run."""
    last = project.remarks_until
    return last is not None and (today or timezone.localdate()) <= last


def may_remark(user, project, now=None) -> Verdict:
    """A resident from 16, while the project is published and its days for remarks run."""
    today = timezone.localdate(now)
    if project.state != "published" or not window_open(project, today):
        return refuse(_("Замечания к этому проекту сейчас не принимаются."))
    if not (verdict := signed_in(user)):
        return verdict
    if user.pk == project.author_id:
        return refuse(_("Это ваш проект: замечания к нему пишут другие жители."))
    return first_refusal(
        in_phase(project.round, "check", "remarks", now=now),
        require_level(user, Level.DECLARED),
        require_age(user, REMARK_AGE, today),
    )


def may_answer_remark(user, project, now=None) -> Verdict:
    """The official in charge, at any time before the works."""
    return first_refusal(
        official_of(user, project, "budgeting.moderate_project"),
        in_phase(project.round, *ANSWERING, now=now),
    )


def window_over(project, today=None) -> Verdict:
    """Residents have had all their days to remark on the published project."""
    if not (project.state == "published" and window_open(project, today)):
        return ALLOWED
    return refuse(
        _("До %(day)s жители присылают замечания: рассмотрение начнётся после.")
        % {"day": f"{project.remarks_until:%d.%m.%Y}"}
    )


def all_heard(project) -> Verdict:
    """Before a decision: every remark has its answer."""
    if not project.remarks_open:
        return ALLOWED
    return refuse(
        _("Сначала ответьте на все замечания жителей. Без ответа: %(number)d.")
        % {"number": project.remarks_open}
    )
