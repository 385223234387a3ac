"""What an award gives to the package of its polls: only a page; votes are counted as they are.

Named in POLL_COUNTS of settings.
"""

from grants.models import AwardSeason
from portal.polls.models import Poll


def contest(poll: Poll) -> None:
    """No money and no winners: the votes are a part of the points of a ranking."""


def count(poll: Poll) -> None:
    """The bare votes, which the core counts."""


def page(poll: Poll) -> str:
    season = AwardSeason.objects.filter(categories__poll=poll).select_related("award").first()
    return season.get_absolute_url() if season else ""
