"""Each list costs the database the same at 1 and at 50 rows, and not much."""

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.cases.actions import record
from portal.notifications.actions import notify
from portal.portfolio.models import Participation
from tests.factories.budgeting import ProjectFactory, RoundFactory
from tests.factories.discussion import CommentFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, SuperuserFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, DistrictFactory

pytestmark = pytest.mark.django_db
MANY, PAGE, ADMIN = 50, 12, 15  # rows; the most queries of a page and of an admin page


class Shelf:
    """Where the rows go: one round, one project, one team, and the visitor who looks at them."""

    def __init__(self):
        self.user, self.author = VerifiedUserFactory(), VerifiedUserFactory()
        self.round = RoundFactory(slug="yards", phase="submission")
        self.checking = RoundFactory(slug="checking", phase="check")
        self.district = DistrictFactory()
        self.project = ProjectFactory(round=self.round)
        self.team = OrganisationFactory(head=self.user)
        self.official = StaffFactory()

    def of_project(self, **fields):
        return ProjectFactory(**{"round": self.round, "district": self.district, **fields})

    def submitted(self):
        self.of_project(round=self.checking, state="submitted")
        CommentFactory(case=self.project, state="pending")

    def thread(self):
        first = CommentFactory(case=self.project)
        CommentFactory(case=self.project, parent=first, author=UserFactory(level=0))

    def letter(self):
        with transaction.atomic():
            event = record(self.project, "noted", actor=None)
            notify(event, [self.user], topic="project", subject="Новость", body="Да", url="/")

    def contribution(self):
        Participation.objects.create(
            user=self.user,
            kind="volunteer",
            title="Субботник",
            day=date(2026, 5, 1),
            confirmed_by=self.official,
        )


# Address: how one more row comes to be.
LISTS = {
    "/budget/yards/projects/": lambda shelf: shelf.of_project(),
    "/budget/yards/projects/?q=двор&state=published&sort=support": (
        lambda shelf: shelf.of_project()
    ),
    "/budget/yards/projects.csv": lambda shelf: shelf.of_project(),
    "/budget/yards/feed.xml": lambda shelf: shelf.of_project(),
    "/budget/yards/map.json?bbox=49,58,50,59&zoom=12": lambda shelf: shelf.of_project(),
    "/budget/yards/": lambda shelf: shelf.of_project(),
    "/budget/": lambda shelf: RoundFactory(phase="vote"),
    "/search/?q=двор": lambda shelf: shelf.of_project(),
    "/": lambda shelf: RoundFactory(phase="results"),
    "/discussion/budgeting.project/{project}/": Shelf.thread,
    "/budget/projects/{project}/": Shelf.thread,
    "/organisations/": lambda shelf: OrganisationFactory(district=DistrictFactory()),
    "/places/centres/": lambda shelf: CentreFactory(),
    "/places/": lambda shelf: CentreFactory(),
}
OWN_LISTS = {
    "/budget/my/": lambda shelf: shelf.of_project(author=shelf.user, round=RoundFactory()),
    "/inbox/": Shelf.letter,
    "/organisations/mine/": lambda shelf: OrganisationFactory(head=shelf.user),
    "/organisations/{team}/members/": lambda shelf: MemberFactory(organisation=shelf.team),
    "/portfolio/": Shelf.contribution,
}
ADMIN_LISTS = {
    "/admin/budgeting/project/": lambda shelf: ProjectFactory(district=DistrictFactory()),
    "/admin/budgeting/round/": lambda shelf: RoundFactory(phase="vote"),
    "/admin/accounts/user/": lambda shelf: VerifiedUserFactory(district=DistrictFactory()),
    "/admin/discussion/comment/": Shelf.thread,
    "/admin/organisations/organisation/": lambda shelf: OrganisationFactory(),
    "/admin/notifications/notification/": Shelf.letter,
    "/admin/queue/": Shelf.submitted,
    "/admin/": Shelf.submitted,
}


@pytest.fixture
def shelf():
    return Shelf()


def cost(client, url: str) -> int:
    """Queries of one visit with nothing kept from before."""
    client.get(url)  # content types and their kind are fetched once for the process
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    return len(queries)


def costs(client, shelf, url: str, add) -> tuple[int, int]:
    url = url.format(project=shelf.project.pk, team=shelf.team.pk)
    add(shelf)
    one = cost(client, url)
    for _more in range(MANY - 1):
        add(shelf)
    return one, cost(client, url)


@pytest.mark.parametrize("url", LISTS)
def test_a_stranger_costs_no_more_when_a_list_is_long(client, shelf, url):
    one, many = costs(client, shelf, url, LISTS[url])
    assert (many, many <= PAGE) == (one, True)


@pytest.mark.parametrize("url", [*LISTS, *OWN_LISTS])
def test_a_resident_costs_no_more_when_a_list_is_long(client, shelf, url):
    client.force_login(shelf.user)
    one, many = costs(client, shelf, url, {**LISTS, **OWN_LISTS}[url])
    assert (many, many <= PAGE) == (one, True)


@pytest.mark.parametrize("url", ADMIN_LISTS)
def test_an_official_costs_no_more_when_a_list_is_long(client, shelf, url):
    client.force_login(SuperuserFactory())
    one, many = costs(client, shelf, url, ADMIN_LISTS[url])
    assert (many, many <= ADMIN) == (one, True)
