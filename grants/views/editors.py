"""Who writes an application: the page of its people, invitations and the answers to them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants import actions, rules
from grants.forms.editors import InviteForm
from grants.models import Application, CoEditor
from portal.pages.forms import carried_out

INVALID = 422


def own_application(request: HttpRequest, pk: int) -> Application:
    rows = Application.objects.of(request.user).select_related("contest", "organisation", "author")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def editors(request: HttpRequest, pk: int) -> HttpResponse:
    """The organisation's people and the invited ones; the owner invites and removes."""
    found = own_application(request, pk)
    form = InviteForm(request.POST if request.method == "POST" else None)

    def act(given):
        return actions.invite_editor(found, actor=request.user, **given)

    if form.is_bound and carried_out(form, act):
        messages.success(request, _("Приглашение отправлено. Человек появится, когда согласится."))
        return redirect("grants:editors", pk)
    context = {
        "application": found,
        "members": found.organisation.members.select_related("user"),
        "coeditors": found.coeditors.select_related("user"),
        "may_share": rules.may_share(request.user, found),
        "is_owner": rules.role_of(request.user, found) == "owner",
        "form": form,
    }
    status = INVALID if form.is_bound else 200
    return render(request, "grants/editors.html", context, status=status)


@require_POST
def remove(request: HttpRequest, pk: int, editor: int) -> HttpResponse:
    found = own_application(request, pk)
    row = get_object_or_404(found.coeditors.select_related("application__organisation"), pk=editor)
    try:
        actions.remove_editor(row, actor=request.user)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Готово: этот человек больше не участвует в заявке."))
    # Whoever left from outside of the organisation may not see its page any more.
    return (
        redirect("grants:mine")
        if row.user_id == request.user.pk
        else redirect("grants:editors", pk)
    )


@require_POST
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """`accept=1` joins, anything else declines; only the invited address finds it."""
    row = get_object_or_404(CoEditor.objects.waiting_for(request.user), pk=pk)
    wanted = request.POST.get("accept") == "1"
    try:
        actions.answer_invitation(row, actor=request.user, accept=wanted)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect("grants:mine")
    text = _("Теперь заявка среди ваших.") if wanted else _("Вы отказались от приглашения.")
    messages.success(request, text)
    return redirect("grants:mine")
