from portal.polls.models.ballots import Ballot, BallotEvent
from portal.polls.models.polls import BallotKind, Option, Poll, PollState
from portal.polls.models.reviews import PhoneAudit, Voiding, VoidingState, VoidReason
from portal.polls.models.seals import Observer, Publication, PublishedFile, Seal, Terms

__all__ = [
    "Ballot",
    "BallotEvent",
    "BallotKind",
    "Observer",
    "Option",
    "PhoneAudit",
    "Poll",
    "PollState",
    "Publication",
    "PublishedFile",
    "Seal",
    "Terms",
    "VoidReason",
    "Voiding",
    "VoidingState",
]
