"""Pages of organisations under /organisations/."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.rights import Verdict
from portal.organisations import actions
from portal.organisations.filters import OrganisationFilter
from portal.organisations.forms import InviteForm, OrganisationForm, RoleForm
from portal.organisations.models import Invitation, Member, Organisation
from portal.organisations.rules import may_create, may_edit, may_manage

PAGE = 20
INVALID = 422


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Confirmed organisations by name; `after` is the number of the last one seen."""
    organisations = Organisation.objects.confirmed().select_related("district")
    filters = OrganisationFilter(request.GET, organisations)
    rows = filters.qs if filters.form.is_valid() else organisations.none()
    page = [*_after(rows, request.GET.get("after", ""))[: PAGE + 1]]
    query = request.GET.copy()
    if len(page) > PAGE:
        query["after"] = page[PAGE - 1].pk
    context = {
        "filters": filters.form,
        "organisations": page[:PAGE],
        "next_url": f"?{query.urlencode()}" if len(page) > PAGE else "",
    }
    status = INVALID if filters.form.errors else 200
    return render(request, "organisations/list.html", context, status=status)


def _after(rows, after: str):
    """The rows behind the one numbered `after`; a number that makes no sense opens the start."""
    known = after.isascii() and after.isdigit() and len(after) < 19
    last = rows.filter(pk=after).first() if known else None
    if last is None:
        return rows
    return rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = request.user.memberships.select_related("organisation")
    context = {"memberships": rows, "verdict": may_create(request.user)}
    return render(request, "organisations/mine.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _visible(request, pk)
    context = {
        "organisation": organisation,
        "editable": bool(may_edit(request.user, organisation)),
        "manageable": bool(may_manage(request.user, organisation)),
        "insider": organisation.members.filter(user_id=request.user.pk).exists(),
    }
    return render(request, "organisations/detail.html", context)


def create(request: HttpRequest) -> HttpResponse:
    verdict = may_create(request.user)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST":
        _demand(verdict)
    if form.is_valid():
        try:
            made = actions.create_organisation(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Заявка принята. Сотрудник проверит её и подтвердит."))
            return redirect(made)
    context = {"form": form, "verdict": verdict}
    return render(request, "organisations/create.html", context, status=_status(form))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _visible(request, pk)
    _demand(may_edit(request.user, organisation))
    form = OrganisationForm(request.POST or None, instance=organisation)
    if form.is_valid():
        try:
            actions.edit_organisation(organisation, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Сведения сохранены."))
            return redirect(organisation)
    context = {"form": form, "organisation": organisation}
    return render(request, "organisations/edit.html", context, status=_status(form))


def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The team; the head invites by e-mail (POST)."""
    organisation = _visible(request, pk)
    manageable = may_manage(request.user, organisation)
    if not organisation.members.filter(user=request.user).exists():
        raise PermissionDenied(_("Состав видят только участники организации."))
    form = InviteForm(request.POST or None)
    if request.method == "POST":
        _demand(manageable)
    if form.is_valid():
        try:
            actions.invite(organisation, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Приглашение отправлено."))
            return redirect("organisations:members", pk)
    context = {
        "organisation": organisation,
        "members": organisation.members.select_related("user__district"),
        "invitations": organisation.invitations.filter(closed_at=None),
        "form": form,
        "manageable": bool(manageable),
        "role_form": RoleForm(auto_id=False),
    }
    return render(request, "organisations/members.html", context, status=_status(form))


@require_POST
def member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    """Give a role, or with `remove` take the person out of the team."""
    organisation = _visible(request, pk)
    row = get_object_or_404(Member, pk=member_pk, organisation=organisation)
    form = RoleForm(request.POST)
    if "remove" not in request.POST and not form.is_valid():
        return HttpResponseBadRequest(_("Такой роли нет."))
    try:
        if "remove" in request.POST:
            actions.remove_member(row, actor=request.user)
        else:
            actions.set_role(row, actor=request.user, role=form.cleaned_data["role"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    stays = organisation.members.filter(user=request.user).exists()
    return redirect("organisations:members", pk) if stays else redirect("organisations:mine")


@require_POST
def cancel(request: HttpRequest, pk: int, invitation_pk: int) -> HttpResponse:
    organisation = _visible(request, pk)
    row = get_object_or_404(Invitation, pk=invitation_pk, organisation=organisation)
    actions.cancel_invitation(row, actor=request.user)
    return redirect("organisations:members", pk)


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of an invitation; joining is a button, not the visit."""
    invitation = actions.invitation_of(token)
    if invitation is None:
        return render(request, "organisations/invitation_gone.html", status=404)
    if request.method == "POST":
        try:
            actions.accept_invitation(invitation, actor=request.user)
        except ValidationError:
            return render(request, "organisations/invitation_gone.html", status=404)
        messages.success(request, _("Вы стали участником организации."))
        return redirect("organisations:mine")
    context = {"invitation": invitation, "owned": actions.owns(request.user, invitation.email)}
    return render(request, "organisations/accept.html", context)


def _visible(request, pk: int) -> Organisation:
    rows = Organisation.objects.visible_to(request.user).select_related("district", "centre")
    return get_object_or_404(rows, pk=pk)


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)


def _status(form) -> int:
    return INVALID if form.is_bound else 200
