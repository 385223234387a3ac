"""The partner exchange for everybody: the list, a card with what fits it, a table."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.pages.exports import csv_response
from portal.pages.paging import paginate
from volunteers.filters.partners import PartnerFilter
from volunteers.models import PartnerCard, PartnerReply
from volunteers.rules import partners as rules

FITTING = 6
WITH_PEOPLE = ("district", "organisation", "author__district")


@login_not_required
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Open needs and offers, the newest first."""
    form = PartnerFilter(request.GET)
    rows = form.chosen(PartnerCard.objects.open()).select_related(*WITH_PEOPLE)
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": paginate(rows, request),
        "query": f"?{query}" if query else "",
    }
    return render(request, "volunteers/partners/list.html", context)


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list for a spreadsheet, with the same filters."""
    rows = PartnerFilter(request.GET).chosen(PartnerCard.objects.open())
    head = (_("Что"), _("Вид помощи"), _("Коротко"), _("Район"), _("Организация"), _("До"))
    lines = (
        (
            row.get_side_display(),
            row.get_category_display(),
            row.title,
            row.district or "",
            row.organisation or "",
            row.until,
        )
        for row in rows.select_related("district", "organisation").iterator(chunk_size=1000)
    )
    return csv_response("partners", head, lines)


def visible_card(request: HttpRequest, pk: int) -> PartnerCard:
    rows = PartnerCard.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related(*WITH_PEOPLE), pk=pk)


@login_not_required
@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card, what of the other side fits it; its replies for whoever put it up."""
    found, user = visible_card(request, pk), request.user
    leads = rules.leads(user, found)
    replies = PartnerReply.objects.filter(card=found).select_related(
        "organisation", "author__district"
    )
    context = {
        "card": found,
        "leads": leads,
        "may_edit": leads and rules.may_edit(user, found),
        "may_reply": None if leads else rules.may_reply(user, found),
        "replies": paginate(replies, request) if leads else None,
        "fitting": PartnerCard.objects.matching(found).select_related(*WITH_PEOPLE)[:FITTING],
    }
    return render(request, "volunteers/partners/card.html", context)
