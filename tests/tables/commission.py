"""Addresses, forms and lists of commissions: the lot, the ballots, the marks."""

from budgeting.actions import cast_rating, rank_projects
from budgeting.models import Commission, CommissionMeeting, Seat
from portal.cases.actions import record
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.commission import (
    RIGHTS,
    ApplicationFactory,
    CommissionFactory,
    assessing,
    chair,
    days,
    drawn,
    seats,
)
from tests.tables.answers import (
    ALL,
    NOBODY,
    OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
)

OFFICIAL_RIGHTS = list(RIGHTS)


def build(world) -> dict:
    """Commissions by the slug of their round: unready, gather, seated, judged, scored.

    The owner has applied in `gather` and sits in the three others.
    """
    CommissionFactory(round=_round("unready"), state="draft")
    gather = CommissionFactory(round=_round("gather"))
    wish = ApplicationFactory(commission=gather, user=world.owner, number=1, state="submitted")
    seated = drawn(round=_round("seated"))
    Seat.objects.filter(commission=seated, place=1).update(user=world.owner)
    judged = _judging(world, "judged", method="criteria")
    _scored(world)
    return {"wish": wish.pk, "contender": judged.contest[0]}


def _round(slug: str):
    return RoundFactory(slug=slug, phase="commission")


def _judging(world, slug: str, **fields) -> Commission:
    commission = assessing(round=_round(slug), projects=1, **fields)
    Seat.objects.filter(commission=commission, place=1).update(user=world.owner)
    return commission


def _scored(world) -> None:
    _judging(world, "voting-members")
    scored = _judging(world, "scored")
    for seat in scored.seats.select_related("user"):
        cast_rating(scored, actor=seat.user, points=dict.fromkeys(scored.contest, 4))
    rank_projects(scored, actor=chair())


APPLICATION = "budgeting.commissionapplication wish"
ACCESS = {
    ("budgeting:commission", "gather"): ALL,
    ("budgeting:commission", "seated"): ALL,
    ("budgeting:commission", "unready"): OFFICIAL,
    ("budgeting:commission", "open"): NOBODY,  # a round without a commission
    ("budgeting:commission_apply", "gather"): SIGNED_IN,
    ("budgeting:commission_apply", "unready"): (302, 404, 404, 404, 200),
    ("budgeting:commission_name", "gather"): SIGNED_IN_POST,
    ("budgeting:commission_resign", "seated"): OWNER_SIGNED_IN,
    ("budgeting:commission_protocol", "seated"): ALL,
    ("budgeting:commission_protocol", "gather"): NOBODY,
    ("budgeting:commission_paper", "seated"): ALL,
    ("budgeting:commission_paper", "gather"): NOBODY,
    ("budgeting:commission_rate", "voting-members"): OWNER_SIGNED_IN,
    ("budgeting:commission_rate", "gather"): (302, 404, 404, 404, 404),
    ("budgeting:commission_score", "judged"): OWNER_SIGNED_IN,
    ("budgeting:commission_sheet", "judged contender"): OWNER_SIGNED_IN,
    ("budgeting:commission_sheet", "voting-members contender"): (302, 404, 404, 404, 404),
    ("budgeting:scoring", "scored"): ALL,
    ("budgeting:scoring", "judged"): ALL,
    ("budgeting:scoring", "unready"): OFFICIAL,
    ("budgeting:scoring_file", "scored"): ALL,
    ("budgeting:scoring_file", "judged"): NOBODY,
    ("pages:move", f"{APPLICATION} withdraw"): (302, 404, 404, 200, 403),
    ("pages:move", f"{APPLICATION} admit"): (302, 404, 404, 403, 200),
}
DECLARED = {"is_declared": "on"}
MARKS = {"mark_social_effect": "5", "mark_maintenance": "5"}
WRITES = [
    ("newcomer", "budgeting:commission_apply", "gather", DECLARED, 403),
    ("official", "budgeting:commission_apply", "gather", DECLARED, 403),
    ("resident", "budgeting:commission_apply", "seated", DECLARED, 403),
    ("resident", "budgeting:commission_apply", "unready", DECLARED, 404),
    ("resident", "budgeting:commission_resign", "seated", {"confirm": "on"}, 404),
    ("official", "budgeting:commission_resign", "seated", {"confirm": "on"}, 404),
    ("resident", "budgeting:commission_rate", "voting-members", {"confirm": "on"}, 404),
    ("official", "budgeting:commission_rate", "voting-members", {"confirm": "on"}, 404),
    ("owner", "budgeting:commission_rate", "scored", {"confirm": "on"}, 403),
    ("resident", "budgeting:commission_sheet", "judged contender", MARKS, 404),
    ("official", "budgeting:commission_sheet", "judged contender", MARKS, 404),
    ("resident", "pages:move", f"{APPLICATION} withdraw", {}, 404),
    ("owner", "pages:move", f"{APPLICATION} admit", {}, 403),
    ("official", "pages:move", f"{APPLICATION} withdraw", {}, 403),
]
FORMS = {
    "budgeting:commission_apply": "is_declared show_name",
    "budgeting:commission_name": "show",
    "budgeting:commission_resign": "confirm",
    "budgeting:commission_rate": "confirm",
    "budgeting:commission_sheet": "mark_social_effect mark_maintenance exclusion note is_final "
    "is_recused",
}
# A tick is a tick whatever its value.
TAKES_ANYTHING = {"budgeting:commission_name", "budgeting:commission_resign"}


def shelve(shelf) -> None:
    shelf.commission = CommissionFactory(round=_round("lots"), state="formed")
    Seat.objects.create(commission=shelf.commission, user=shelf.user, place=1, status="member")
    shelf.scored = CommissionFactory(
        round=_round("judges"), state="assessing", assess_until=days(1)
    )
    Seat.objects.create(commission=shelf.scored, user=shelf.user, place=1, status="member")


def _meeting(shelf) -> None:
    seats(shelf.commission, 1)
    number = shelf.commission.meetings.count() + 1
    CommissionMeeting.objects.create(
        commission=shelf.commission, number=number, starts_at=days(1), place="Зал", agenda="Да"
    )
    record(shelf.commission, "meeting", actor=None, note=f"№ {number}")


def _contender(shelf) -> None:
    project = ProjectFactory(round=shelf.scored.round, state="contest")
    shelf.scored.contest.append(project.pk)
    shelf.scored.save()


LISTS = {"/budget/lots/commission/": _meeting}
OWN_LISTS = {"/budget/judges/commission/score/": _contender}
ADMIN_LISTS = {
    "/admin/budgeting/commission/": lambda shelf: CommissionFactory(),
    "/admin/budgeting/commissionapplication/": lambda shelf: ApplicationFactory(state="submitted"),
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "budgeting.Commission": EVERYTHING,
    "budgeting.CommissionApplication": NO_ADD,
    "budgeting.Servant": NO_ADD,
}
ADMIN_ROWS = {
    "budgeting.Commission": CommissionFactory,
    "budgeting.CommissionApplication": ApplicationFactory,
}


def commission_official():
    views = [f"budgeting.view_{name}" for name in ("commission", "commissionapplication")]
    return chair(rights=[*RIGHTS, *views])


OFFICIALS = {
    "official of commissions": (
        commission_official,
        {
            "budgeting.Commission": NO_ADD,
            "budgeting.CommissionApplication": NO_ADD,
            "draws.Draw": EVERYTHING,
        },
    )
}
SECRET = {
    "budgeting.ratingballot",
    "budgeting.ratingvoter",
    "budgeting.expertsheet",
    "scoring.mark",
}
