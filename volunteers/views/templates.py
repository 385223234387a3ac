"""The group's library of shift templates, for who runs the group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.forms import carried_out
from volunteers import actions, rules
from volunteers.forms.templates import FromTemplateForm, NameForm, TemplateForm
from volunteers.models import ShiftTemplate
from volunteers.views.desk import people_page, run_shift
from volunteers.views.groups import bound, status_of
from volunteers.views.team import run_group


@require_safe
def templates(request: HttpRequest, pk: int) -> HttpResponse:
    """The group's own, then those of the city."""
    found = run_group(request, pk)
    rows = list(ShiftTemplate.objects.offered_to(found).select_related("district"))
    context = {
        "group": found,
        "own": [row for row in rows if row.group_id],
        "of_city": [row for row in rows if not row.group_id],
        "may_run": rules.may_run_active(request.user, found),
    }
    return render(request, "volunteers/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    return template_page(request, run_group(request, pk), None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, template: int) -> HttpResponse:
    found = run_group(request, pk)
    row = get_object_or_404(found.shift_templates.select_related("group"), pk=template)
    return template_page(request, found, row)


def template_page(request: HttpRequest, group, row: ShiftTemplate | None) -> HttpResponse:
    form = bound(request, TemplateForm, instance=row)
    if form.is_bound and carried_out(
        form,
        lambda given: actions.keep_template(group, actor=request.user, template=row, **given),
    ):
        messages.success(request, _("Шаблон сохранён."))
        return redirect("volunteers:templates", group.pk)
    context = {"group": group, "form": form, "template": row}
    return render(request, "volunteers/template_form.html", context, status=status_of(form))


@require_POST
def remove(request: HttpRequest, pk: int, template: int) -> HttpResponse:
    found = run_group(request, pk)
    row = get_object_or_404(found.shift_templates.select_related("group"), pk=template)
    actions.remove_template(row, actor=request.user)
    messages.success(request, _("Шаблон удалён. Смены по нему остались."))
    return redirect("volunteers:templates", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, pk: int, template: int) -> HttpResponse:
    """One shift, or the same shift for some weeks."""
    found = run_group(request, pk)
    row = get_object_or_404(ShiftTemplate.objects.offered_to(found), pk=template)
    form = bound(request, FromTemplateForm, initial={"place": row.place})
    if form.is_bound and (made := used(request, form, row, found)):
        messages.success(request, _("Новых смен: %(number)d") % {"number": len(made[0])})
        return redirect("volunteers:group_shifts", found.pk)
    context = {"group": found, "form": form, "template": row}
    return render(request, "volunteers/template_use.html", context, status=status_of(form))


def used(request: HttpRequest, form, row: ShiftTemplate, group):
    """The new shifts in a list, also when there are none: every week has it. None: refused."""
    return carried_out(
        form,
        lambda given: [actions.shifts_from_template(row, group, actor=request.user, **given)],
    )


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The shift as a template."""
    found, form = run_shift(request, pk), NameForm(request.POST)
    if carried_out(
        form, lambda given: actions.keep_shift_as_template(found, actor=request.user, **given)
    ):
        messages.success(request, _("Шаблон сохранён."))
        return redirect("volunteers:templates", found.group_id)
    return people_page(request, found, 400, name_form=form)
