"""Part of «my data»: applications to commissions, seats, open ballots, marks by criteria."""

from budgeting.actions.commission_marks import marks_by_code
from budgeting.models import CommissionApplication, ExpertSheet, RatingBallot, Seat


def collect(user) -> dict:
    """All of the person's own; a secret ballot is tied to nobody and so is not here."""
    wishes = CommissionApplication.objects.filter(user=user).select_related("commission__round")
    mine = Seat.objects.filter(user=user).select_related("commission__round", "application")
    ballots = RatingBallot.objects.filter(seat__user=user).select_related("commission__round")
    sheets = ExpertSheet.objects.filter(seat__user=user).select_related("project", "seat")
    return {
        "commission_applications": [_wish(row) for row in wishes],
        "commission_seats": [_seat(row) for row in mine],
        "commission_ballots": [
            {"round": row.commission.round.title, "points": row.points} for row in ballots
        ],
        "commission_marks": [_sheet(row) for row in sheets],
    }


def _wish(row: CommissionApplication) -> dict:
    return {
        "round": row.commission.round.title,
        "number": row.number,
        "state": row.get_state_display(),
        "declared_at": row.declared_at,
        "name_agreed_at": row.name_agreed_at,
    }


def _seat(row: Seat) -> dict:
    return {
        "round": row.commission.round.title,
        "number": row.number,
        "status": row.get_status_display(),
        "since": row.since,
        "left_at": row.left_at,
    }


def _sheet(row: ExpertSheet) -> dict:
    marks = {code: str(value) for code, value in marks_by_code(row).items()}
    return {
        "project": row.project.title,
        "marks": marks,
        "note": row.note,
        "exclusion": row.exclusion,
        "is_recused": row.is_recused,
        "final_at": row.final_at,
    }
