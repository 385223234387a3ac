"""An application as its organisation and the officials see it: text, versions, paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants import rules
from grants.application_paper import application_paper
from grants.forms.expertise import ObjectionForm
from grants.models import (
    Agreement,
    Application,
    CoEditor,
    Decision,
    Objection,
    PartnerConsent,
    ReviewState,
)
from portal.pages.paging import paginate
from portal.pages.papers import paper_response

AT_ONCE = 50  # invitations on the page


def visible_application(request: HttpRequest, pk: int) -> Application:
    wanted = ("contest", "organisation", "partner", "tier", "direction")
    rows = Application.objects.visible_to(request.user).select_related(*wanted)
    return get_object_or_404(rows, pk=pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Applications of all the visitor's organisations, those shared with them, invitations."""
    rows = Application.objects.of(request.user).select_related("contest", "organisation")
    invitations = CoEditor.objects.waiting_for(request.user)
    wanted = ("application__contest", "invited_by")
    asked = PartnerConsent.objects.to_answer(request.user)
    of = ("application__contest", "application__organisation", "partner")
    context = {
        "asked": list(asked.select_related(*of)[:AT_ONCE]),
        "page": paginate(rows, request),
        "invitations": list(invitations.select_related(*wanted)[:AT_ONCE]),
    }
    return render(request, "grants/mine.html", context)


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_application(request, pk)
    context = {
        "application": found,
        "contest": found.contest,
        "may_edit": found.is_editable and rules.may_edit(request.user, found),
        "role": rules.role_of(request.user, found),
        "versions": found.versions.select_related("created_by"),
        "documents": found.documents.select_related("attachment", "requirement"),
        "answers": answers_of(found),
        "consent": found.partner_consents.filter(partner=found.partner_id).first(),
        **outcome(request.user, found),
    }
    return render(request, "grants/application.html", context)


def outcome(user, found: Application) -> dict:
    """What the commission decided and what may be done about it; nothing before publication."""
    if found.contest.decided_at is None:
        return {"decision": None}
    final = found.reviews.filter(state=ReviewState.FINAL)
    return {
        "decision": Decision.objects.filter(application=found).first(),
        "agreement": Agreement.objects.filter(application=found).first(),
        "objection": Objection.objects.filter(application=found).first(),
        # By their text, so that the order tells nothing of who wrote when.
        "comments": sorted(final.values_list("comment", flat=True)),
        "may_appeal": rules.may_appeal(user, found),
        "appeals_until": rules.appeals_until(found.contest),
        "appeal_form": ObjectionForm(),
    }


def answers_of(found: Application) -> list[tuple]:
    """Questions with their answers as people read them."""
    return [
        (question.label, found.answers.get(str(question.pk)))
        for question in found.contest.questions.all()
    ]


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole application to print and sign."""
    found = visible_application(request, pk)
    return paper_response(application_paper(found), f"application-{found.pk}")
