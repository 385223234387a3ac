"""Who keeps the code of ethics, who acknowledges it, who tells about conduct, who moderates."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.accounts.rules import require_level
from training.rules.audience import department_of

TOLD_WITHIN = 90  # days after the contact
A_DAY = 3


def may_manage_ethics(user, version=None) -> Verdict:
    if user.is_authenticated and user.is_staff and user.has_perm("training.manage_ethics"):
        return ALLOWED
    return refuse(_("Кодекс ведёт сотрудник, которому это поручено."))


def may_edit_code(user, version, today=None) -> Verdict:
    """To change the text: until the day it takes effect, the officials included."""
    if not (verdict := may_manage_ethics(user)):
        return verdict
    if not version.is_editable_on(today or timezone.localdate()):
        return refuse(_("Редакция вступила в силу, изменить её нельзя. Подготовьте новую."))
    return ALLOWED


def may_acknowledge(user, version) -> Verdict:
    """To say that one has read it: who serves in a department or works in the portal."""
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал."))
    if version.state != "published":
        return refuse(_("Редакция ещё не опубликована."))
    if user.is_staff or department_of(user) is not None:
        return ALLOWED
    return refuse(_("С кодексом знакомятся муниципальные служащие. Читать может каждый."))


def may_tell_conduct(user) -> Verdict:
    """To tell about a contact: a person whose phone or identity is proved."""
    return require_level(user, Level.DECLARED)


def may_tell_about(user, department, contact_on, today=None) -> Verdict:
    today = today or timezone.localdate()
    if contact_on > today:
        return refuse(_("Этот день ещё не наступил."))
    if contact_on < today - timedelta(days=TOLD_WITHIN):
        return refuse(_("Рассказать можно об обращении за последние 90 дней."))
    if user.memberships.filter(organisation=department).exists():
        return refuse(_("О своём подразделении рассказывают другие."))
    return may_tell_conduct(user)


def may_moderate_conduct(user, feedback) -> Verdict:
    """To count an answer or not: staff who neither wrote it nor serve where it is about."""
    if not (verdict := may_manage_ethics(user)):
        return verdict
    if feedback.author_id == user.pk:
        return refuse(_("Свой отзыв проверяет другой сотрудник."))
    if user.memberships.filter(organisation=feedback.department_id).exists():
        return refuse(_("Отзыв о своём подразделении проверяет другой сотрудник."))
    return ALLOWED


RIGHTS = {
    "training.publish_code": may_manage_ethics,
    "training.moderate_conduct": may_moderate_conduct,
}
