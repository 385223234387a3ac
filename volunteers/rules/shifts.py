"""Who runs a shift, who may come to it, until when one may leave it.

`now` is the moment that counts: the database's clock where a second decides.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, age_on, first_refusal, refuse
from portal.accounts.rules import PARENTAL_AGE, require_age
from volunteers.rules.groups import birth_date, may_run_active
from volunteers.rules.rest import Duty, duties_near, is_rested
from volunteers.rules.skills import has_skills

NO_SHOWS = 2
REMEMBERED = timedelta(days=90)
PAUSE = timedelta(days=30)


def when(moment) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i")


def may_run_shift(user, shift) -> Verdict:
    return may_run_active(user, shift.group)


def may_publish(user, shift, now=None) -> Verdict:
    if shift.starts_at <= (now or timezone.now()):
        return refuse(_("Начало смены уже прошло. Измените время."))
    return may_run_shift(user, shift)


def may_cancel(user, shift, now=None) -> Verdict:
    if shift.starts_at <= (now or timezone.now()):
        return refuse(_("Смена уже началась."))
    return may_run_shift(user, shift)


def open_for_signup(shift, now) -> Verdict:
    if shift.state == "cancelled":
        return refuse(_("Смену отменили."))
    if shift.state != "published" or shift.group.state != "active":
        return refuse(_("Смена ещё не объявлена."))
    if now >= shift.starts_at:
        return refuse(_("Смена уже началась."))
    return ALLOWED


def is_fit(person, shift, now) -> Verdict:
    """Whether this person can come: age on the day, consent, no other duty, no pause."""
    if not person.get_full_name():
        return refuse(_("Укажите имя и фамилию в профиле: координатору нужно знать, кто придёт."))
    proof, duties = person.active_verification or False, duties_near(person, shift)
    born = (proof and proof.birth_date) or person.birth_date
    return first_refusal(
        require_age(person, shift.min_age, timezone.localdate(shift.starts_at), proof),
        is_not_paused(person, now),
        is_free(shift, duties),
        still_fits(person, shift, duties, born),
    )


def may_still_come(person, shift) -> Verdict:
    """What is asked again when a place is given: it may have changed since the person asked."""
    return still_fits(person, shift, duties_near(person, shift), birth_date(person))


def still_fits(person, shift, duties: list[Duty], born) -> Verdict:
    return first_refusal(
        has_consent(person, shift, born),
        is_trained(person, shift),
        has_skills(person, shift),
        is_rested(shift, duties, born),
    )


def has_consent(person, shift, born) -> Verdict:
    """Who is not eighteen on the day comes with the consent that the group has accepted."""
    if born is None or age_on(born, timezone.localdate(shift.starts_at)) >= PARENTAL_AGE:
        return ALLOWED
    given = person.volunteer_memberships.filter(
        group=shift.group_id, state="active", consent__in=("file", "paper")
    )
    if given.exists():
        return ALLOWED
    return refuse(_("До 18 лет нужно согласие родителя. Вступите в группу и приложите его."))


def is_trained(person, shift) -> Verdict:
    """Whether the training the shift asks for stands in the person's portfolio."""
    done = person.participation.in_force().filter(kind="training", title__iexact=shift.training)
    if not shift.training or done.exists():
        return ALLOWED
    return refuse(_("Сначала пройдите обучение «%(title)s».") % {"title": shift.training})


def is_not_paused(person, now) -> Verdict:
    """Two promises not kept within three months: a month without sign-ups."""
    missed = person.volunteer_signups.filter(
        state="no_show", shift__starts_at__gt=now - REMEMBERED
    ).order_by("-shift__ends_at")
    ends = list(missed.values_list("shift__ends_at", flat=True)[:NO_SHOWS])
    if len(ends) < NO_SHOWS or now >= ends[0] + PAUSE:
        return ALLOWED
    return refuse(
        _("Вы дважды не пришли на смену, поэтому запись закрыта до %(when)s. "
          "Если была уважительная причина, напишите координатору.")
        % {"when": when(ends[0] + PAUSE)}
    )  # fmt: skip


def is_free(shift, duties: list[Duty]) -> Verdict:
    """No other sign-up whose time touches this one; waiting for a place counts as one."""
    if any(duty.shift == shift.pk for duty in duties):
        return refuse(_("Вы уже записаны на эту смену."))
    touching = [
        duty for duty in duties if duty.start < shift.ends_at and duty.end > shift.starts_at
    ]
    if not touching:
        return ALLOWED
    return refuse(
        _("В это время у вас другая смена: «%(title)s». Сначала откажитесь от неё.")
        % {"title": touching[0].title}
    )


def may_sign_up(user, shift, now=None) -> Verdict:
    if not (user.is_authenticated and user.is_active):
        return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))
    now = now or timezone.now()
    if not (verdict := open_for_signup(shift, now)):
        return verdict
    if shift.members_only and not is_member(user, shift.group_id):
        return refuse(_("Смена только для участников группы. Сначала вступите в неё."))
    return is_fit(user, shift, now)


def is_member(person, group: int) -> bool:
    return person.volunteer_memberships.filter(group=group, state="active").exists()


def may_answer(user, signup, now=None) -> Verdict:
    """To accept a request or to refuse somebody a place, before the shift begins."""
    if (now or timezone.now()) >= signup.shift.starts_at:
        return refuse(_("Смена уже началась."))
    return may_run_shift(user, signup.shift)


def is_own(user, signup) -> Verdict:
    if user.is_authenticated and signup.user_id == user.pk:
        return ALLOWED
    return refuse(_("Это решает тот, кто записан."))


def may_accept_place(user, signup, now=None) -> Verdict:
    now = now or timezone.now()
    verdict = first_refusal(is_own(user, signup), open_for_signup(signup.shift, now))
    if not verdict:
        return verdict
    if signup.offered_until and now >= signup.offered_until:
        return refuse(_("Срок ответа закончился %(when)s.") % {"when": when(signup.offered_until)})
    return may_still_come(user, signup.shift)


def may_withdraw(user, signup, now=None) -> Verdict:
    """To take a place or a request back in time: a confirmed one until the agreed moment."""
    now = now or timezone.now()
    if not (verdict := is_own(user, signup)):
        return verdict
    if now >= signup.shift.starts_at:
        return refuse(_("Смена уже началась."))
    if signup.state == "confirmed" and now >= signup.shift.leave_until:
        return refuse(
            _("Отказаться вовремя можно было до %(when)s. Теперь отказ считается поздним.")
            % {"when": when(signup.shift.leave_until)}
        )
    return ALLOWED


def may_leave_late(user, signup, now=None) -> Verdict:
    now = now or timezone.now()
    if not (verdict := is_own(user, signup)):
        return verdict
    if signup.shift.leave_until <= now < signup.shift.starts_at:
        return ALLOWED
    return refuse(_("Поздний отказ — после срока отказа и до начала смены."))


def may_seek_cover(user, signup, now=None) -> Verdict:
    """To ask the group for somebody instead of oneself, while the place is held."""
    if not (verdict := is_own(user, signup)):
        return verdict
    if signup.state != "confirmed" or (now or timezone.now()) >= signup.shift.starts_at:
        return refuse(_("Замену ищут до начала смены, пока место за вами."))
    return ALLOWED


def may_take_over(user, shift, now=None) -> Verdict:
    """To come instead of somebody: like signing up, unless others wait for a place."""
    if not (verdict := may_sign_up(user, shift, now)):
        return verdict
    if shift.signups.queue().exists():
        return refuse(_("Этого места ждут другие: его предложат им."))
    return ALLOWED


RIGHTS = {
    "volunteers.publish_shift": may_publish,
    "volunteers.cancel_shift": may_cancel,
    "volunteers.answer_signup": may_answer,
    "volunteers.accept_place": may_accept_place,
    "volunteers.withdraw_signup": may_withdraw,
    "volunteers.leave_late": may_leave_late,
}
