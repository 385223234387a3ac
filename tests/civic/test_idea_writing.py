"""Writing ideas: drafts, similar ones, versions, co-authors."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from civic.actions.idea_moves import hide, publish, return_idea, submit
from civic.actions.ideas import answer_invitation, invite, save_idea, start_idea
from civic.models import Idea, IdeaVersion
from portal.notifications.models import Notification
from tests.factories.ideas import (
    ChallengeFactory,
    IdeaFactory,
    IdeaOfficialFactory,
    set_stages,
)
from tests.factories.people import UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db
PROPOSE = "/city/ideas/propose/"
FIELDS = {"title": "Скамейки с навесом у реки", "text": "Чтобы переждать дождь."}


def test_a_resident_sends_an_idea_and_an_official_publishes_it(client):
    author, official = UserFactory(), IdeaOfficialFactory()
    client.force_login(author)
    answer = client.post(PROPOSE, FIELDS, follow=True)
    assert "Идея отправлена" in answer.content.decode()
    idea = Idea.objects.get()
    assert (idea.state, idea.check_due is not None) == ("moderation", True)
    publish(idea, actor=official)
    client.logout()
    assert FIELDS["text"] in client.get(idea.get_absolute_url()).content.decode()
    assert idea.versions.count() == 1


def test_a_similar_idea_is_shown_before_the_first_sending_only(client):
    other = IdeaFactory(title="Скамейки с навесом у воды")
    client.force_login(UserFactory())
    first = client.post(PROPOSE, FIELDS)
    assert (first.status_code, other.title in first.content.decode()) == (422, True)
    assert FIELDS["text"] in first.content.decode()
    client.post(PROPOSE, {**FIELDS, "seen": "1"})
    assert Idea.objects.filter(title=FIELDS["title"]).count() == 1


def test_similar_ideas_while_typing_show_only_what_is_public(client):
    IdeaFactory(title="Скамейки с навесом у воды", state="draft")
    IdeaFactory(title="Скамейки с навесом у моста", state="moderation")
    shown = IdeaFactory(title="Скамейки с навесом у леса")
    text = client.get("/city/ideas/similar/", {"title": FIELDS["title"]}).content.decode()
    assert shown.title in text
    assert "у воды" not in text
    assert "у моста" not in text


def test_a_draft_is_kept_and_sent_later(client):
    client.force_login(UserFactory())
    client.post(PROPOSE, {**FIELDS, "draft": "1"})
    idea = Idea.objects.get()
    assert idea.state == "draft"
    client.post(reverse("pages:move", args=["civic.idea", idea.pk, "submit"]), {"note": ""})
    idea.refresh_from_db()
    assert idea.state == "moderation"


def test_nobody_keeps_more_than_twenty_drafts():
    author = UserFactory()
    IdeaFactory.create_batch(20, author=author, state="draft")
    with pytest.raises(ValidationError, match="20 черновиков"):
        start_idea(None, actor=author, **FIELDS)


def test_an_idea_sent_in_the_last_second_is_refused_by_the_clock_of_the_database():
    challenge = ChallengeFactory(stage="ideas")
    idea = IdeaFactory(challenge=challenge, state="draft", author=UserFactory())
    set_stages(challenge, {"ideas": (-2, -0.00001), "voting": (1, 2)})
    with pytest.raises(PermissionDenied, match="закончился"):
        submit(idea, actor=idea.author)
    idea.refresh_from_db()
    assert idea.state == "draft"


def test_an_idea_that_came_too_late_stays_a_draft_with_its_text(client, monkeypatch):
    challenge = ChallengeFactory(stage="ideas")
    late = timezone.now() + timedelta(days=30)
    monkeypatch.setattr("civic.actions.idea_moves.database_now", lambda: late)
    author = UserFactory()
    client.force_login(author)
    url = f"{challenge.get_absolute_url()}propose/"
    assert "черновиком" in client.post(url, FIELDS, follow=True).content.decode()
    assert Idea.objects.get().text == FIELDS["text"]


def test_a_returned_idea_comes_back_with_the_reason():
    idea = IdeaFactory(state="moderation", published_at=None)
    return_idea(idea, actor=IdeaOfficialFactory(), note="Уточните место.")
    told = Notification.objects.inbox(idea.author).get()
    assert "Уточните место." in told.body


def test_what_was_taken_down_is_seen_by_the_author_and_officials_only(client):
    idea = IdeaFactory(challenge=ChallengeFactory(idea_count=1))
    hide(idea, actor=IdeaOfficialFactory(), note="Личные данные в тексте.")
    assert client.get(idea.get_absolute_url()).status_code == 404
    client.force_login(idea.author)
    assert client.get(idea.get_absolute_url()).status_code == 200
    idea.challenge.refresh_from_db()
    assert idea.challenge.idea_count == 0


def test_an_official_does_not_publish_an_own_idea():
    official = IdeaOfficialFactory()
    idea = IdeaFactory(state="moderation", author=official)
    with pytest.raises(PermissionDenied, match="другой сотрудник"):
        publish(idea, actor=official)


def test_a_version_keeps_the_old_wording_and_shows_what_changed(client):
    idea = IdeaFactory(text="Поставить две скамейки у реки.")
    save_idea(idea, actor=idea.author, text="Поставить три скамейки у реки.", reason="Мало")
    page = client.get(f"{idea.get_absolute_url()}versions/").content.decode()
    assert "<del>две </del><ins>три </ins>" in page
    assert list(idea.versions.values_list("number", flat=True)) == [1, 2]


def test_a_version_without_a_reason_is_refused_and_nothing_changes():
    idea = IdeaFactory()
    with pytest.raises(ValidationError, match="почему"):
        save_idea(idea, actor=idea.author, text="Иначе.", reason=" ")
    idea.refresh_from_db()
    assert (idea.version, idea.text == "Иначе.") == (1, False)


def test_nobody_rewrites_a_version():
    version = IdeaFactory().versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaVersion.objects.filter(pk=version.pk).update(text="Иначе")


@pytest.mark.django_db(transaction=True)
def test_two_authors_saving_at_once_make_two_versions():
    idea = IdeaFactory()
    race(2, lambda n: save_idea(idea, actor=idea.author, text=f"Текст {n}", reason="Правка"))
    assert list(idea.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_an_invited_resident_joins_and_may_edit(client):
    idea, friend = IdeaFactory(), UserFactory()
    invitation = invite(idea, actor=idea.author, email=friend.email.upper())
    client.force_login(friend)
    assert idea.title in client.get("/city/ideas/my/").content.decode()
    client.post(f"/city/ideas/invitations/{invitation.pk}/", {"accept": "1"})
    save_idea(idea, actor=friend, text="Вместе лучше.", reason="Дополнение")
    assert friend.public_name() in client.get(idea.get_absolute_url()).content.decode()


def test_an_invitation_is_answered_once_and_only_by_the_invited():
    idea, friend = IdeaFactory(), UserFactory()
    invitation = invite(idea, actor=idea.author, email=friend.email)
    with pytest.raises(PermissionDenied):
        answer_invitation(invitation, actor=UserFactory(), accept=True)
    answer_invitation(invitation, actor=friend, accept=False)
    with pytest.raises(PermissionDenied, match="уже ответили"):
        answer_invitation(invitation, actor=friend, accept=True)


def test_an_invitation_says_the_same_whether_or_not_there_is_an_account(client, mailoutbox):
    idea, friend = IdeaFactory(), UserFactory()
    client.force_login(idea.author)
    url = f"{idea.get_absolute_url()}invite/"
    answers = [
        client.post(url, {"email": email}, follow=True).content.decode()
        for email in (friend.email, "nobody@example.org")
    ]
    assert all("Приглашение отправлено" in text for text in answers)
    assert [letter.to for letter in mailoutbox] == [["nobody@example.org"]]
    assert Notification.objects.inbox(friend).count() == 1


def test_an_idea_of_a_draft_is_in_no_list_feed_table_or_search(client):
    secret = IdeaFactory(state="draft", title="Тайная беседка у пруда (демо)")
    sent = IdeaFactory(state="moderation", title="Тайная беседка у озера (демо)")
    client.force_login(UserFactory())
    for url in (
        "/city/ideas/?q=беседка",
        "/city/ideas.csv",
        "/city/ideas/feed.xml",
        "/search/?q=беседка",
        "/",
    ):
        answer = client.get(url)
        text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert secret.title not in text
        assert sent.title not in text
