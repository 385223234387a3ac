"""Who files a mini-project, who decides about it, who tells what came of it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.accounts.rules import PARENTAL_AGE, require_age, require_level
from portal.organisations.rules import role_in as role_in_organisation

EDITING = ("head", "editor")


def is_moderator(user) -> bool:
    return (
        user.is_authenticated
        and user.is_staff
        and user.has_perm("volunteers.moderate_miniprojects")
    )


def leads(user, project) -> bool:
    """The author, and whoever speaks for the organisation that files it."""
    if not user.is_authenticated:
        return False
    if project.author_id == user.pk:
        return True
    organisation = project.organisation
    return bool(
        organisation
        and organisation.status == "confirmed"
        and role_in_organisation(user, organisation) in EDITING
    )


def may_file(user) -> Verdict:
    """A proved adult: people will trust them with things and money."""
    if not (verdict := require_level(user, Level.VERIFIED if user.is_authenticated else 0)):
        return verdict
    return require_age(user, PARENTAL_AGE, timezone.localdate())


def may_speak_for(user, organisation) -> Verdict:
    """To file or to promise in the name of an organisation."""
    if organisation.status == "confirmed" and role_in_organisation(user, organisation) in EDITING:
        return ALLOWED
    return refuse(_("От имени организации это делает её руководитель или редактор."))


def may_lead(user, project) -> Verdict:
    if leads(user, project):
        return ALLOWED
    return refuse(_("Это делает организатор мини-проекта."))


def may_edit(user, project) -> Verdict:
    if project.state not in ("submitted", "refused", "open"):
        return refuse(_("Этот мини-проект уже не меняют."))
    return may_lead(user, project)


def may_decide(user, project) -> Verdict:
    """To publish or to return: an official with the right, never about one's own."""
    if not is_moderator(user):
        return refuse(_("Решение принимает сотрудник администрации."))
    if leads(user, project):
        return refuse(_("Это ваш мини-проект: решение примет другой сотрудник."))
    return ALLOWED


def may_cancel(user, project) -> Verdict:
    return ALLOWED if is_moderator(user) else may_lead(user, project)


def may_decide_report(user, report) -> Verdict:
    return may_decide(user, report.project)


def may_report(user, project, day=None) -> Verdict:
    """To tell what came of it: the organiser, once the day has come."""
    if not (verdict := may_lead(user, project)):
        return verdict
    if project.state != "open":
        return refuse(_("Отчёт пишут о мини-проекте, который собирал помощь."))
    if (day or timezone.localdate()) < project.happens_on:
        return refuse(_("Отчёт пишут, когда всё уже произошло."))
    if project.reports.filter(state="submitted").exists():
        return refuse(_("Отчёт уже отправлен. Сотрудник смотрит его."))
    return ALLOWED


RIGHTS = {
    "volunteers.lead_miniproject": may_lead,
    "volunteers.decide_miniproject": may_decide,
    "volunteers.cancel_miniproject": may_cancel,
    "volunteers.decide_photo_report": may_decide_report,
}
