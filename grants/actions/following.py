"""After the commission an application goes where its agreement does: one rule, called last."""

from grants.actions.letters import tell
from grants.models import (
    Agreement,
    AgreementState,
    Application,
    ApplicationState,
    ReportKind,
    ReportState,
)
from portal.cases.actions import advance
from portal.cases.models import CaseEvent

S = ApplicationState
MOVES = {
    S.AGREEMENT: "agree",
    S.RUNNING: "run",
    S.REPORT: "report",
    S.ACCEPTED: "accept",
    S.RETURN_FUNDS: "recover",
    S.TERMINATED: "terminate",
}
PLAIN = {
    AgreementState.DRAFT: S.WINNER,
    AgreementState.SIGNED: S.AGREEMENT,
    AgreementState.TERMINATED: S.TERMINATED,
}


def follow(agreement: Agreement) -> CaseEvent | None:
    """Move the application to the state its agreement means; None where it is there already.

    The caller holds the row of the agreement, so nothing else moves the application.
    """
    target = meant_by(agreement)
    application = Application.objects.select_related("organisation", "contest").get(
        pk=agreement.application_id
    )
    if application.state == target:
        return None
    event = advance(application, MOVES[target], actor=None)
    tell(application, event, url=agreement.get_absolute_url())
    return event


def meant_by(agreement: Agreement) -> ApplicationState:
    """The state of the application that the agreement, its reports and its money lead to."""
    broken_off = agreement.state == AgreementState.TERMINATED
    if agreement.demands.open().exists() or (broken_off and agreement.unaccounted):
        return S.RETURN_FUNDS
    if agreement.state in PLAIN:
        return PLAIN[agreement.state]
    final = agreement.reports.filter(kind=ReportKind.FINAL).first()
    by_report = {ReportState.SENT: S.REPORT, ReportState.ACCEPTED: S.ACCEPTED}
    return by_report.get(final.state, S.RUNNING) if final else S.RUNNING
