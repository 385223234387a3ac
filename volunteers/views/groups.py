"""Groups for everybody: the list, a page, making one, joining."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers import actions, rules
from volunteers.filters.groups import GroupFilter
from volunteers.forms.groups import GroupForm, JoinForm
from volunteers.models import (
    GroupState,
    Invitation,
    Membership,
    MembershipState,
    Shift,
    VolunteerGroup,
)

IN_GROUP = Count("memberships", filter=Q(memberships__state=MembershipState.ACTIVE))


def bound(request: HttpRequest, form_class, *args, **kwargs):
    """The form of this visit: filled from a POST, empty otherwise."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*given, *args, **kwargs)


def visible_group(request: HttpRequest, pk: int) -> VolunteerGroup:
    rows = VolunteerGroup.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("district", "centre", "organisation"), pk=pk)


@login_not_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Groups that take people, by name."""
    form = GroupFilter(request.GET)
    rows = form.chosen(VolunteerGroup.objects.filter(state=GroupState.ACTIVE))
    rows = rows.select_related("district", "centre", "organisation").annotate(people=IN_GROUP)
    context = {"form": form, "page": paginate(rows, request, keys=("title", "id"))}
    return render(request, "volunteers/groups.html", context)


@login_not_required
@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group does, how to join; announcements for its members alone."""
    found, user = visible_group(request, pk), request.user
    own = None
    if user.is_authenticated:
        own = found.memberships.live().filter(user=user).first()
    inside = own is not None and own.state == MembershipState.ACTIVE
    context = {
        "group": found,
        "own": own,
        "inside": inside,
        "runs": inside and own.role in ("leader", "coordinator"),
        "may_join": None if own else rules.may_join(user, found),
        "people": found.memberships.active().count(),
        "leaders": [row.user for row in found.memberships.leading().select_related("user")],
        "shifts": shifts_of(found, user),
        "announcements": found.announcements.all()[:20] if inside else [],
    }
    return render(request, "volunteers/group.html", context)


def shifts_of(found: VolunteerGroup, user):
    rows = Shift.objects.visible_to(user).to_come().filter(group=found)
    return rows.select_related("group").order_by("starts_at", "id")[:6]


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Ask for a group of one's own."""
    verdict = rules.may_create(request.user)
    form = bound(request, GroupForm, actor=request.user)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and (
        made := carried_out(form, lambda given: actions.create_group(actor=request.user, **given))
    ):
        messages.success(request, _("Группа создана. Сотрудник посмотрит её и ответит."))
        return redirect(made)
    context = {"form": form, "verdict": verdict}
    return render(request, "volunteers/create.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_group(request, pk)
    if not rules.may_lead(request.user, found):
        raise Http404
    form = bound(request, GroupForm, instance=found, actor=request.user)
    if form.is_bound and carried_out(
        form, lambda given: actions.edit_group(found, actor=request.user, **given)
    ):
        messages.success(request, _("Сохранено."))
        return redirect(found)
    context = {"form": form, "group": found}
    return render(request, "volunteers/edit.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to join; a coordinator answers."""
    found = visible_group(request, pk)
    form, verdict = bound(request, JoinForm), rules.may_join(request.user, found)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and form.is_valid():
        row = actions.ask_to_join(found, actor=request.user, **form.cleaned_data)
        messages.success(request, asked(row))
        return redirect(row)
    context = {
        "form": form,
        "group": found,
        "verdict": verdict,
        "minor": rules.is_minor(request.user),
    }
    return render(request, "volunteers/join.html", context, status=status_of(form))


def asked(row: Membership) -> str:
    if rules.is_minor(row.user):
        return _("Просьба отправлена. Вам нет 18 лет: приложите согласие родителя.")
    return _("Просьба отправлена. Координатор ответит, мы напишем вам.")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """The page behind a link of invitation; joining is a button, not the visit."""
    rows = Invitation.objects.open().select_related("group__district", "group__centre")
    found = rows.filter(code=code, group__state=GroupState.ACTIVE).first()
    if found is None:
        return render(request, "volunteers/invitation_gone.html", status=404)
    verdict = rules.may_join(request.user, found.group)
    if request.method == "POST":
        try:
            row = actions.join_by(found, actor=request.user)
        except ValidationError:
            return render(request, "volunteers/invitation_gone.html", status=404)
        if row.state == MembershipState.ACTIVE:
            messages.success(request, _("Вы в группе. Добро пожаловать!"))
        else:
            messages.success(request, asked(row))
        return redirect(row)
    context = {"group": found.group, "verdict": verdict, "minor": rules.is_minor(request.user)}
    return render(request, "volunteers/invitation.html", context)


def status_of(form) -> int:
    return 400 if form.is_bound else 200
