"""Who may do what with an appeal (59-ФЗ): the applicant, the registrar, the desk that has it.

Superusers without a desk may do nothing: what one cannot read, one cannot decide.
"""

from django.utils.translation import gettext as _

from civic.rules.people import named, signed_in
from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.accounts.rules import require_level


def may_file(user) -> Verdict:
    """To file: the law takes electronic appeals only of an authenticated person with a name."""
    if not (verdict := first_refusal(signed_in(user), require_level(user, Level.VERIFIED))):
        return verdict
    if user.last_name and user.first_name:
        return ALLOWED
    return refuse(_("Укажите в профиле фамилию и имя: без них закон не позволяет ответить."))


def _applicant(user, appeal) -> Verdict:
    if user.is_authenticated and user.is_active and user.pk == appeal.author_id:
        return ALLOWED
    return refuse(_("Это может сделать только заявитель."))


def may_edit_appeal(user, appeal) -> Verdict:
    if not (verdict := _applicant(user, appeal)):
        return verdict
    if appeal.state == "draft":
        return ALLOWED
    return refuse(_("Обращение уже направлено, текст не меняется. Его можно отозвать."))


def may_send(user, appeal) -> Verdict:
    return first_refusal(_applicant(user, appeal), may_file(user))


def may_withdraw_appeal(user, appeal) -> Verdict:
    return _applicant(user, appeal)


def may_supply(user, appeal) -> Verdict:
    return _applicant(user, appeal)


def _staff(user, appeal) -> Verdict:
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return refuse(_("Это может сделать только сотрудник, допущенный к обращениям."))
    if user.pk == appeal.author_id:
        return refuse(_("Своё обращение рассматривает другой сотрудник."))
    return ALLOWED


def may_register(user, appeal) -> Verdict:
    """To register, forward and assign: registrars."""
    if not (verdict := _staff(user, appeal)):
        return verdict
    if appeal.is_registered_by(user):
        return ALLOWED
    return refuse(_("Регистрирует и направляет обращения служба делопроизводства."))


def may_handle(user, appeal) -> Verdict:
    """To consider and answer: the desk of the department, never the one complained about."""
    if not (verdict := _staff(user, appeal)):
        return verdict
    if appeal.complained_about_id and appeal.department_id == appeal.complained_about_id:
        return refuse(_("Жалобу не рассматривает тот, на кого жалуются: передайте её другим."))
    if appeal.is_handled_by(user):
        return named(user)
    return refuse(_("Обращение рассматривает подразделение, которому оно поручено."))


def may_extend(user, appeal) -> Verdict:
    """To extend the term: once."""
    if appeal.extended_at:
        return refuse(_("Срок уже продлевали: второй раз закон не позволяет."))
    return may_handle(user, appeal)


def may_close_appeal(user, appeal) -> Verdict:
    return may_register(user, appeal) or may_handle(user, appeal)


def may_assign(user, appeal) -> Verdict:
    """To give the appeal to a department: registrars, while nobody has answered."""
    if appeal.state not in ("registered", "in_review", "extended"):
        return refuse(_("Поручить можно зарегистрированное обращение, по которому нет ответа."))
    return may_register(user, appeal)


def may_consent(user, appeal) -> Verdict:
    """To allow or forbid the publication of the answer: the applicant, at any time."""
    return _applicant(user, appeal)


def may_publish_answer(user, appeal) -> Verdict:
    """To publish the answer without personal data: the desk, when the applicant allows."""
    if appeal.state not in ("answered", "closed") or not appeal.answer:
        return refuse(_("Публикуют ответ, который уже дан заявителю."))
    if not appeal.allows_publication:
        return refuse(_("Заявитель не разрешил публиковать ответ."))
    return may_handle(user, appeal)


RIGHTS = {
    "civic.send_appeal": may_send,
    "civic.withdraw_appeal": may_withdraw_appeal,
    "civic.supply_appeal": may_supply,
    "civic.register_appeal": may_register,
    "civic.handle_appeal": may_handle,
    "civic.extend_appeal": may_extend,
    "civic.close_appeal": may_close_appeal,
}
