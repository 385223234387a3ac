"""The count of a member's initiatives, kept true by a lock on the member's seat."""

from budgeting.models import Round, Seat


def hold_seat(round_: Round, actor) -> None:
    """Lock the seat of the member, if any, so that what is counted next stays so until commit.

    Call inside a transaction, before the right is asked.
    """
    seats = Seat.objects.filter(commission__round=round_, user=actor)
    seats.select_for_update(of=("self",)).first()
