"""The coordinator's pages: shifts of a group, one shift with its people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.pages.forms import carried_out
from portal.pages.paging import paginate
from volunteers import actions, rules
from volunteers.actions.repeating import REPEATED
from volunteers.forms.shifts import CapacityForm, PersonForm, RepeatForm, ShiftForm
from volunteers.forms.templates import NameForm
from volunteers.models import SKILLS, OwnSkill, Shift, VolunteerGroup
from volunteers.views.groups import bound, status_of
from volunteers.views.shifts import visible_shift
from volunteers.views.team import run_group


@require_safe
def group_shifts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every shift of the group, the latest first; those at risk are marked."""
    found = run_group(request, pk)
    context = {
        "group": found,
        "at_risk": found.shifts.at_risk()[:20],
        "page": paginate(found.shifts.all(), request, keys=("-starts_at", "-id")),
        "may_run": rules.may_run_active(request.user, found),
    }
    return render(request, "volunteers/group_shifts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_shift(request: HttpRequest, pk: int) -> HttpResponse:
    found = run_group(request, pk)
    form = bound(request, ShiftForm, initial=model_of(found, request.GET.get("like", "")))
    verdict = rules.may_run_active(request.user, found)
    if form.is_bound and not verdict:
        raise PermissionDenied(verdict.reason)
    if form.is_bound and (
        made := carried_out(
            form, lambda given: actions.create_shift(found, actor=request.user, **given)
        )
    ):
        messages.success(request, _("Смена записана. Проверьте её и объявите."))
        return redirect(made)
    context = {"group": found, "form": form, "verdict": verdict, "shift": None}
    return render(request, "volunteers/shift_form.html", context, status=status_of(form))


def model_of(group: VolunteerGroup, pk: str) -> dict:
    """What a new shift has in common with an earlier one of the group: all but its time."""
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else 0
    earlier = group.shifts.select_related("district").filter(pk=number).first()
    if earlier is None:
        return {}
    point = None if earlier.latitude is None else (earlier.latitude, earlier.longitude)
    skills = {name: getattr(earlier, name).all() for name in SKILLS}
    return {name: getattr(earlier, name) for name in REPEATED} | skills | {"point": point}


def run_shift(request: HttpRequest, pk: int) -> Shift:
    """A shift of a group the visitor runs; to anybody else its desk does not exist."""
    found = visible_shift(request, pk)
    if rules.role_in(request.user, found.group) not in ("leader", "coordinator"):
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def edit_shift(request: HttpRequest, pk: int) -> HttpResponse:
    found = run_shift(request, pk)
    form = bound(request, ShiftForm, instance=found)
    if form.is_bound and carried_out(
        form, lambda given: actions.edit_shift(found, actor=request.user, **given)
    ):
        messages.success(request, _("Сохранено."))
        return redirect(found)
    context = {"group": found.group, "form": form, "verdict": True, "shift": found}
    return render(request, "volunteers/shift_form.html", context, status=status_of(form))


@require_safe
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes, who waits, who asks."""
    return people_page(request, run_shift(request, pk))


def people_page(request, found: Shift, status: int = 200, **forms) -> HttpResponse:
    rows = found.signups.with_membership().select_related("user", "shift__group")
    page = paginate(rows, request, keys=("id",), size=50)
    tell_skills(found, page.items)
    context = {
        "shift": found,
        "group": found.group,
        "page": page,
        "capacity_form": forms.get("capacity_form")
        or CapacityForm(initial={"capacity": found.capacity}),
        "repeat_form": forms.get("repeat_form") or RepeatForm(),
        "person_form": forms.get("person_form") or PersonForm(shift=found),
        "name_form": forms.get("name_form") or NameForm(initial={"name": found.title[:100]}),
    }
    return render(request, "volunteers/people.html", context, status=status)


def tell_skills(found: Shift, rows) -> None:
    """Write on each row what its person can do of what the shift asks for."""
    asked = {row.pk: row.title for row in (*found.must_skills.all(), *found.skills.all())}
    people = [row.user_id for row in rows if row.state in rules.SIGNED]
    owned = OwnSkill.objects.filter(user__in=people, skill__in=asked)
    marked = set(owned.values_list("user", "skill"))
    for row in rows:
        row.able = [title for pk, title in asked.items() if (row.user_id, pk) in marked]


@require_POST
def capacity(request: HttpRequest, pk: int) -> HttpResponse:
    """More places or fewer; those waiting are offered the new ones."""
    found, form = run_shift(request, pk), CapacityForm(request.POST)
    if form.is_valid():
        try:
            actions.change_capacity(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("capacity", error.messages)
        else:
            messages.success(request, _("Число мест изменено."))
            return redirect("volunteers:people", found.pk)
    return people_page(request, found, 400, capacity_form=form)


@require_POST
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """The same shift on the next weeks."""
    found, form = run_shift(request, pk), RepeatForm(request.POST)
    if form.is_valid():
        try:
            made = actions.repeat_shift(found, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("weeks", error.messages)
        else:
            messages.success(request, _("Новых смен: %(number)d") % {"number": len(made)})
            return redirect("volunteers:group_shifts", found.group_id)
    return people_page(request, found, 400, repeat_form=form)


@require_POST
def add_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody of the group up."""
    found = run_shift(request, pk)
    form = PersonForm(request.POST, shift=found)
    if form.is_valid():
        person = form.cleaned_data["member"].user
        try:
            row = actions.sign_up_member(found, actor=request.user, person=person)
        except ValidationError as error:
            form.add_error("member", error.messages)
        else:
            text = _("%(who)s: %(state)s.") % {"who": person, "state": row.get_state_display()}
            messages.success(request, text)
            return redirect("volunteers:people", found.pk)
    return people_page(request, found, 400, person_form=form)
