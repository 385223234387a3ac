"""An organisation's applications for property: sending, reading, all of one's own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grants import actions, rules
from grants.forms.leases import LeaseForm
from grants.models import Lease, LeaseApplication, LeaseOffer
from portal.files.models import Attachment
from portal.pages.forms import carried_out
from portal.pages.paging import paginate

REFUSED = 422


def sent_already(user, offer: LeaseOffer) -> LeaseApplication | None:
    """The visitor's application, where no organisation of theirs can send another."""
    standing = offer.applications.standing()
    sent = standing.of(user).first()
    others = rules.organisations_of(user).exclude(organisation__in=standing.values("organisation"))
    return sent if sent and not others.exists() else None


@require_http_methods(["GET", "HEAD", "POST"])
def apply_for(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of an offer; whoever may not apply reads why."""
    rows = LeaseOffer.objects.announced().select_related("asset")
    offer = get_object_or_404(rows, pk=pk)
    verdict = rules.may_apply_for(request.user, offer)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LeaseForm(*sent, offer=offer, user=request.user)
    made = form.is_bound and carried_out(
        form, lambda given: actions.apply_for_lease(offer, actor=request.user, **given)
    )
    if made:
        messages.success(request, _("Заявка подана и запечатана. Письмо уже в пути."))
        return redirect(made)
    context = {
        "offer": offer,
        "property": offer.asset,
        "verdict": verdict,
        "form": form,
        "sent": verdict and not form.is_bound and sent_already(request.user, offer),
    }
    status = REFUSED if form.is_bound else 200
    return render(request, "grants/property/apply.html", context, status=status)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    rows = LeaseApplication.objects.of(request.user).select_related("offer__asset", "organisation")
    page = paginate(rows, request, ("-submitted_at", "-id"))
    return render(request, "grants/property/mine.html", {"page": page})


@require_safe
def lease_application(request: HttpRequest, pk: int) -> HttpResponse:
    """For the organisation always, for officials after the opening."""
    rows = LeaseApplication.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("offer__asset", "organisation"), pk=pk)
    lease = Lease.objects.filter(application=row).first()
    context = {
        "application": row,
        "offer": row.offer,
        "documents": Attachment.objects.of(row).kept(),
        "lease": lease,
        "papers": Attachment.objects.of(lease).kept() if lease else (),
    }
    return render(request, "grants/property/application.html", context)
