"""Voting on paper: the boxes of centres in the admin."""

from portal.polls.models import CentreOperator
from tests.factories.paper import box_of, operator_of, paper_poll
from tests.factories.places import CentreFactory
from tests.tables.answers import ALL, OFFICIAL

ACCESS = {("budgeting:paper", "voting"): ALL, ("budgeting:paper", "planned"): OFFICIAL}


def _box(shelf):
    centre = CentreFactory()
    CentreOperator.objects.create(user=shelf.official, centre=centre)
    box_of(paper_poll(), centre)


def _operator(shelf):
    operator_of(CentreFactory())


ADMIN_LISTS = {"/admin/polls/paperbox/": _box, "/admin/polls/centreoperator/": _operator}
# An administrator who is no operator of the centre finds no box there.
ADMIN = {"polls.PaperBox": (200, 200, 302, 302), "polls.CentreOperator": (200,) * 4}
SECRET = {"polls.paperentry", "polls.papermark", "polls.paperruling"}
