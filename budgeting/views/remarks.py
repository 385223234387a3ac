"""The formal list of remarks on a project, and the form to add one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgeting import actions, rules
from budgeting.forms.remarks import RemarkForm
from budgeting.models import Project
from portal.pages.paging import paginate

PAGE = 50


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """All remarks with their answers, the oldest first; a refused text stays in its field."""
    project = get_object_or_404(
        Project.objects.visible_to(request.user).select_related("round"), pk=pk
    )
    verdict = rules.may_remark(request.user, project)
    form = RemarkForm(request.POST or None)
    if request.method == "POST":
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid() and added(request, project, form):
            return redirect("budgeting:remarks", pk)
    rows = project.remarks.select_related("author__district")
    context = {
        "project": project,
        "round": project.round,
        "page": paginate(rows, request, keys=("id",), size=PAGE),
        "form": form,
        "verdict": verdict,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "budgeting/remarks.html", context, status=status)


def added(request: HttpRequest, project: Project, form: RemarkForm) -> bool:
    try:
        actions.add_remark(project, actor=request.user, text=form.cleaned_data["text"])
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return False
    messages.success(
        request,
        _("Замечание опубликовано. Ответ администрации придёт вам письмом и появится здесь."),
    )
    return True
