"""The nominee answers: by the link of the letter, without an account, or signed in."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grants import actions
from grants.forms.awards import AnswerForm
from grants.models import Nomination
from grants.rules.awards import may_be_answered
from grants.views.awards_nominations import JOINS, REFUSED, nomination_page
from portal.files.models import Attachment
from portal.files.views import served
from portal.pages.forms import carried_out


def _asked(token: str) -> Nomination:
    if (found := actions.nomination_of(token)) is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Who holds the letter reads what is written about him and says yes or no."""
    row = _asked(token)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and (said := _answered(form, row, None)):
        if said == "no":
            return redirect("grants:declined")
        messages.success(request, _("Спасибо, ваше согласие записано."))
        return redirect("grants:consent", token)
    context = {
        "nomination": row,
        "season": row.season,
        "form": form,
        "token": token,
        "statement": actions.STATEMENT,
        "may_answer": may_be_answered(row),
        "files": Attachment.objects.of(row).kept(),
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/awards/consent.html", context, status=status)


def _answered(form: AnswerForm, row: Nomination, actor) -> str | None:
    def act(given):
        if given["answer"] == "no":
            actions.decline(row, actor=actor)
        else:
            actions.consent(row, actor=actor, agreed=given["agreed"])
        return given["answer"]

    return carried_out(form, act)


@login_not_required
@never_cache
@require_safe
def consent_file(request: HttpRequest, token: str, file: UUID) -> HttpResponse:
    """A photo or a paper of the nomination, for the nominee who has the letter."""
    found = get_object_or_404(Attachment.objects.of(_asked(token)).kept(), pk=file)
    return served(found, found.file)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of a nominee who has an account."""
    rows = Nomination.objects.visible_to(request.user).filter(nominee_user=request.user)
    row = get_object_or_404(rows.select_related(*JOINS, "nominator", "award_decision"), pk=pk)
    form = AnswerForm(request.POST)
    if (said := _answered(form, row, request.user)) == "no":
        return redirect("grants:declined")
    if said is None:
        return nomination_page(request, row, form, REFUSED)
    messages.success(request, _("Спасибо, ваше согласие записано."))
    return redirect(row)


@login_not_required
@require_safe
def declined(request: HttpRequest) -> HttpResponse:
    """«You have refused, nothing of you is kept»: the same words for everybody."""
    return render(request, "grants/awards/declined.html")
