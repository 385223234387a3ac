"""Writing comments: what is published at once, what waits, what is refused, who is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.accounts.rights import refuse
from portal.cases.models import CaseEvent
from portal.discussion.actions import COMMENT_LIMIT, follow, post_comment
from portal.discussion.models import Comment, CommentState
from portal.discussion.rules import may_comment
from portal.notifications.models import Channel, Notification
from tests.factories.discussion import CommentFactory, ModeratorFactory
from tests.factories.people import UserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


def told() -> list[tuple]:
    inbox = Notification.objects.filter(channel=Channel.INBOX).order_by("recipient")
    return list(inbox.values_list("recipient", "subject"))


def old_account(**fields):
    user = UserFactory(**fields)
    user.joined_at = timezone.now() - timedelta(days=30)
    user.save()
    return user


def test_a_proved_person_is_published_at_once(project):
    comment = post_comment(project, author=VerifiedUserFactory(), text=" Поддерживаю \r\nочень ")
    assert (comment.state, comment.text) == (CommentState.PUBLISHED, "Поддерживаю \nочень")
    project.refresh_from_db()
    assert project.comment_count == 1
    assert [event.kind for event in CaseEvent.objects.of(comment)] == ["posted"]


@pytest.mark.parametrize(
    ("author", "text", "state"),
    [
        (UserFactory, "Просто текст", CommentState.PENDING),
        (old_account, "Просто текст", CommentState.PUBLISHED),
        (old_account, "Смотрите https://shop.example/", CommentState.PENDING),
        (old_account, "Смотрите www.shop.example", CommentState.PENDING),
        (old_account, "Смотрите shop.com", CommentState.PENDING),
        (VerifiedUserFactory, "Смотрите https://shop.example/", CommentState.PUBLISHED),
        (ModeratorFactory, "Смотрите https://shop.example/", CommentState.PUBLISHED),
    ],
)
def test_new_unproved_accounts_and_their_links_are_checked_first(project, author, text, state):
    assert post_comment(project, author=author(), text=text).state == state


def test_a_comment_that_waits_is_not_counted_and_nobody_is_told(project):
    follow(project, user=VerifiedUserFactory())
    comment = post_comment(project, author=UserFactory(), text="Первый")
    project.refresh_from_db()
    assert (project.comment_count, comment.published_at, told()) == (0, None, [])


def test_the_answered_person_and_the_followers_are_told_once(project):
    answered, follower, author = VerifiedUserFactory.create_batch(3)
    for person in (answered, follower, author):
        follow(project, user=person)
    parent = CommentFactory(case=project, author=answered)
    post_comment(project, author=author, text="Ответ", parent=parent)
    assert told() == [
        (answered.pk, f"Вам ответили: {project.title}"),
        (follower.pk, f"Новый комментарий: {project.title}"),
    ]


def test_nobody_is_told_of_their_own_comment(project):
    author = VerifiedUserFactory()
    follow(project, user=author)
    post_comment(
        project, author=author, text="А", parent=CommentFactory(case=project, author=author)
    )
    assert told() == []


def test_commenting_does_not_follow_by_itself(project):
    author = VerifiedUserFactory()
    post_comment(project, author=author, text="Текст")
    assert not author.follows.exists()


def test_a_reply_to_a_reply_stands_in_the_same_thread(project):
    root = CommentFactory(case=project)
    reply = CommentFactory(case=project, parent=root)
    deep = post_comment(project, author=VerifiedUserFactory(), text="Глубже", parent=reply)
    assert deep.parent == root
    assert told() == [(reply.author_id, f"Вам ответили: {project.title}")]


@pytest.mark.parametrize("text", ["", "  \n ", "я" * 5001, "нуль\x00"])
def test_a_text_that_is_empty_too_long_or_broken_is_refused(project, text):
    with pytest.raises(ValidationError):
        post_comment(project, author=VerifiedUserFactory(), text=text)
    assert not Comment.objects.exists()


def test_a_text_of_the_greatest_length_is_taken(project):
    comment = post_comment(project, author=VerifiedUserFactory(), text="я" * 5000)
    assert Comment.objects.get() == comment


def test_the_same_text_sent_twice_is_stored_once(project):
    author = VerifiedUserFactory()
    post_comment(project, author=author, text="Дважды")
    with pytest.raises(ValidationError, match="уже отправили"):
        post_comment(project, author=author, text="Дважды ")
    assert Comment.objects.count() == 1


def test_a_reply_to_a_comment_of_another_case_is_refused(project, hidden_project):
    foreign = CommentFactory(case=hidden_project)
    with pytest.raises(ValidationError, match="здесь нет"):
        post_comment(project, author=VerifiedUserFactory(), text="Ответ", parent=foreign)


@pytest.mark.parametrize("state", ["hidden", "removed", "pending"])
def test_a_reply_to_a_comment_that_is_not_shown_is_refused(project, state):
    parent = CommentFactory(case=project, state=state)
    with pytest.raises(ValidationError, match="скрыт или удалён"):
        post_comment(project, author=VerifiedUserFactory(), text="Ответ", parent=parent)


def test_nobody_comments_on_what_they_do_not_see(hidden_project):
    with pytest.raises(PermissionDenied):
        post_comment(hidden_project, author=VerifiedUserFactory(), text="Текст")


def test_the_rules_of_the_case_close_the_discussion(hidden_project):
    verdict = may_comment(hidden_project.author, hidden_project)
    assert not verdict
    assert "обсужд" in verdict.reason.lower()
    with pytest.raises(PermissionDenied):
        post_comment(hidden_project, author=hidden_project.author, text="Сам с собой")


def test_a_case_may_say_itself_why_it_is_closed(project, monkeypatch):
    monkeypatch.setattr(
        type(project), "comments_open", lambda case, user: refuse("Учёт."), raising=False
    )
    with pytest.raises(PermissionDenied, match="Учёт"):
        post_comment(project, author=VerifiedUserFactory(), text="Текст")


def test_a_flood_is_stopped_and_another_person_is_not(project):
    author = VerifiedUserFactory()
    CommentFactory.create_batch(COMMENT_LIMIT[0], case=project, author=author)
    with pytest.raises(ValidationError, match="Слишком часто"):
        post_comment(project, author=author, text="Ещё один")
    assert post_comment(project, author=VerifiedUserFactory(), text="Можно")


def test_the_limit_forgets_after_a_while(project):
    author = VerifiedUserFactory()
    CommentFactory.create_batch(COMMENT_LIMIT[0], case=project, author=author)
    Comment.objects.update(created_at=timezone.now() - COMMENT_LIMIT[1])
    assert post_comment(project, author=author, text="Можно")


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_comments_of_one_person_stop_at_the_limit(project):
    author = VerifiedUserFactory()
    results = race(20, lambda n: post_comment(project, author=author, text=f"Текст {n}"))
    assert sum(isinstance(result, ValidationError) for result in results) == 10
    project.refresh_from_db()
    assert Comment.objects.count() == project.comment_count == 10
