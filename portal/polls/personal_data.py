"""Part of «my data»: one's own ballots, the choice included until ballots are anonymised."""

from portal.polls.ballots import parse
from portal.polls.models import Ballot


def collect(user) -> dict:
    """When and where the person voted, the receipts, and what was chosen."""
    mine = Ballot.objects.filter(voter=user).select_related("poll").order_by("cast_at")
    return {"ballots": [_ballot(row) for row in mine.prefetch_related("poll__options")]}


def _ballot(row: Ballot) -> dict:
    labels = {option.number: option.label for option in row.poll.options.all()}
    chosen = [labels.get(choice.number, str(choice.number)) for choice in parse(row.choices)]
    return {
        "poll": row.poll.title,
        "cast_at": row.cast_at,
        "changes": row.changes,
        "receipt": row.receipt,
        "choices": chosen,
        "age": row.age,
        "district": row.district_code,
    }
