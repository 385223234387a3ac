"""The desk of a group: its people, its link of invitation, announcements, documents."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from portal.pages.qr import qr_svg
from volunteers import actions, rules
from volunteers.forms.groups import AnnounceForm, GroupDocumentForm
from volunteers.models import VolunteerGroup
from volunteers.views.groups import bound, status_of, visible_group


def run_group(request: HttpRequest, pk: int) -> VolunteerGroup:
    """A group the visitor runs; to anybody else the desk does not exist."""
    found = visible_group(request, pk)
    if rules.role_in(request.user, found) not in ("leader", "coordinator"):
        raise Http404
    return found


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks to join, then who is in."""
    return team_page(request, run_group(request, pk))


def team_page(request, found: VolunteerGroup, form=None) -> HttpResponse:
    rows = found.memberships.live().select_related("user", "group")
    link = found.invitations.open().first()
    url = f"{settings.SITE_URL}{link.get_absolute_url()}" if link else ""
    context = {
        "group": found,
        "page": paginate(rows, request, keys=("-state", "-id"), size=50),
        "link": link,
        "link_url": url,
        "qr": qr_svg(url, title=_("Приглашение в группу")) if url else "",
        "form": form or GroupDocumentForm(),
        "may_invite": rules.may_run_active(request.user, found),
    }
    status = 200 if form is None else 400
    return render(request, "volunteers/team.html", context, status=status)


@require_POST
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a briefing or a form of the group."""
    found = run_group(request, pk)
    form = GroupDocumentForm(request.POST, request.FILES)
    if form.is_valid():
        private = form.cleaned_data["private"]
        try:
            for document in form.cleaned_data["files"]:
                actions.add_document(found, document, actor=request.user, private=private)
        except ValidationError as error:
            form.add_error("files", error.messages)
        else:
            messages.success(request, _("Документ добавлен."))
            return redirect(found)
    return team_page(request, found, form)


@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """`open=1` makes a new link of invitation, anything else closes the one there is."""
    found = run_group(request, pk)
    if request.POST.get("open") == "1":
        actions.open_invitation(found, actor=request.user)
        messages.success(request, _("Ссылка готова: передайте её тем, кого зовёте."))
    else:
        actions.close_invitation(found, actor=request.user)
        messages.success(request, _("Ссылка больше не действует."))
    return redirect("volunteers:team", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to every member."""
    found, form = run_group(request, pk), bound(request, AnnounceForm)
    verdict = rules.may_run_active(request.user, found)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and carried_out(
        form, lambda given: actions.announce(found, actor=request.user, **given)
    ):
        messages.success(request, _("Объявление отправлено всем участникам."))
        return redirect(found)
    context = {
        "group": found,
        "form": form,
        "verdict": verdict,
    }
    return render(request, "volunteers/announce.html", context, status=status_of(form))
