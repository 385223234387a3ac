"""Comments in the moderation queue."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.cases.queue import QueueItem
from portal.discussion.models import Comment

MOST = 100


def moderation(user) -> list[QueueItem]:
    """The oldest comments that wait for a decision; nothing for who may not decide."""
    if not (user.is_staff and user.has_perm("discussion.change_comment")):
        return []
    return [
        QueueItem(
            kind=_kind(comment),
            title=comment.text[:120],
            url=reverse("admin:discussion_comment_change", args=[comment.pk]),
            since=comment.updated_at,
        )
        for comment in Comment.objects.waiting()[:MOST]
    ]


def _kind(comment: Comment) -> str:
    if comment.appealed_at:
        return _("Комментарий: автор не согласен")
    return _("Комментарий: жалобы") if comment.flag_count else _("Комментарий")
