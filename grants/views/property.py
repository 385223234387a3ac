"""The public register of property for NKO and TOS: the list, one object with its offers."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants import rules
from grants.models import Lease, LeaseApplication, LeaseOffer, MunicipalProperty
from grants.models.lease_offers import OFFERED
from grants.views.leases import sent_already
from grants.views.property_data import found, state_of, with_state
from portal.files.models import Attachment
from portal.pages.paging import paginate

INVALID = 422


def covers(rows: list) -> dict[int, str]:
    """The first photo of each object."""
    kind = ContentType.objects.get_for_model(MunicipalProperty)
    photos = Attachment.objects.kept().images().filter(
        content_type=kind, object_id__in=[row.pk for row in rows], is_private=False
    )  # fmt: skip
    return {row.object_id: row.get_thumb_url() for row in photos.order_by("-created_at", "-id")}


@login_not_required
@require_safe
def property_list(request: HttpRequest) -> HttpResponse:
    filters, rows = found(request)
    page = paginate(with_state(rows), request)
    photos = covers(page.items)
    query = request.GET.urlencode()
    context = {
        "filters": filters.form,
        "page": page,
        "rows": [(row, state_of(row), photos.get(row.pk)) for row in page.items],
        "query": f"?{query}" if query else "",
    }
    status = INVALID if filters.form.errors else 200
    return render(request, "grants/property/list.html", context, status=status)


@login_not_required
@require_safe
def property_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Photos, facts, the offer of today with its dates, and what came of earlier ones."""
    rows = with_state(MunicipalProperty.objects.visible_to(request.user))
    row = get_object_or_404(rows, pk=pk)
    offers = list(LeaseOffer.objects.announced().filter(asset=row).order_by("-id")[:20])
    current = next((offer for offer in offers if offer.state in OFFERED), None)
    may_apply = current and rules.may_apply_for(request.user, current)
    mine = LeaseApplication.objects.of(request.user).filter(offer__in=offers)
    mine = list(mine.select_related("organisation", "offer"))
    context = {
        "property": row,
        "state": state_of(row),
        "images": Attachment.objects.of(row).kept().images(),
        "offer": current,
        "may_apply": may_apply,
        "sent": sent_already(request.user, current) if mine and may_apply else None,
        "mine": mine,
        "offers": [(offer, results(offer)) for offer in offers if offer.opened_at or offer.ground],
        "leases": Lease.objects.visible_to(request.user).filter(asset=row)
        .exclude(signed_on=None).select_related("application__organisation")[:20],
    }  # fmt: skip
    return render(request, "grants/property/object.html", context)


def results(offer: LeaseOffer) -> list[dict]:
    """Rows of the protocol with what was decided; nothing before the opening."""
    if offer.opened_at is None:
        return []
    decided = {row.organisation_id: row for row in offer.applications.unsealed()}
    return [
        {**line, "application": decided.get(line["organisation"])}
        for line in offer.protocol.get("rows", ())
    ]
