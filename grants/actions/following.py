"""After the commission an application goes where its agreement does: one rule, called last."""

from grants.actions.letters import tell
from grants.models import Agreement, AgreementState, Application, ApplicationState
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
    """The state of the application that the agreement and its money lead to."""
    return {
        AgreementState.DRAFT: S.WINNER,
        AgreementState.SIGNED: S.AGREEMENT,
        AgreementState.ACTIVE: S.RUNNING,
        AgreementState.FULFILLED: S.ACCEPTED,
        AgreementState.TERMINATED: S.TERMINATED,
    }[AgreementState(agreement.state)]
