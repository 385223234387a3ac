"""The support passport of an organisation: money and help of the city, and hours people gave."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.models import Agreement, SupportForm, SupportRecord
from portal.organisations.models import Organisation
from portal.pages.paging import paginate
from portal.portfolio.models import Participation


@login_not_required
@require_safe
def passport(request: HttpRequest, pk: int) -> HttpResponse:
    """What support a confirmed organisation had, out of the register and confirmed hours."""
    found = get_object_or_404(Organisation.objects.confirmed(), pk=pk)
    of_it = Q(application__organisation=found) | Q(application__partner=found)
    rows = Agreement.objects.registered().filter(of_it)
    wanted = ("contest", "application__organisation", "application__partner")
    hours = Participation.objects.in_force().filter(organisation=found, hours__gt=0)
    context = {
        "organisation": found,
        "page": paginate(rows.select_related(*wanted), request, ("-signed_on", "-id")),
        "money": rows.aggregate(
            n=Count("pk"), paid=Sum("paid", default=0), returned=Sum("returned", default=0)
        ),
        "kinds": in_kind(found),
        "years": hours.order_by().values("day__year").annotate(sum=Sum("hours"))
        .order_by("-day__year")[:30],
    }  # fmt: skip
    return render(request, "grants/passport.html", context)


def in_kind(organisation: Organisation) -> list[dict]:
    """Support other than grants by its form: how often, what it is worth, the latest rows."""
    rows = SupportRecord.objects.filter(organisation=organisation)
    sums = {
        row["form"]: row
        for row in rows.order_by().values("form").annotate(n=Count("pk"), sum=Sum("value"))
    }
    return [
        {"name": form.label, **sums[form], "rows": rows.filter(form=form)[:20]}
        for form in SupportForm
        if form in sums
    ]
