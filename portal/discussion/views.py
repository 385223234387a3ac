"""Pages of the discussion. Every one reaches a comment only through a case the user sees."""

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from portal.cases.lifecycle import InvalidTransition
from portal.discussion import actions
from portal.discussion.forms import CommentForm, FlagForm, NoteForm
from portal.discussion.models import Comment
from portal.discussion.threads import notice, place_of, thread, thread_url

INVALID = 422


def case_or_404(user, label: str, pk: int):
    """The discussed case, if the user may see it."""
    if label not in {name.lower() for name in settings.DISCUSSED_MODELS}:
        raise Http404
    return get_object_or_404(apps.get_model(label).objects.visible_to(user), pk=pk)


def comment_or_404(user, pk: int) -> Comment:
    """A comment shown to the user under a case shown to the user."""
    return get_object_or_404(Comment.objects.visible_to(user).select_related("author"), pk=pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def comments(request, label: str, pk: int):
    """The discussion of a case: GET shows it, POST adds to it; htmx gets the smaller template."""
    case = case_or_404(request.user, label, pk)
    form = posted = None
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(thread_url(case))
        form = CommentForm(request.POST, case=case, user=request.user)
        posted = _post(request.user, case, form)
        if posted and not request.htmx:
            messages.success(request, notice(posted))
            return redirect(posted)
    template = "discussion/thread.html" if request.htmx else "discussion/page.html"
    refused = form is not None and not posted
    context = thread(case, request, None if posted else form, posted)
    return render(request, template, context, status=INVALID if refused else 200)


def _post(user, case, form: CommentForm) -> Comment | None:
    """The stored comment, or None with the reasons in the form."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        comment = actions.post_comment(
            case, author=user, text=given["text"], parent=given["parent"]
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    if given["follow"]:
        actions.follow(case, user=user)
    return comment


@login_not_required
@require_GET
def comment_page(request, pk: int):
    """The lasting address of a comment: the page of the discussion that begins with it."""
    comment = comment_or_404(request.user, pk)
    return redirect(f"{thread_url(comment.case)}{place_of(comment)}#comment-{comment.pk}")


def flag(request, pk: int):
    comment = comment_or_404(request.user, pk)
    form = FlagForm(request.POST or None)
    if form.is_valid():
        try:
            actions.flag_comment(comment, actor=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Спасибо. Модератор посмотрит этот комментарий."))
            return redirect(comment)
    return _ask(request, comment, form, _("Пожаловаться на комментарий"), _("Пожаловаться"))


def appeal(request, pk: int):
    comment = _own_or_404(request.user, pk)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        done = _("Комментарий снова на проверке. Решение придёт уведомлением.")
        return _moved(request, comment, actions.appeal, done, note=note)
    return _ask(request, comment, form, _("Обжаловать скрытие комментария"), _("Не согласен"))


def remove(request, pk: int):
    comment = _own_or_404(request.user, pk)
    if request.method == "POST":
        return _moved(request, comment, actions.remove_comment, _("Комментарий удалён."))
    return _ask(request, comment, None, _("Удалить комментарий?"), _("Удалить"), tone="danger")


def _moved(request, comment: Comment, act, done: str, **more) -> HttpResponse:
    """Act and say so; a second click, or a page opened long ago, is told what happened."""
    try:
        act(comment, actor=request.user, **more)
    except InvalidTransition:
        messages.error(
            request, _("Состояние уже изменилось. Обновите страницу и посмотрите, что произошло.")
        )
    else:
        messages.success(request, done)
    return redirect(comment)


def _own_or_404(user, pk: int) -> Comment:
    comment = comment_or_404(user, pk)
    if comment.author_id != user.pk:
        raise Http404
    return comment


def _ask(request, comment: Comment, form, title: str, action: str, *, tone: str = ""):
    context = {
        "title": title,
        "text": comment.text if comment.may_be_read_by(request.user) else "",
        "form": form,
        "action": action,
        "tone": tone,
        "back": comment.get_absolute_url(),
    }
    status = INVALID if form is not None and form.is_bound else 200
    return render(request, "portal/confirm.html", context, status=status)


@require_POST
def follow(request, label: str, pk: int) -> HttpResponse:
    """Follow, or stop with `follow=0`; htmx gets the button back."""
    case = case_or_404(request.user, label, pk)
    if wanted := request.POST.get("follow") != "0":
        actions.follow(case, user=request.user)
    else:
        actions.unfollow(case, user=request.user)
    if request.htmx:
        context = {"case": case, "following": wanted, "here": "", "user": request.user}
        return render(request, "discussion/follow_button.html", context)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    )
    # Not redirect(): it would take a word like «next=0» for the name of a page.
    return HttpResponseRedirect(back if is_ours else thread_url(case))
