"""Nothing that an expert reads tells who applied, nothing tells an applicant who scored."""

import pytest

from grants import actions
from portal.notifications.models import Notification
from tests.factories.expertise import ReviewFactory, final, on_expertise
from tests.factories.grants import officer
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import SuperuserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return officer()


@pytest.fixture
def telling():
    """An application whose every corner would tell who applies."""
    review = ReviewFactory(state="open")
    application = review.application
    names = application.contest.questions.create(label="О заявителе", names_applicant=True)
    application.answers[str(names.pk)] = "Выдаёт-ответ"
    application.partner = OrganisationFactory(name="Выдаёт-партнёр")
    application.save()
    application.organisation.name = "Клуб «Выдаёт двор»"
    application.organisation.save()
    application.title = "Праздник двора с «Выдаёт двор»"
    application.summary = "Нас, клуб «выдаёт ДВОР», и Выдаёт-партнёр знают все."
    application.answers = dict.fromkeys(application.answers, "Выдаёт-имя умеет")
    application.save()
    application.activities.update(title="Сбор у Выдаёт-партнёр", result="Выдаёт-имя доволен")
    application.lines.update(name="Сцена для Выдаёт двор")
    application.team.update(name="Выдаёт-имя")
    application.lines.update(evidence="Выдаёт-смета")
    return review


def test_nothing_an_expert_reads_tells_who_applied(client, telling):
    client.force_login(telling.expert.user)
    for url in (telling.get_absolute_url(), "/grants/expert/", "/search/?q=Праздник двора"):
        page = client.get(url)
        assert page.status_code == 200
        assert "выдаёт" not in page.text.lower()
        assert telling.application.author.last_name not in page.text


def test_the_text_is_closed_until_the_declaration(client):
    review = ReviewFactory()
    client.force_login(review.expert.user)
    assert review.application.title not in client.get(review.get_absolute_url()).text
    client.post(f"{review.get_absolute_url()}declare/")
    assert review.application.title in client.get(review.get_absolute_url()).text


def test_the_letter_of_an_assignment_names_a_number_only(official):
    contest = on_expertise(applications=1, experts=2)
    application = contest.applications.get()
    actions.assign_all(contest, actor=official)
    letter = Notification.objects.filter(channel="email").first()
    for told in (application.title, application.organisation.name):
        assert told not in f"{letter.subject} {letter.body}"


def test_an_expert_opens_neither_the_application_nor_its_paper(client):
    review = ReviewFactory(state="open")
    client.force_login(review.expert.user)
    for name in ("", "paper.pdf"):
        assert client.get(f"{review.application.get_absolute_url()}{name}").status_code == 404


def test_nobody_else_opens_a_review(client):
    review = ReviewFactory(state="open")
    for person in (VerifiedUserFactory(), review.application.author, SuperuserFactory()):
        client.force_login(person)
        assert client.get(review.get_absolute_url()).status_code == 404


def test_an_applicant_never_learns_who_scored(client):
    review = final(ReviewFactory(state="open"), 8)
    client.force_login(review.application.author)
    page = client.get(review.application.get_absolute_url()).text
    assert review.expert.user.last_name not in page
    assert "Заключение 8" not in page  # nor what, before the results
