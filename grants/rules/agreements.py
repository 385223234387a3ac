"""Who draws up an agreement, moves its money and ends it, and what must be done before each step.

`lacks(agreement, move)` names everything missing; the rights refuse with the same sentences, so
the button is there exactly when nothing is missing.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.organisations.rules import role_in
from portal.pages.templatetags.money import roubles

# In which states of an agreement money of each kind is written.
MONEY_STATES = {
    "payment": ("active",),
    "return": ("active", "terminated", "fulfilled"),
    "reversal": ("active", "terminated", "fulfilled"),
}


def may_manage(user, application) -> Verdict:
    """An official with the right who belongs neither to the applicant nor to its partner."""
    if not (user.is_authenticated and user.is_staff and user.has_perm("grants.manage_agreement")):
        return refuse(_("Соглашения ведёт только сотрудник, которому это поручено."))
    concerned = (application.organisation, application.partner)
    if any(role_in(user, organisation) for organisation in concerned if organisation):
        return refuse(_("Соглашение своей организации ведёт другой сотрудник."))
    return ALLOWED


def may_draft(user, application) -> Verdict:
    """To begin an agreement: of a winner that has none."""
    if not (verdict := may_manage(user, application)):
        return verdict
    if application.state != "winner" or hasattr(application, "agreement"):
        return refuse(_("Соглашение заключают с победителем, и только одно."))
    return ALLOWED


def may_revise(user, agreement) -> Verdict:
    if not (verdict := may_manage(user, agreement.application)):
        return verdict
    if agreement.state != "draft":
        return refuse(_("Соглашение подписано, его условия больше не меняют."))
    return ALLOWED


def may_move_money(user, agreement, kind: str) -> Verdict:
    """To prepare money of this kind, and to approve it."""
    if not (verdict := may_manage(user, agreement.application)):
        return verdict
    if agreement.state not in MONEY_STATES[kind]:
        return refuse(
            _("Сейчас такую запись внести нельзя: соглашение «%(state)s».")
            % {"state": agreement.get_state_display()}
        )
    return _may_be_paid(agreement) if kind == "payment" else ALLOWED


def _may_be_paid(agreement) -> Verdict:
    """Who is late with a report or with money gets no more of it."""
    if agreement.reports.overdue().exists():
        return refuse(_("Отчёт просрочен: пока он не сдан, деньги не перечисляют."))
    if agreement.demands.open().exists():
        return refuse(_("Потребован возврат: пока он не сделан, деньги не перечисляют."))
    return ALLOWED


def may_approve(user, payment) -> Verdict:
    """To approve: another official than the one who prepared it."""
    if not (verdict := may_move_money(user, payment.agreement, payment.kind)):
        return verdict
    if user.pk == payment.prepared_by_id:
        return refuse(_("Операцию утверждает другой сотрудник, не тот, кто её подготовил."))
    return ALLOWED


def may_decline(user, payment) -> Verdict:
    return may_manage(user, payment.agreement.application)


# --- What each move still needs -----------------------------------------------------------------
def _for_signature(agreement) -> list[str]:
    parts = list(agreement.instalments.all())
    total = sum((row.amount for row in parts), Decimal(0))
    lacking = []
    if not parts:
        lacking.append(_("не разбита на части сумма соглашения"))
    elif total != agreement.amount:
        lacking.append(
            _("части вместе дают %(total)s, а соглашение — %(amount)s")
            % {"total": roubles(total), "amount": roubles(agreement.amount)}
        )
    reports = list(agreement.reports.all())
    if not any(row.kind == "final" for row in reports):
        lacking.append(_("не назначен итоговый отчёт"))
    if any(row.after_reports > len(reports) for row in parts):
        lacking.append(_("часть выплаты ждёт больше отчётов, чем назначено"))
    return lacking


def _for_end(agreement) -> list[str]:
    lacking = []
    if agreement.payments.filter(state="prepared").exists():
        lacking.append(_("операции о деньгах ждут утверждения"))
    if agreement.reports.filter(state="sent").exists():
        lacking.append(_("отчёт ждёт проверки"))
    return lacking


def _for_termination(agreement) -> list[str]:
    lacking = _for_end(agreement)
    if agreement.reports.filter(kind="final", state="accepted").exists():
        lacking.append(_("итоговый отчёт принят: соглашение признают исполненным"))
    return lacking


def _for_fulfilment(agreement) -> list[str]:
    lacking = _for_end(agreement)
    if agreement.reports.exclude(state__in=("accepted", "sent")).exists():
        lacking.append(_("приняты не все отчёты"))
    if not agreement.paid:
        lacking.append(_("ничего не перечислено"))
    if agreement.demands.open().exists():
        lacking.append(_("не возвращены потребованные деньги"))
    elif agreement.unaccounted:
        lacking.append(
            _("не отчитались и не вернули %(amount)s") % {"amount": roubles(agreement.unaccounted)}
        )
    return lacking


NEEDS = {"sign": _for_signature, "fulfil": _for_fulfilment, "terminate": _for_termination}


def lacks(agreement, move: str) -> list[str]:
    """Everything that must still be done before the move, in words; an empty list when ready."""
    return NEEDS[move](agreement) if move in NEEDS else []


def _may_move(move: str):
    def right(user, agreement) -> Verdict:
        if not (verdict := may_manage(user, agreement.application)):
            return verdict
        if missing := lacks(agreement, move):
            return refuse(_("Пока нельзя: %(what)s.") % {"what": "; ".join(missing)})
        return ALLOWED

    return right


AGREEMENT_MOVES = {move: _may_move(move) for move in ("sign", "enact", "fulfil", "terminate")}
RIGHTS = {
    **{f"grants.{move}_agreement": right for move, right in AGREEMENT_MOVES.items()},
    "grants.approve_payment": may_approve,
    "grants.decline_payment": may_decline,
}
