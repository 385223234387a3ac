"""Who writes a report of a grant, who checks it, who asks money back."""

from django.utils.translation import gettext as _

from grants.rules.agreements import may_manage
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.organisations.rules import role_in


def may_write_report(user, report) -> Verdict:
    """To write: head and editor of the applicant and of its partner, until it is sent."""
    application = report.agreement.application
    concerned = (application.organisation, application.partner)
    roles = {role_in(user, organisation) for organisation in concerned if organisation}
    if not roles & {"head", "editor"}:
        return refuse(_("Отчёт пишут руководитель и редактор организации."))
    if report.state == "accepted":
        return refuse(_("Отчёт принят, изменить его нельзя."))
    if report.agreement.state not in ("active", "terminated"):
        return refuse(_("Отчёт пишут, когда соглашение вступит в действие."))
    if not report.is_editable:
        return refuse(_("Отчёт уже отправлен, изменить его нельзя."))
    return ALLOWED


def report_lacks(report) -> list[str]:
    """What the report still needs, in words."""
    needed = {
        _("Что сделано"): report.narrative.strip(),
        _("Что изменилось"): report.results.strip(),
        _("Сколько людей получили пользу"): report.beneficiaries,
    }
    return [label for label, value in needed.items() if not value]


def may_send(user, report) -> Verdict:
    if not (verdict := may_write_report(user, report)):
        return verdict
    if lacking := report_lacks(report):
        return refuse(_("Не хватает: %(what)s.") % {"what": "; ".join(lacking)})
    return ALLOWED


def may_review_report(user, report) -> Verdict:
    return may_manage(user, report.agreement.application)


def may_refuse(user, expense) -> Verdict:
    """Not to accept an expense: while its report is checked, and later when it turns out wrong."""
    if not (verdict := may_manage(user, expense.report.agreement.application)):
        return verdict
    if expense.report.state not in ("sent", "accepted") or expense.removed_at or expense.refusal:
        return refuse(_("Этот расход сейчас не проверяется."))
    return ALLOWED


def may_demand(user, agreement) -> Verdict:
    """To ask money back: what was received and no accepted expense explains."""
    asked = agreement.demands.open().left()
    free = (
        ALLOWED
        if agreement.unaccounted > asked
        else refuse(_("Всё, что получено, объяснено отчётами или уже потребовано."))
    )
    return first_refusal(may_manage(user, agreement.application), free)


RIGHTS = {"grants.send_report": may_send, "grants.review_report": may_review_report}
