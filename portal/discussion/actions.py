"""Every write of the discussion: comments, their moderation, complaints, follows."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.text import Truncator, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.rights import Verdict
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.discussion.models import (
    MAX_LENGTH,
    Comment,
    CommentState,
    Flag,
    Follow,
    HideReason,
    is_of,
)
from portal.discussion.rules import is_checked_first, may_comment, may_flag
from portal.notifications.actions import notify

FLAGS_TO_HIDE = 3
# How many in how long: people write less, programs write more.
COMMENT_LIMIT = (10, timedelta(minutes=10))
FLAG_LIMIT = (20, timedelta(hours=1))


@transaction.atomic
def post_comment(case, *, author: User, text: str, parent: Comment | None = None) -> Comment:
    """Publish a comment, or put it before a moderator; tell those whom it concerns.

    Raises PermissionDenied where the author may not comment, ValidationError for a text that is
    empty, too long or already posted, and for too many comments in a short time.
    """
    _allow(_may_post(author, case))
    text = _clean(text)
    _slow_down(author, Comment.objects.filter(author=author), COMMENT_LIMIT)
    _refuse_repeat(case, author, text)
    checked = is_checked_first(author, text)
    comment = Comment.objects.create(
        **is_of(case),
        author=author,
        text=text,
        parent=_thread(case, parent),
        state=CommentState.PENDING if checked else CommentState.PUBLISHED,
        published_at=None if checked else timezone.now(),
    )
    event = record(comment, "posted", actor=author)
    if not checked:
        _count(case, +1)
        _tell_readers(event, comment, case, parent)
    return comment


def _may_post(author: User, case) -> Verdict:
    if not case.may_be_seen_by(author):
        raise PermissionDenied
    return may_comment(author, case)


def _allow(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError({"text": _("Напишите комментарий.")})
    if len(text) > MAX_LENGTH:
        raise ValidationError({"text": _("Комментарий слишком длинный: до 5000 знаков.")})
    if "\x00" in text:
        raise ValidationError({"text": _("В тексте есть недопустимый знак.")})
    return text


def _slow_down(user: User, rows: models.QuerySet, limit: tuple[int, timedelta]) -> None:
    """Refuse the row too many. The lock on the user makes parallel requests count each other."""
    most, span = limit
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if rows.filter(created_at__gt=timezone.now() - span).count() >= most:
        raise ValidationError(_("Слишком часто. Подождите несколько минут и попробуйте снова."))


def _refuse_repeat(case, author: User, text: str) -> None:
    recent = timezone.now() - COMMENT_LIMIT[1]
    same = Comment.objects.of(case).filter(author=author, text=text, created_at__gt=recent)
    if same.exclude(state=CommentState.REMOVED).exists():
        raise ValidationError({"text": _("Такой комментарий вы уже отправили.")})


def _thread(case, parent: Comment | None) -> Comment | None:
    """The first comment of the thread: replies to a reply stand beside it."""
    if parent is None:
        return None
    if (parent.content_type_id, parent.object_id) != (is_of(case)["content_type"].pk, case.pk):
        raise ValidationError(_("Комментария, на который вы отвечаете, здесь нет."))
    if parent.state != CommentState.PUBLISHED:
        raise ValidationError(_("Комментарий, на который вы отвечаете, скрыт или удалён."))
    return parent.parent or parent


def _count(case, change: int) -> None:
    """Keep the case's counter of published comments, where it has one.

    What is taken down changes the case: one more comment makes the number what it was, and a page
    kept for that number would show again what was hidden.
    """
    if case is not None and hasattr(case, "comment_count"):
        changed = {"updated_at": Now()} if change < 0 else {}
        type(case)._base_manager.filter(pk=case.pk).update(
            comment_count=F("comment_count") + change, **changed
        )


def _tell_readers(event: CaseEvent, comment: Comment, case, parent: Comment | None) -> None:
    """The one who is answered is told of an answer; the followers of a new comment."""
    excerpt = Truncator(comment.text).chars(300)
    url = comment.get_absolute_url()
    answered = parent.author if parent and parent.author_id != comment.author_id else None
    if answered:
        subject = format_lazy(gettext_lazy("Вам ответили: {case}"), case=case)
        notify(event, [answered], topic="comments", subject=subject, body=excerpt, url=url)
    told = [comment.author_id, answered.pk if answered else None]
    followers = followers_of(case).exclude(pk__in=[pk for pk in told if pk])
    subject = format_lazy(gettext_lazy("Новый комментарий: {case}"), case=case)
    notify(event, followers.iterator(), topic="comments", subject=subject, body=excerpt, url=url)


@transaction.atomic
def publish_comment(comment: Comment, *, actor, note: str = "") -> CaseEvent:
    """A moderator lets the comment stand; earlier complaints are settled by this."""
    first_time = comment.published_at is None
    event = _move(
        comment,
        "publish",
        actor,
        note,
        flag_count=0,
        hide_reason="",
        published_at=comment.published_at or timezone.now(),
    )
    if comment.case is not None:
        if first_time:
            _tell_readers(event, comment, comment.case, comment.parent)
        subject = gettext_lazy("Ваш комментарий опубликован")
        _tell_author(event, comment, subject, note)
    return event


@transaction.atomic
def hide_comment(
    comment: Comment, *, actor, note: str = "", reason: str = HideReason.OTHER
) -> CaseEvent:
    """A moderator hides the comment; the author learns why and may appeal once.

    Raises ValidationError for a reason outside the list, and for «other» without a note.
    """
    if reason not in HideReason.values:
        raise ValidationError({"reason": _("Выберите причину из списка.")})
    if reason == HideReason.OTHER and not note.strip():
        raise ValidationError({"note": _("Поясните причину: её увидит автор.")})
    why = ". ".join(filter(None, [HideReason(reason).label.capitalize(), note.strip()]))
    event = _move(comment, "hide", actor, why, hide_reason=reason)
    body = format_lazy(
        gettext_lazy("Причина: {why}. Если вы не согласны, откройте комментарий и обжалуйте."),
        why=why,
    )
    _tell_author(event, comment, gettext_lazy("Ваш комментарий скрыт модератором"), body)
    return event


@transaction.atomic
def appeal(comment: Comment, *, actor, note: str = "") -> CaseEvent:
    """The author disagrees with the moderator: the comment goes back into the queue."""
    return _move(comment, "appeal", actor, note, appealed_at=timezone.now())


@transaction.atomic
def remove_comment(comment: Comment, *, actor, note: str = "") -> CaseEvent:
    """The author takes the comment back; readers see that there was one."""
    return _move(comment, "remove", actor, note)


def _move(comment: Comment, move: str, actor, note: str, **changes) -> CaseEvent:
    """Advance and keep the counter of the case: it counts what is published."""
    before = comment.state == CommentState.PUBLISHED
    event = advance(comment, move, actor=actor, note=note, **changes)
    after = comment.state == CommentState.PUBLISHED
    if before != after:
        _count(comment.case, int(after) - int(before))
    return event


def _tell_author(event: CaseEvent, comment: Comment, subject, body) -> None:
    notify(
        event,
        [comment.author],
        topic="moderation",
        subject=subject,
        body=format_lazy("{body}\n\n«{text}»", body=body, text=comment.text[:300]),
        url=comment.get_absolute_url(),
    )


@transaction.atomic
def flag_comment(comment: Comment, *, actor: User, reason: str) -> bool:
    """Complain once; return whether it was the first time. The third complaint takes it down.

    Raises PermissionDenied for one's own or a hidden comment, ValidationError for a flood.
    """
    _slow_down(actor, Flag.objects.filter(user=actor), FLAG_LIMIT)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    _allow(may_flag(actor, comment))
    _flag, is_new = Flag.objects.get_or_create(
        comment=comment, user=actor, defaults={"reason": reason}
    )
    if not is_new:
        return False
    comment.flag_count += 1
    Comment.objects.filter(pk=comment.pk).update(flag_count=comment.flag_count)
    if comment.flag_count >= FLAGS_TO_HIDE:
        _move(comment, "question", None, "")
    return True


def follow(case, *, user: User) -> bool:
    """Be told of what happens to the case; return whether that is new. Only for what one sees."""
    if not case.may_be_seen_by(user):
        raise PermissionDenied
    _follow, is_new = Follow.objects.get_or_create(user=user, **is_of(case))
    return is_new


def unfollow(case, *, user: User) -> bool:
    """Stop being told; return whether it was followed. Also of a case one no longer sees."""
    removed, _per_model = Follow.objects.filter(user=user, **is_of(case)).delete()
    return bool(removed)


def followers_of(case) -> models.QuerySet:
    """Active accounts that follow the case."""
    of_case = Follow.objects.filter(**is_of(case)).values("user")
    return get_user_model().objects.filter(pk__in=of_case, is_active=True)


MOVES = {
    "publish": publish_comment,
    "hide": hide_comment,
    "appeal": appeal,
    "remove": remove_comment,
}
