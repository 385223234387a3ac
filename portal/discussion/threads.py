"""One page of a discussion as the templates need it: the same for the tag and for the views."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.discussion.forms import CommentForm, PlaceForm
from portal.discussion.models import Comment, CommentState, Follow
from portal.discussion.rules import may_comment, may_flag

PAGE = 50


def thread_url(case) -> str:
    return reverse("discussion:thread", args=[case._meta.label_lower, case.pk])


def place_of(comment: Comment) -> str:
    """The query string of the page that begins with the comment."""
    return f"?thread={comment.parent_id or comment.pk}&behind={comment.pk - 1}"


def thread(case, request, form: CommentForm | None = None, posted: Comment | None = None) -> dict:
    """What discussion/thread.html shows to this user: a page of comments, the form or why not.

    A comment just posted begins the page and is confirmed in words.
    """
    where = _beginning(posted) if posted else _asked(request)
    comments, next_place = _page(case, request.user, where)
    verdict = may_comment(request.user, case)
    answered = str(where.get("reply") or "")
    form = (form or _form(case, request.user, where)) if verdict else None
    return {
        "case": case,
        "thread_url": thread_url(case),
        "comments": comments,
        "is_first": not where.get("thread"),
        "next_place": next_place,
        "verdict": verdict,
        "form": form,
        "blank": _blank(get_language()) if form and not (form.is_bound or answered) else "",
        "answered": answered,
        "user": request.user,
        "here": request.path,
        "notice": notice(posted) if posted else "",
    }


def _asked(request) -> dict:
    place = PlaceForm(request.GET)
    return place.cleaned_data if place.is_valid() else {}


def _beginning(comment: Comment) -> dict:
    """Where the thread of the comment begins."""
    root = comment.parent_id or comment.pk
    return {"thread": root, "behind": root - 1}


def notice(comment: Comment) -> str:
    """What became of a comment just posted."""
    if comment.state == CommentState.PENDING:
        return _("Спасибо! Комментарий появится после проверки модератором.")
    return _("Комментарий опубликован.")


def _page(case, user, where: dict) -> tuple[list[dict], str]:
    rows = Comment.objects.of(case).shown_to(user).threaded()
    if where.get("thread"):
        rows = rows.after(where["thread"], where.get("behind") or 0)
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    more = f"?thread={last.thread}&behind={last.pk}" if last else ""
    return [_shown(comment, user) for comment in found[:PAGE]], more


def _shown(comment: Comment, user) -> dict:
    """A comment with what this user may do with it; asks the database nothing."""
    moves = {move.name for move in comment.moves_for(user)} if user.is_authenticated else set()
    return {
        "comment": comment,
        "number": str(comment.pk),  # a template would write 1 000 with a space
        "reply": f"{place_of(comment)}&reply={comment.pk}#comment-form",
        "readable": comment.may_be_read_by(user),
        "moves": moves,
        "may_flag": bool(may_flag(user, comment)),
    }


def _form(case, user, where: dict) -> CommentForm:
    return CommentForm(case=case, user=user, initial={"parent": where.get("reply")})


@lru_cache(maxsize=8)
def _blank(language: str) -> str:
    """The empty fields of the form, alike for everybody who may comment."""
    form = CommentForm(case=None, user=None)
    return render_to_string("portal/components/fields.html", {"form": form})


def is_following(case, user) -> bool:
    """Whether the user follows the case; a page may have asked with it (`is_followed`)."""
    if (known := getattr(case, "is_followed", None)) is not None:
        return known
    return user.is_authenticated and Follow.objects.by(user, type(case), case.pk).exists()
