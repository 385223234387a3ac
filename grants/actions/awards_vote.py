"""The residents' vote: a secret ballot in every category while the jury marks."""

from collections import Counter
from datetime import datetime

from django.utils.translation import gettext as _

from grants.models import AwardCategory, AwardSeason, Nomination
from portal.accounts.models import Level
from portal.polls.actions import cancel_poll, close_poll, open_poll
from portal.polls.ballots import parse
from portal.polls.models import Ballot, BallotKind, Option, Poll, PollState


def open_votes(season: AwardSeason, now: datetime) -> None:
    """Print a ballot of those admitted for every category that has any; one choice a person."""
    for category in season.categories.all():
        rows = list(category.nominations.filter(state="admitted").order_by("number"))
        if rows:
            category.poll = _printed(season, category, rows, now)
            category.save(update_fields=["poll"])
            open_poll(category.poll, actor=None, rules=season.rules_hash)


def _printed(season: AwardSeason, category: AwardCategory, rows, now: datetime) -> Poll:
    """By number alone: the sealed terms of a poll outlive a consent that is taken back."""
    poll = Poll.objects.create(
        title=f"{season}: {category}"[:300],
        ballot_kind=BallotKind.CHOOSE_ONE,
        opens_at=now,
        closes_at=season.judge_until,
        max_choices=1,
        min_age=season.min_voter_age,
        min_level=Level.VERIFIED,
    )
    Option.objects.bulk_create(
        Option(poll=poll, number=row.number, label=_("номинант № %(n)d") % {"n": row.number})
        for row in rows
    )
    return poll


def _open_polls(season: AwardSeason) -> list[Poll]:
    rows = season.categories.filter(poll__state=PollState.OPEN).select_related("poll")
    return [row.poll for row in rows]


def close_votes(season: AwardSeason) -> None:
    """Count after the announced end; the numbers enter the ranking."""
    for poll in _open_polls(season):
        close_poll(poll, actor=None)
        texts = Ballot.objects.filter(poll=poll).values_list("choices", flat=True)
        counted = Counter(choice.number for text in texts.iterator() for choice in parse(text))
        for number in poll.options.values_list("number", flat=True):
            rows = Nomination.objects.filter(season=season, number=number)
            rows.update(votes=counted[number])


def cancel_votes(season: AwardSeason, note: str) -> None:
    for poll in _open_polls(season):
        cancel_poll(poll, actor=None, note=note)
