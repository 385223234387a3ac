from portal.polls.models.ballots import Ballot, BallotEvent, Method
from portal.polls.models.paper import CentreOperator, PaperBox, PaperEntry, PaperMark, PaperRuling
from portal.polls.models.polls import BallotKind, DistrictRule, Option, Poll, PollState
from portal.polls.models.reviews import PhoneAudit, Voiding, VoidingState, VoidReason
from portal.polls.models.seals import Observer, Publication, PublishedFile, Seal, Terms

__all__ = [
    "Ballot",
    "BallotEvent",
    "BallotKind",
    "CentreOperator",
    "DistrictRule",
    "Method",
    "Observer",
    "Option",
    "PaperBox",
    "PaperEntry",
    "PaperMark",
    "PaperRuling",
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
