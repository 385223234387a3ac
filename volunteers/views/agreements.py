"""Three-party agreements: the public register, one agreement, its terms, its paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from portal.pages.papers import paper_response
from volunteers import agreement_paper
from volunteers.actions.agreements import agree, edit_terms
from volunteers.forms.partners import AgreeForm, TermsForm
from volunteers.models import PartnerAgreement
from volunteers.rules import agreements as rules
from volunteers.views.groups import bound, status_of


@login_not_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """What the city has signed, the newest first."""
    rows = PartnerAgreement.objects.shown().with_parties()
    return render(request, "volunteers/partners/agreements.html", {"page": paginate(rows, request)})


def visible_agreement(request: HttpRequest, pk: int) -> PartnerAgreement:
    rows = PartnerAgreement.objects.visible_to(request.user).with_parties()
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    return agreement_page(request, visible_agreement(request, pk))


def agreement_page(request: HttpRequest, found: PartnerAgreement, form=None) -> HttpResponse:
    side = rules.side_of(request.user, found)
    community, partner = found.sides
    context = {
        "agreement": found,
        "community": community,
        "partner": partner,
        "side": side,
        "has_agreed": bool(side and getattr(found, f"{side}_agreed_at")),
        "may_settle": rules.may_settle(request.user, found),
        "form": form or AgreeForm(initial={"version": found.version}),
        "status": 400 if form else 200,
    }
    return render(request, "volunteers/partners/agreement.html", context, status=context["status"])


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the terms anew."""
    found = visible_agreement(request, pk)
    if not rules.side_of(request.user, found):
        raise Http404
    verdict = rules.may_settle(request.user, found)
    if request.method == "POST" and not verdict:
        raise PermissionDenied(verdict.reason)
    form = bound(request, TermsForm, instance=found)
    if form.is_bound and carried_out(
        form, lambda given: edit_terms(found, actor=request.user, **given)
    ):
        messages.success(request, _("Условия сохранены. Теперь согласиться должны обе стороны."))
        return redirect(found)
    context = {"form": form, "agreement": found, "verdict": verdict}
    return render(request, "volunteers/partners/terms.html", context, status=status_of(form))


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to the terms one has read."""
    found, form = visible_agreement(request, pk), AgreeForm(request.POST)
    if not rules.side_of(request.user, found):
        raise Http404
    if carried_out(form, lambda given: agree(found, actor=request.user, **given)):
        messages.success(request, _("Ваше согласие записано."))
        return redirect(found)
    return agreement_page(request, visible_agreement(request, pk), form)


@login_not_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement to print and sign by hand."""
    found = visible_agreement(request, pk)
    return paper_response(agreement_paper.drawn(found), f"agreement-{found.pk}")
