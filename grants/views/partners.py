"""A partner's page of the question to it, and the applicant's button that asks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grants import actions, rules
from grants.models import PartnerConsent
from grants.views.wizard import own_draft

JOINS = ("partner", "application__contest", "application__organisation", "application__tier")


@require_safe
def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    """What the partner answers for: the project in short, the sum, the applicant."""
    rows = PartnerConsent.objects.visible_to(request.user).select_related(*JOINS)
    row = get_object_or_404(rows, pk=pk)
    context = {
        "consent": row,
        "application": row.application,
        "contest": row.application.contest,
        "may_answer": rules.may_answer_partnership(request.user, row),
        "counts": rules.still_counts(row),
        "is_applicant": bool(rules.role_of(request.user, row.application)),
        "may_record": rules.may_confirm_on_paper(request.user, row) and row.state == "asked",
    }
    return render(request, "grants/partnership.html", context)


@require_POST
def ask_partner(request: HttpRequest, pk: int) -> HttpResponse:
    application = own_draft(request, pk)
    try:
        actions.ask_partner(application, actor=request.user)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Партнёру отправлен вопрос. Ответ придёт вам письмом."))
    return redirect("grants:check", pk)
