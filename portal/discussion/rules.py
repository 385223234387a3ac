"""Who may comment, moderate, appeal, remove, complain."""

from datetime import timedelta

import rules
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
from portal.discussion.markup import has_links


def may_comment(user, case) -> Verdict:
    """The right to comment on a case the user sees.

    A model may narrow it with `comments_open(user) -> Verdict`, or with a permission
    `<app>.comment_<model>` of its rules.
    """
    if not user.is_authenticated or not user.is_active:
        return refuse(_("Чтобы участвовать в обсуждении, войдите на портал."))
    if hasattr(case, "comments_open"):
        return case.comments_open(user)
    permission = f"{case._meta.app_label}.comment_{case._meta.model_name}"
    if rules.perm_exists(permission) and not user.has_perm(permission, case):
        return refuse(_("Сейчас обсуждение закрыто: новые комментарии не принимаются."))
    return ALLOWED


def is_checked_first(user, text: str) -> bool:
    """Whether a comment waits for a moderator: level 0 is an e-mail address and nothing else.

    Of such accounts new ones are checked, and those who post links.
    """
    if user.level > 0 or user.is_staff:
        return False
    new = timedelta(hours=settings.DISCUSSION_NEW_ACCOUNT_HOURS)
    return timezone.now() - user.joined_at < new or has_links(text)


def may_flag(user, comment) -> Verdict:
    if not user.is_authenticated:
        return refuse(_("Чтобы пожаловаться на комментарий, войдите на портал."))
    if comment.author_id == user.pk:
        return refuse(_("Свой комментарий можно удалить, жаловаться на него не нужно."))
    if comment.state != "published":
        return refuse(_("Этот комментарий уже скрыт или на проверке."))
    return ALLOWED


@rules.predicate
def is_author(user, comment) -> bool:
    return comment is not None and user.is_authenticated and comment.author_id == user.pk


@rules.predicate
def is_moderator(user, comment) -> bool:
    return user.is_authenticated and user.is_staff and user.has_perm("discussion.change_comment")


@rules.predicate
def is_not_appealed(user, comment) -> bool:
    """One appeal per comment: the second decision stands."""
    return comment is not None and comment.appealed_at is None


rules.add_perm("discussion.moderate", is_moderator & ~is_author)
rules.add_perm("discussion.appeal", is_author & is_not_appealed)
rules.add_perm("discussion.remove", is_author)
