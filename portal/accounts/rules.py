"""Who counts as a person for a right, each answer with the sentence that says what to do next."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.accounts.rights import ALLOWED, Verdict, age_on, refuse

MIN_AGE = 14
PARENTAL_AGE = 18
TRIES = 5
LOCK = timedelta(hours=24)


def require_age(user, years: int, on: date, proof=None) -> Verdict:
    """Whether the person is `years` old on the day: by the proved birth date, if there is one.

    `proof` is the verification in force, for a caller who has read it already; False for none.
    """
    if proof is None:
        proof = user.active_verification
    born = (proof and proof.birth_date) or user.birth_date
    if born is None:
        return refuse(_("Укажите дату рождения в своём профиле: здесь есть возрастной порог."))
    if age_on(born, on) >= years:
        return ALLOWED
    reason = ngettext("Это доступно с %(years)d года.", "Это доступно с %(years)d лет.", years)
    return refuse(reason % {"years": years})


def require_level(user, level: int) -> Verdict:
    """Whether the portal knows the person well enough; 0 asks only for an account."""
    if not user.is_authenticated:
        return refuse(_("Войдите на портал или зарегистрируйтесь: это займёт две минуты."))
    if user.level >= level:
        return ALLOWED
    if level == 1:
        return refuse(_("Подтвердите телефон в профиле, раздел «Подтверждение личности»."))
    return refuse(
        _(
            "Подтвердите личность в профиле, раздел «Подтверждение личности»: "
            "по списку жителей, через Госуслуги или с паспортом в центре местной активности."
        )
    )


def may_try(user, method: str) -> Verdict:
    """Whether the person may try a way of proving once more; five failures close it for a day."""
    since = timezone.now() - LOCK
    if user.attempts.filter(method=method, created_at__gt=since).count() < TRIES:
        return ALLOWED
    return refuse(
        _(
            "Пять попыток не удались, поэтому этот способ закрыт на сутки. Попробуйте завтра "
            "или придите с паспортом в центр местной активности."
        )
    )


def may_erase(user) -> Verdict:
    """Staff give up their post before their account: the trail of their acts needs a name."""
    if user.is_staff or user.is_superuser:
        return refuse(
            _(
                "Вы сотрудник портала. Сначала попросите администратора снять с вас права "
                "сотрудника, потом удаляйте учётную запись."
            )
        )
    return ALLOWED


def locked_fields(user) -> set[str]:
    """Profile fields a proof in force has fixed: rights rest on them."""
    verification = user.active_verification
    if verification is None:
        return set()
    fields = {"birth_date"}
    if verification.level >= 2:
        fields |= {"last_name", "first_name", "patronymic"}
    if verification.district_id:
        fields.add("district")
    return fields
