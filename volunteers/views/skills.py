"""The volunteer's own skills, which nobody else sees before they sign up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.pages.forms import carried_out
from volunteers import actions
from volunteers.forms.skills import OwnSkillsForm
from volunteers.views.groups import bound, status_of


@require_http_methods(["GET", "HEAD", "POST"])
def skills(request: HttpRequest) -> HttpResponse:
    marked = list(request.user.volunteer_skills.values_list("skill", flat=True))
    form = bound(request, OwnSkillsForm, initial={"skills": marked})
    if form.is_bound and carried_out(
        form, lambda given: actions.mark_skills(actor=request.user, **given)
    ):
        messages.success(request, _("Сохранено. Теперь можно искать смены, которые вам подходят."))
        return redirect("volunteers:skills")
    return render(request, "volunteers/skills.html", {"form": form}, status=status_of(form))
