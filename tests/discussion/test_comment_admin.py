"""Moderators work through comments in admin with the actions of the pages."""

import pytest
from django.urls import reverse

from portal.discussion.models import Comment
from portal.notifications.models import Notification
from tests.factories.discussion import CommentFactory, FlagFactory, ModeratorFactory
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/discussion/comment/"


@pytest.fixture
def moderator(client):
    client.force_login(ModeratorFactory())
    return client


def states() -> list[str]:
    return sorted(Comment.objects.values_list("state", flat=True))


def bulk(client, move: str, comments, **given):
    data = {"action": f"move_{move}", "_selected_action": [comment.pk for comment in comments]}
    return client.post(LIST, {**data, "confirmed": "yes", **given})


def test_many_comments_are_published_at_once(moderator, project):
    waiting = CommentFactory.create_batch(3, case=project, state="pending")
    bulk(moderator, "publish", waiting[:2], note="")
    assert states() == ["pending", "published", "published"]
    project.refresh_from_db()
    assert project.comment_count == 2


def test_many_comments_are_hidden_with_one_reason(moderator, project):
    shown = CommentFactory.create_batch(2, case=project)
    bulk(moderator, "hide", shown, reason="advert", note="")
    assert states() == ["hidden", "hidden"]
    told = Notification.objects.filter(channel="inbox").values_list("recipient", flat=True)
    assert set(told) == {comment.author_id for comment in shown}


def test_a_comment_is_not_hidden_without_a_reason(moderator, project):
    bulk(moderator, "hide", [CommentFactory(case=project)], note="")
    bulk(moderator, "hide", Comment.objects.all(), reason="other", note="")
    assert states() == ["published"]


def test_one_comment_is_hidden_by_its_button(moderator, project):
    comment = CommentFactory(case=project)
    FlagFactory(comment=comment)
    page = moderator.get(reverse("admin:discussion_comment_change", args=[comment.pk]))
    url = reverse("admin:discussion_comment_move", args=[comment.pk, "hide"])
    assert url in page.content.decode()
    moderator.post(url, {"reason": "insult", "note": "Грубо"})
    assert (states(), Comment.objects.get().hide_reason) == (["hidden"], "insult")


def test_the_words_of_an_author_cannot_be_edited(moderator, project):
    comment = CommentFactory(case=project, text="Слова автора")
    url = reverse("admin:discussion_comment_change", args=[comment.pk])
    moderator.post(url, {"text": "Другие слова", "state": "removed"})
    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("Слова автора", "published")


def test_an_official_without_the_right_does_not_moderate(client, project):
    client.force_login(StaffFactory(permissions=["discussion.view_comment"]))
    comment = CommentFactory(case=project)
    bulk(client, "hide", [comment], reason="advert", note="")
    client.post(
        reverse("admin:discussion_comment_move", args=[comment.pk, "hide"]), {"reason": "advert"}
    )
    assert states() == ["published"]
