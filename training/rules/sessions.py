"""Who runs a session, who may take a place in it and until when.

`now` is the moment that counts: the database's clock where a second decides.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.models import EDITING
from training.rules.audience import belongs_to


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i")


def is_training_staff(user) -> bool:
    return user.is_authenticated and user.is_staff and user.has_perm("training.run_session")


def may_run(user, session=None) -> Verdict:
    """To prepare a session and to work with its people: staff with the right, its organiser."""
    if is_training_staff(user):
        return ALLOWED
    if session is not None and user.is_authenticated and session.organiser_id == user.pk:
        return ALLOWED
    return refuse(_("Обучение ведёт только его организатор."))


def may_select(user, session, now=None) -> Verdict:
    """To close a competitive enrolment with a protocol, once applications are no longer taken."""
    if not (verdict := may_run(user, session)):
        return verdict
    if not session.is_competitive:
        return refuse(_("Здесь места занимают без конкурса."))
    now = now or timezone.now()
    if now < session.enrol_until:
        return refuse(_("Отбор — после %(when)s.") % {"when": when(session.enrol_until)})
    if now >= session.starts_at:
        return refuse(_("Обучение уже началось, отбирать поздно."))
    return ALLOWED


def open_for_enrolment(session, now) -> Verdict:
    if session.state == "cancelled":
        return refuse(_("Обучение отменено."))
    if session.state == "draft" or now < session.enrol_from:
        return refuse(_("Набор откроется %(when)s.") % {"when": when(session.enrol_from)})
    if session.state == "selected" or now >= session.enrol_until:
        return refuse(_("Набор закончился %(when)s.") % {"when": when(session.enrol_until)})
    return ALLOWED


def may_enrol(user, session, now=None) -> Verdict:
    """To take a place or to apply for one: who is of the audience, while the session enrols."""
    if not (verdict := open_for_enrolment(session, now or timezone.now())):
        return verdict
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь."))
    return is_fit(user, session.programme)


def is_fit(user, programme) -> Verdict:
    """Whether the programme is for this person, and whether a certificate could name them."""
    if not belongs_to(user, programme.audience):
        return refuse(_not_for(programme))
    if not user.get_full_name():
        return refuse(_("Укажите имя и фамилию в профиле: на них выписывают свидетельство."))
    return ALLOWED


def _not_for(programme) -> str:
    text = _("Программа для других людей: %(who)s.") % {
        "who": ", ".join(programme.audience_names())
    }
    if {"leaders", "groups"}.isdisjoint(programme.audience):
        return text
    hint = _("Если вы из ТОС, группы или совета, добавьте его в «Мои организации».")
    return f"{text} {hint}"


def may_batch(user, department) -> Verdict:
    """To enrol the people of a department: its head and editors, the staff by its letter."""
    if is_training_staff(user) and department.kind == "department":
        return ALLOWED
    is_head = user.is_authenticated and user.memberships.filter(
        organisation=department,
        role__in=EDITING,
        organisation__kind="department",
        organisation__status="confirmed",
    )
    if is_head and is_head.exists():
        return ALLOWED
    return refuse(_("Сотрудников записывает руководитель подразделения."))


def may_enrol_others(user) -> Verdict:
    """To enrol anybody who asked for it by letter or telephone: the staff of training."""
    if is_training_staff(user):
        return ALLOWED
    return refuse(_("Других людей записывает сотрудник, который ведёт обучение."))


def may_confirm(user, enrolment, now=None) -> Verdict:
    if not (user.is_authenticated and enrolment.user_id == user.pk):
        return refuse(_("Место подтверждает тот, кому его предложили."))
    if enrolment.session.state == "cancelled":
        return refuse(_("Обучение отменено."))
    if enrolment.confirm_by and (now or timezone.now()) >= enrolment.confirm_by:
        return refuse(
            _("Срок подтверждения закончился %(when)s.") % {"when": when(enrolment.confirm_by)}
        )
    return ALLOWED


def may_cancel(user, enrolment, now=None) -> Verdict:
    """To give a place up: the person, or the department that took it, while somebody else can
    still use it. The organiser may until the end.
    """
    if not user.is_authenticated:
        return refuse(_("Войдите на портал."))
    session, now = enrolment.session, now or timezone.now()
    if may_run(user, session) and now < session.ends_at:
        return ALLOWED
    sent = (
        enrolment.enrolled_by_id and enrolment.department and may_batch(user, enrolment.department)
    )
    if not (enrolment.user_id == user.pk or sent):
        return refuse(_("Отказывается от места тот, кто записан."))
    until = session.starts_at - timedelta(hours=session.cancel_hours)
    if now >= until:
        return refuse(
            _("Отказаться можно было до %(when)s. Напишите организатору.") % {"when": when(until)}
        )
    return ALLOWED


def may_refuse(user, enrolment) -> Verdict:
    return may_run(user, enrolment.session)


def may_judge(user, session, now=None) -> Verdict:
    """To give marks in a selection: an expert of the session who does not apply for a place."""
    if not (user.is_authenticated and session.experts.filter(pk=user.pk).exists()):
        return refuse(_("Заявки оценивают эксперты этого отбора."))
    if session.state != "published":
        return refuse(_("Отбор уже проведён."))
    if session.enrolments.filter(user=user).exclude(state="cancelled").exists():
        return refuse(_("Вы сами подали заявку, поэтому оценивать не можете."))
    if session.is_blind and may_run(user, session):
        return refuse(_("Вы ведёте этот набор и видите имена: оценивают другие."))
    return ALLOWED


def may_certify(user, enrolment) -> Verdict:
    """To revoke a certificate or to issue another; nobody does it for themselves."""
    if enrolment.user_id == user.pk:
        return refuse(_("Своё обучение завершает другой организатор."))
    return may_run(user, enrolment.session)


def may_complete(user, enrolment) -> Verdict:
    """To say how somebody's training ended."""
    if enrolment.session.state == "cancelled":
        return refuse(_("Обучение отменено."))
    return may_certify(user, enrolment)


RIGHTS = {
    "training.publish_session": may_run,
    "training.select": may_select,
    "training.confirm_place": may_confirm,
    "training.cancel_place": may_cancel,
    "training.refuse_place": may_refuse,
    "training.complete_place": may_complete,
}
