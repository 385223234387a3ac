"""What nobody may learn too early: the nominee before consent, marks before one's own final."""

import pytest
from django.urls import reverse

from grants import actions
from grants.models import Nomination
from portal.files.models import Attachment
from tests.factories.awards import (
    NominationFactory,
    SeasonFactory,
    admitted,
    judged,
    marked,
    steward,
)
from tests.factories.files import pdf, photo
from tests.factories.people import UserFactory, VerifiedUserFactory

pytestmark = pytest.mark.django_db
NAME = "Тайнова Демо"
HIDDEN = ("draft", "consent", "check", "returned", "not_admitted")


def everywhere(row: Nomination) -> list[str]:
    season = (row.season.award.code, row.season.year)
    return [
        row.get_absolute_url(),
        reverse("grants:awards"),
        reverse("grants:award_season", args=season),
        reverse("grants:award_season", args=season) + "?q=" + NAME[:6],
        reverse("grants:laureates"),
        reverse("grants:laureates_csv"),
        "/search/?q=" + NAME[:6],
    ]


def text_of(page) -> str:
    whole = b"".join(page) if page.streaming else page.content
    return whole.decode(errors="replace")


@pytest.mark.parametrize("state", HIDDEN)
def test_a_stranger_reads_the_nominee_nowhere_before_the_admission(client, state):
    row = NominationFactory(state=state, nominee_name=NAME)
    for user in (None, VerifiedUserFactory()):
        if user:
            client.force_login(user)
        for url in everywhere(row):
            assert NAME not in text_of(client.get(url)).replace("Тайнов&", ""), url


def test_an_official_reads_the_nominee_only_after_the_consent(client):
    client.force_login(steward())
    row = NominationFactory(state="consent", nominee_name=NAME)
    pages = [row.get_absolute_url(), "/admin/grants/nomination/",
             f"/admin/grants/nomination/{row.pk}/change/", "/admin/queue/"]  # fmt: skip
    for url in pages:
        assert NAME not in text_of(client.get(url, follow=True)), url
    actions.consent(row, actor=None, agreed=True)
    assert NAME in text_of(client.get("/admin/grants/nomination/"))


@pytest.mark.parametrize("state", ["draft", "consent", "check"])
def test_a_stranger_opens_no_file_before_the_admission(client, state):
    row = NominationFactory()
    actions.save_nomination(
        row, actor=row.nominator, nominee_email=row.nominee_email, images=[photo()],
        documents=[pdf()],
    )  # fmt: skip
    Nomination.objects.filter(pk=row.pk).update(state=state)
    client.force_login(VerifiedUserFactory())
    urls = [file.get_absolute_url() for file in Attachment.objects.of(row)]
    assert [client.get(url).status_code for url in urls] == [404, 404]


def test_a_document_stays_closed_when_the_page_opens(client):
    row = NominationFactory()
    actions.save_nomination(
        row, actor=row.nominator, nominee_email=row.nominee_email, images=[photo()],
        documents=[pdf()],
    )  # fmt: skip
    actions.send_nomination(row, actor=row.nominator)
    actions.consent(row, actor=None, agreed=True)
    actions.admit_nomination(row, actor=steward())
    answers = {file.kind: client.get(file.get_absolute_url()).status_code
               for file in Attachment.objects.of(row)}  # fmt: skip
    assert answers == {"image": 200, "document": 404}


def test_a_nominee_sees_no_draft_about_himself(client):
    person = UserFactory()
    row = NominationFactory(nominee_email=person.email, nominee_user=person)
    client.force_login(person)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_forged_letter_opens_nothing(client):
    row = NominationFactory(state="consent")
    token = actions.token_of(row)
    for forged in (token[:-1] + "x", "x", "1:2:3"):
        assert client.get(reverse("grants:consent", args=[forged])).status_code == 404


# --- Marks --------------------------------------------------------------------------------------
def two_reviews():
    season = SeasonFactory(jury=2)
    row = admitted(season)
    judged(season)
    return row.jury_reviews.order_by("pk")


def test_a_juror_reads_others_points_only_after_the_own_final_mark(client):
    first, second = two_reviews()
    marked(first, "7.77")
    actions.declare_no_interest(second, actor=second.juror.user)
    client.force_login(second.juror.user)
    assert "77,7" not in text_of(client.get(second.get_absolute_url()))
    second.refresh_from_db()
    marked(second, 5)
    assert "77,7" in text_of(client.get(second.get_absolute_url()))


def test_a_juror_opens_no_review_of_another(client):
    first, second = two_reviews()
    marked(first, "7.77")
    client.force_login(second.juror.user)
    assert client.get(first.get_absolute_url()).status_code == 404


def test_an_official_reads_no_points_before_the_ranking(client):
    first, _second = two_reviews()
    marked(first, "7.77")
    client.force_login(steward(is_superuser=True))
    season = first.nomination.season
    urls = [f"/admin/grants/awardseason/{season.pk}/jury/", first.nomination.get_absolute_url(),
            f"/admin/grants/nomination/{first.nomination_id}/change/", season.get_absolute_url(),
            f"/admin/grants/awardseason/{season.pk}/decisions/"]  # fmt: skip
    for url in urls:
        assert "77.7" not in text_of(client.get(url, follow=True)).replace(",", "."), url


def test_a_juror_with_an_interest_gets_no_review():
    season = SeasonFactory(jury=3)
    nominator, nominee, third = (juror.user for juror in season.jurors.all())
    row = admitted(season, nominator=nominator, nominee_user=nominee)
    judged(season)
    assert [review.juror.user for review in row.jury_reviews.all()] == [third]
