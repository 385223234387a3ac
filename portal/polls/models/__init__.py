from portal.polls.models.ballots import Ballot, BallotEvent
from portal.polls.models.polls import BallotKind, Option, Poll, PollState

__all__ = ["Ballot", "BallotEvent", "BallotKind", "Option", "Poll", "PollState"]
