"""A draft begun from other cases keeps the links, and shows them to those who may see them."""

import pytest
from django.urls import reverse

from budgeting import actions
from budgeting.models import Project
from portal.cases.models import CaseLink
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.discussion import CommentFactory
from tests.factories.people import VerifiedUserFactory

pytestmark = pytest.mark.django_db
NONSENSE = (
    "",
    "nonsense",
    "budgeting.project",
    "budgeting.project:",
    "budgeting.project:x",
    "budgeting.project:-1",
    "budgeting.project:²",
    f"budgeting.project:{'9' * 40}",
    "auth.user:1",
    "accounts.user:1",
    "nothing.here:1",
    "..:1",
    "a.b.c:1",
    ",,,",
)


@pytest.fixture
def resident():
    return VerifiedUserFactory()


def test_a_draft_begun_from_cases_is_linked_to_them(client, resident):
    report, comment = ProjectFactory(), CommentFactory(case=ProjectFactory())
    round_ = RoundFactory(phase="submission")
    client.force_login(resident)
    source = f"budgeting.project:{report.pk},discussion.comment:{comment.pk}"
    url = reverse("budgeting:propose", args=[round_.slug])
    page = client.get(url, {"from": source}).content.decode()
    assert report.title in page
    client.post(url, {"title": "Двор", "evidence": source})
    draft = Project.objects.get(state="draft")
    assert actions.evidence(draft, resident) == [report, comment]
    assert set(CaseLink.objects.values_list("kind", flat=True)) == {"evidence"}


@pytest.mark.parametrize("source", NONSENSE)
def test_what_names_no_case_is_passed_over(client, resident, source):
    client.force_login(resident)
    url = reverse("budgeting:propose", args=[RoundFactory(phase="submission").slug])
    assert client.get(url, {"from": source}).status_code == 200
    assert client.post(url, {"title": "Двор", "evidence": source}).status_code == 302
    assert not CaseLink.objects.exists()


def test_a_case_one_may_not_see_is_neither_shown_nor_linked(client, resident):
    hidden = ProjectFactory(state="draft", title="Чужой секрет")
    client.force_login(resident)
    url = reverse("budgeting:propose", args=[RoundFactory(phase="submission").slug])
    source = f"budgeting.project:{hidden.pk}"
    assert "Чужой секрет" not in client.get(url, {"from": source}).content.decode()
    client.post(url, {"title": "Двор", "evidence": source})
    assert not CaseLink.objects.exists()


def test_the_page_shows_each_visitor_only_the_cases_she_may_see(client):
    author = VerifiedUserFactory()
    own = ProjectFactory(state="submitted", title="Ещё не открыт", author=author)
    public = ProjectFactory(title="Яма на дороге")
    project = ProjectFactory(round=RoundFactory(phase="remarks"), author=author)
    actions.link_evidence(project, [own, public])
    seen = {}
    for name, person in (("author", author), ("official", OfficialFactory()), ("stranger", None)):
        client.force_login(person) if person else client.logout()
        page = client.get(project.get_absolute_url()).content.decode()
        seen[name] = (own.title in page, public.title in page)
    assert seen == {"author": (True, True), "official": (True, True), "stranger": (False, True)}


def test_no_more_than_twenty_cases_are_linked(resident):
    cases = [ProjectFactory() for _n in range(22)]
    source = ",".join(f"budgeting.project:{case.pk}" for case in cases)
    assert len(actions.named_cases(source, resident)) == 20


def test_twice_the_same_case_is_one_link(resident):
    case, project = ProjectFactory(), ProjectFactory()
    source = f"budgeting.project:{case.pk}, BUDGETING.PROJECT:{case.pk}"
    actions.link_evidence(project, actions.named_cases(source, resident))
    assert CaseLink.objects.count() == 1


def test_the_links_survive_signing_in(client):
    round_ = RoundFactory(phase="submission")
    url = f"{reverse('budgeting:propose', args=[round_.slug])}?from=budgeting.project:1"
    assert "from%3Dbudgeting.project%3A1" in client.get(url).url
