"""Who makes a group, who runs it, who may join it and from what age."""

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, age_on, first_refusal, refuse
from portal.accounts.rules import MIN_AGE, PARENTAL_AGE, require_age, require_level

RUNNING = ("leader", "coordinator")
EDITING = ("head", "editor")


def is_volunteer_staff(user) -> bool:
    return user.is_authenticated and user.is_staff and user.has_perm("volunteers.manage_groups")


def role_in(user, group) -> str:
    """The role of an active member, or an empty string."""
    if not user.is_authenticated:
        return ""
    rows = user.volunteer_memberships.filter(group=group, state="active")
    return rows.values_list("role", flat=True).first() or ""


def birth_date(user):
    """The proved one if there is one, else as the person wrote it, else None."""
    proof = user.active_verification
    return (proof and proof.birth_date) or user.birth_date


def is_minor(user, day=None) -> bool:
    """Below 18 on the day."""
    born = birth_date(user)
    return born is not None and age_on(born, day or timezone.localdate()) < PARENTAL_AGE


def may_create(user) -> Verdict:
    """A proved adult: a leader works with other people's children."""
    return first_refusal(
        require_level(user, 0),
        require_level(user, Level.VERIFIED),
        require_age(user, PARENTAL_AGE, timezone.localdate())
        if user.is_authenticated
        else refuse(_("Войдите на портал.")),
    )


def may_host(user, organisation) -> Verdict:
    """To make a group of an organisation: who leads it, once it is confirmed."""
    rows = user.memberships.filter(
        organisation=organisation, role__in=EDITING, organisation__status="confirmed"
    )
    if rows.exists():
        return ALLOWED
    return refuse(_("Группу при организации создаёт её руководитель или редактор."))


def may_lead(user, group) -> Verdict:
    if role_in(user, group) == "leader":
        return ALLOWED
    return refuse(_("Это делает руководитель группы."))


def may_run(user, group) -> Verdict:
    """To work with the people of a group: its leader and coordinators, while it exists."""
    if role_in(user, group) not in RUNNING:
        return refuse(_("Это делают руководитель и координаторы группы."))
    if group.state in ("refused", "closed"):
        return refuse(_("Группа не действует."))
    return ALLOWED


def may_run_active(user, group) -> Verdict:
    """The same, for what only an approved group does: inviting, announcing, shifts."""
    if group.state == "submitted":
        return refuse(_("Группу ещё не одобрили. Мы напишем, когда это случится."))
    return may_run(user, group)


def may_decide(user, group) -> Verdict:
    """To approve or refuse: an official with the right, who is not of the group."""
    if not is_volunteer_staff(user):
        return refuse(_("Решение о группе принимает сотрудник администрации."))
    if role_in(user, group):
        return refuse(_("Вы в этой группе: решение примет другой сотрудник."))
    return ALLOWED


def may_close(user, group) -> Verdict:
    if is_volunteer_staff(user):
        return ALLOWED
    return may_lead(user, group)


def may_join(user, group) -> Verdict:
    """To ask to join, or to join by a link."""
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))
    if group.state != "active":
        return refuse(_("Группа сейчас не принимает людей."))
    if not user.get_full_name():
        return refuse(_("Укажите имя и фамилию в профиле: координатору нужно знать, кто придёт."))
    if user.volunteer_memberships.filter(group=group, state__in=("requested", "active")).exists():
        return refuse(_("Вы уже в этой группе или ждёте ответа."))
    return require_age(user, MIN_AGE, timezone.localdate())


def may_accept(user, membership) -> Verdict:
    """A minor is accepted only with the consent of a parent."""
    if not (verdict := may_run_active(user, membership.group)):
        return verdict
    if membership.user_id == user.pk:
        return refuse(_("О себе решает другой координатор."))
    if is_minor(membership.user) and not membership.has_consent:
        return refuse(_("Человеку нет 18 лет. Сначала примите согласие родителя."))
    return ALLOWED


def may_manage(user, membership) -> Verdict:
    """To refuse, to exclude: a coordinator, but a leader or coordinator only by the leader."""
    if membership.user_id == user.pk:
        return refuse(_("О себе решает другой координатор."))
    if membership.role in RUNNING and membership.state == "active":
        return may_lead(user, membership.group)
    return may_run(user, membership.group)


def may_appoint(user, membership) -> Verdict:
    """To give a role: the leader, to an adult."""
    if not (verdict := may_lead(user, membership.group)):
        return verdict
    if membership.state != "active":
        return refuse(_("Роль есть только у того, кто в группе."))
    return ALLOWED


def may_thank(user, membership) -> Verdict:
    """To give a certificate of hours and to revoke it: the leader, not for oneself."""
    if membership.user_id == user.pk:
        return refuse(_("Справку себе выдаёт другой руководитель."))
    return may_lead(user, membership.group)


def may_leave(user, membership) -> Verdict:
    if user.is_authenticated and membership.user_id == user.pk:
        return ALLOWED
    return refuse(_("Выходит из группы сам человек."))


def may_send_consent(user, membership) -> Verdict:
    """To upload the paper of a parent: the minor, while it is not accepted."""
    if not (user.is_authenticated and membership.user_id == user.pk):
        return refuse(_("Согласие прикладывает тот, кто вступает."))
    if membership.state not in ("requested", "active"):
        return refuse(_("Вы не в этой группе."))
    if membership.has_consent:
        return refuse(_("Согласие уже принято."))
    return ALLOWED


def may_take_consent(user, membership) -> Verdict:
    """To accept the consent of a parent or to strike it out; nobody does for oneself."""
    if membership.user_id == user.pk:
        return refuse(_("Своё согласие принимает другой координатор."))
    return may_run(user, membership.group)


RIGHTS = {
    "volunteers.decide_group": may_decide,
    "volunteers.lead_group": may_lead,
    "volunteers.close_group": may_close,
    "volunteers.accept_member": may_accept,
    "volunteers.manage_member": may_manage,
    "volunteers.leave_group": may_leave,
}
