"""The vote of a challenge: a secret ballot of the shortlist, or support counted at its end."""

from collections import Counter

from django.db.models import Count, Q

from civic.actions.idea_moves import move as move_idea
from civic.models import Challenge, Idea
from civic.models.challenges import VoteKind
from civic.models.idea_states import IdeaState
from portal.accounts.models import Level
from portal.cases.actions import record
from portal.polls.actions import close_poll, open_poll
from portal.polls.ballots import parse
from portal.polls.models import Ballot, BallotKind, Option, Poll, PollState


def open_vote(challenge: Challenge, now) -> None:
    """Number the shortlist, print the ballot if there is one, tell the authors."""
    ideas = list(_shortlist(challenge))
    for number, idea in enumerate(ideas, start=1):
        idea.number = number
    Idea.objects.bulk_update(ideas, ["number"])
    stage = challenge.schedule()["voting"]
    if challenge.vote_kind == VoteKind.BALLOT and ideas and now < stage.ends_at:
        challenge.poll = _printed(challenge, ideas, stage)
        challenge.save(update_fields=["poll"])
        open_poll(challenge.poll, actor=None)
        record(challenge, "vote_opened", actor=None, data={"options": len(ideas)})
    for idea in ideas:
        move_idea(idea, "vote", actor=None)


def _shortlist(challenge: Challenge):
    rows = challenge.ideas.filter(state=IdeaState.SHORTLIST).select_related("challenge")
    return rows.order_by("submitted_at", "id")


def _printed(challenge: Challenge, ideas: list[Idea], stage) -> Poll:
    one = challenge.max_choices == 1
    poll = Poll.objects.create(
        title=challenge.title,
        ballot_kind=BallotKind.CHOOSE_ONE if one else BallotKind.APPROVAL,
        opens_at=stage.starts_at,
        closes_at=stage.ends_at,
        max_choices=challenge.max_choices,
        min_age=challenge.min_voter_age,
        min_level=Level.VERIFIED,
    )
    Option.objects.bulk_create(
        Option(poll=poll, number=idea.number, label=idea.title, district_id=idea.district_id)
        for idea in ideas
    )
    return poll


def close_vote(challenge: Challenge) -> None:
    """Count once, after the end: ballots, or the residents of proved identity who support."""
    ideas = challenge.ideas.filter(state=IdeaState.VOTING)
    if challenge.poll_id is None:
        proved = Count("supports", filter=Q(supports__user__level__gte=Level.VERIFIED))
        for idea in ideas.annotate(proved=proved):
            Idea.objects.filter(pk=idea.pk).update(votes=idea.proved)
        return
    if challenge.poll.state == PollState.OPEN:
        close_poll(challenge.poll, actor=None)
    counted = _counted(challenge.poll)
    for idea in ideas:
        Idea.objects.filter(pk=idea.pk).update(votes=counted[idea.number])


def _counted(poll: Poll) -> Counter:
    texts = Ballot.objects.filter(poll=poll).values_list("choices", flat=True)
    return Counter(choice.number for text in texts.iterator() for choice in parse(text))
