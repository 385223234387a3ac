"""Hiding, publishing, appealing, removing, complaining."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.cases.lifecycle import InvalidTransition
from portal.cases.models import CaseEvent
from portal.discussion.actions import (
    FLAG_LIMIT,
    appeal,
    flag_comment,
    follow,
    hide_comment,
    publish_comment,
    remove_comment,
)
from portal.discussion.models import Comment, CommentState, Flag
from portal.discussion.queues import moderation
from portal.notifications.models import Channel, Notification
from tests.factories.discussion import CommentFactory, FlagFactory, ModeratorFactory
from tests.factories.people import StaffFactory, SuperuserFactory, VerifiedUserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(project):
    return CommentFactory(case=project, text="Слова автора")


@pytest.fixture
def moderator():
    return ModeratorFactory()


def count(comment) -> int:
    return type(comment.case).objects.get(pk=comment.object_id).comment_count


def inbox(user) -> list[Notification]:
    return list(Notification.objects.filter(recipient=user, channel=Channel.INBOX))


def test_a_hidden_comment_tells_its_author_why(comment, moderator):
    hide_comment(comment, actor=moderator, reason="advert", note="Ссылка на магазин")
    assert (comment.state, comment.hide_reason, count(comment)) == ("hidden", "advert", 0)
    (told,) = inbox(comment.author)
    assert "Причина: Реклама. Ссылка на магазин." in told.body
    assert "Слова автора" in told.body
    assert CaseEvent.objects.of(comment).get(kind="hide").note == "Реклама. Ссылка на магазин"


@pytest.mark.parametrize("reason", [{"reason": "no-such"}, {"reason": "other"}, {}])
def test_a_comment_is_not_hidden_without_a_reason(comment, moderator, reason):
    with pytest.raises(ValidationError):
        hide_comment(comment, actor=moderator, **reason)
    comment.refresh_from_db()
    assert (comment.state, inbox(comment.author)) == (CommentState.PUBLISHED, [])


@pytest.mark.parametrize("person", [VerifiedUserFactory, StaffFactory])
def test_nobody_but_a_moderator_hides_or_publishes(comment, person):
    with pytest.raises(PermissionDenied):
        hide_comment(comment, actor=person(), reason="advert")
    comment.state = CommentState.PENDING
    comment.save()
    with pytest.raises(PermissionDenied):
        publish_comment(comment, actor=person())


def test_a_superuser_does_not_moderate_their_own_comment(project):
    superuser = SuperuserFactory()
    mine = CommentFactory(case=project, author=superuser, state="pending")
    with pytest.raises(PermissionDenied):
        publish_comment(mine, actor=superuser)


def test_publishing_counts_and_tells_author_and_followers(project, moderator):
    waiting = CommentFactory(case=project, state="pending")
    follower = VerifiedUserFactory()
    follow(project, user=follower)
    publish_comment(waiting, actor=moderator)
    assert count(waiting) == 1
    assert [row.subject for row in inbox(waiting.author)] == ["Ваш комментарий опубликован"]
    assert [row.subject for row in inbox(follower)] == [f"Новый комментарий: {project.title}"]


def test_publishing_again_does_not_tell_the_followers_again(comment, project, moderator):
    follower = VerifiedUserFactory()
    follow(project, user=follower)
    hide_comment(comment, actor=moderator, reason="advert")
    publish_comment(comment, actor=moderator)
    assert (count(comment), inbox(follower)) == (1, [])


def test_an_author_appeals_once(comment, moderator):
    hide_comment(comment, actor=moderator, reason="insult")
    appeal(comment, actor=comment.author, note="Это цитата")
    assert comment.state == CommentState.PENDING
    hide_comment(comment, actor=moderator, reason="insult")
    with pytest.raises(PermissionDenied):
        appeal(comment, actor=comment.author, note="Ещё раз")


def test_nobody_appeals_for_another(comment, moderator):
    hide_comment(comment, actor=moderator, reason="insult")
    with pytest.raises(PermissionDenied):
        appeal(comment, actor=VerifiedUserFactory(), note="Верните")


def test_an_author_removes_a_comment_and_its_words_are_gone_for_readers(comment):
    remove_comment(comment, actor=comment.author)
    assert (comment.state, count(comment)) == (CommentState.REMOVED, 0)
    assert not comment.may_be_read_by(VerifiedUserFactory())


def test_nobody_removes_the_comment_of_another(comment, moderator):
    for person in (VerifiedUserFactory(), moderator):
        with pytest.raises(PermissionDenied):
            remove_comment(comment, actor=person)


def test_three_complaints_take_a_comment_down(comment):
    for _reader in range(2):
        assert flag_comment(comment, actor=VerifiedUserFactory(), reason="advert")
    assert Comment.objects.get().state == CommentState.PUBLISHED
    flag_comment(comment, actor=VerifiedUserFactory(), reason="insult")
    assert (Comment.objects.get().state, count(comment)) == (CommentState.PENDING, 0)


def test_one_person_complains_once(comment):
    reader = VerifiedUserFactory()
    answers = [flag_comment(comment, actor=reader, reason="advert") for _time in range(4)]
    assert answers == [True, False, False, False]
    assert (Comment.objects.get().flag_count, Flag.objects.count()) == (1, 1)


def test_a_checked_comment_needs_three_new_complaints(comment, moderator):
    FlagFactory.create_batch(3, comment=comment)
    Comment.objects.update(state=CommentState.PENDING, flag_count=3)
    publish_comment(Comment.objects.get(), actor=moderator)
    flag_comment(comment, actor=VerifiedUserFactory(), reason="advert")
    assert Comment.objects.get().state == CommentState.PUBLISHED


@pytest.mark.parametrize("state", ["pending", "hidden", "removed"])
def test_nobody_complains_about_what_is_not_shown(comment, state):
    Comment.objects.update(state=state)
    with pytest.raises(PermissionDenied):
        flag_comment(comment, actor=VerifiedUserFactory(), reason="advert")


def test_nobody_complains_about_themselves(comment):
    with pytest.raises(PermissionDenied):
        flag_comment(comment, actor=comment.author, reason="advert")


def test_a_flood_of_complaints_is_stopped(project):
    reader = VerifiedUserFactory()
    for flagged in CommentFactory.create_batch(FLAG_LIMIT[0], case=project):
        FlagFactory(comment=flagged, user=reader)
    with pytest.raises(ValidationError, match="Слишком часто"):
        flag_comment(CommentFactory(case=project), actor=reader, reason="advert")


@pytest.mark.django_db(transaction=True)
def test_ten_parallel_complaints_take_a_comment_down_once(project):
    comment = CommentFactory(case=project)
    readers = VerifiedUserFactory.create_batch(10)
    results = race(10, lambda n: flag_comment(comment, actor=readers[n], reason="advert"))
    assert results.count(True) == 3
    assert (Comment.objects.get().flag_count, count(comment)) == (3, 0)
    assert CaseEvent.objects.of(comment).filter(kind="question").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_author_and_moderator_at_once_one_wins_and_the_count_holds(project):
    comment, moderator = CommentFactory(case=project), ModeratorFactory()
    copies = [Comment.objects.get(), Comment.objects.get()]
    results = race(
        2,
        lambda n: (
            remove_comment(copies[n], actor=comment.author)
            if n
            else hide_comment(copies[n], actor=moderator, reason="advert")
        ),
    )
    assert sum(isinstance(result, InvalidTransition) for result in results) == 1
    assert count(comment) == 0


def test_the_queue_holds_the_oldest_and_says_what_it_is(project, moderator):
    CommentFactory(case=project)
    new = CommentFactory(case=project, state="pending", text="Новый")
    flagged = CommentFactory(case=project, state="pending", text="Жалобы", flag_count=3)
    items = moderation(moderator)
    assert [(item.kind, item.title) for item in items] == [
        ("Комментарий", "Новый"),
        ("Комментарий: жалобы", "Жалобы"),
    ]
    assert items[0].since == new.updated_at < flagged.updated_at


@pytest.mark.parametrize("person", [VerifiedUserFactory, StaffFactory])
def test_the_queue_is_empty_for_who_may_not_moderate(project, person):
    CommentFactory(case=project, state="pending")
    assert moderation(person()) == []
