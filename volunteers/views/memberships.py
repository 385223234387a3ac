"""My groups; one place in a group: the request, the role, the consent of a parent."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.files.models import Attachment
from portal.files.rules import may_see_private
from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers import actions, rules
from volunteers.forms.groups import ConsentFileForm, RoleForm, TakeConsentForm, ThanksForm
from volunteers.models import Membership


def visible_membership(request: HttpRequest, pk: int) -> Membership:
    rows = Membership.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("group", "user", "consent_by"), pk=pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = request.user.volunteer_memberships.select_related("group")
    context = {"page": paginate(rows, request), "verdict": rules.may_create(request.user)}
    return render(request, "volunteers/mine.html", context)


@require_safe
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """What the place is now and what its person, or a coordinator, can do about it."""
    return membership_page(request, visible_membership(request, pk))


def membership_page(request, found: Membership, status: int = 200, **forms) -> HttpResponse:
    user = request.user
    papers = [
        row for row in Attachment.objects.of(found).kept() if may_see_private(user, row, found)
    ]
    minor = rules.is_minor(found.user)
    context = {
        "membership": found,
        "group": found.group,
        "is_own": found.user_id == user.pk,
        "minor": minor,
        "papers": papers,
        "may_send": minor and rules.may_send_consent(user, found),
        "may_take": minor and found.state != "left" and rules.may_take_consent(user, found),
        "may_appoint": rules.may_appoint(user, found),
        "send_form": forms.get("send_form") or ConsentFileForm(),
        "take_form": forms.get("take_form") or TakeConsentForm(),
        "hours": found.user.volunteer_hours.in_group(found.group_id).total(),
        "given": found.thanks.select_related("certificate")[:20],
        "may_thank": rules.may_thank(user, found),
        "thanks_form": forms.get("thanks_form") or ThanksForm(),
        "role_form": forms.get("role_form") or RoleForm(initial={"role": found.role}),
    }
    return render(request, "volunteers/membership.html", context, status=status)


@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader gives another role."""
    found, form = visible_membership(request, pk), RoleForm(request.POST)
    if not rules.may_appoint(request.user, found):
        raise Http404
    if form.is_valid():
        try:
            actions.set_role(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("role", error.messages)
        else:
            messages.success(request, _("Роль изменена."))
            return redirect(found)
    return membership_page(request, found, 400, role_form=form)


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """A minor sends the paper of a parent."""
    found = visible_membership(request, pk)
    if found.user_id != request.user.pk:
        raise Http404
    form = ConsentFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            for document in form.cleaned_data["files"]:
                actions.send_consent(found, document, actor=request.user)
        except ValidationError as error:
            form.add_error("files", error.messages)
        else:
            messages.success(request, _("Согласие отправлено. Координатор проверит его."))
            return redirect(found)
    return membership_page(request, found, 400, send_form=form)


@require_POST
def take_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """A coordinator accepts the consent, by the file or by the paper, or strikes it out."""
    found, form = visible_membership(request, pk), TakeConsentForm(request.POST)
    if not rules.may_take_consent(request.user, found):
        raise Http404
    if carried_out(form, lambda given: _take(found, request.user, **given)):
        messages.success(request, _("Записано."))
        return redirect(found)
    return membership_page(request, found, 400, take_form=form)


@require_POST
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a certificate of hours; with `revoke` take the one in force back."""
    found, form = visible_membership(request, pk), ThanksForm(request.POST)
    if not rules.may_thank(request.user, found):
        raise Http404
    if form.is_valid():
        try:
            _thank(request, found, form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error("note", error.messages)
        else:
            return redirect(found)
    return membership_page(request, found, 400, thanks_form=form)


def _thank(request, found: Membership, note: str) -> None:
    if "revoke" not in request.POST:
        actions.give_thanks(found, actor=request.user)
        messages.success(request, _("Справка выдана."))
        return
    row = found.thanks.filter(certificate__revoked_at=None).select_related("certificate").first()
    if row is None:
        raise ValidationError(_("Действующей справки нет."))
    actions.revoke_thanks(row, actor=request.user, note=note)
    messages.success(request, _("Справка отозвана."))


def _take(found: Membership, actor, kind: str, note: str) -> None:
    if kind == "no":
        actions.strike_consent(found, actor=actor, note=note)
    else:
        actions.take_consent(found, actor=actor, kind=kind)
