"""What officials of training look at before others do: a test as it will be asked; a department
or a person to enrol.
"""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.pages.forms import carried_out
from training import actions, rules
from training.actions.quizzes import drawn
from training.forms.learning import AnswersForm
from training.forms.sessions import ChooseDepartmentForm, PersonForm
from training.marking import shown
from training.models import Enrolment, EnrolmentState, Quiz
from training.views.places import visible_session


@require_safe
def quiz_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """One drawing of the questions as a person would get it, and what is wrong with the test."""
    if not rules.is_training_staff(request.user):
        raise Http404
    found = get_object_or_404(Quiz.objects.select_related("programme"), pk=pk)
    form = AnswersForm(questions=shown(drawn(found)))
    for field in form.fields.values():
        field.disabled = True
    context = {"quiz": found, "form": form, "faults": faults_of(found)}
    return render(request, "training/quiz_preview.html", context)


def faults_of(quiz: Quiz) -> list[str]:
    """Sentences about questions nobody could answer and groups that are too small."""
    questions = list(quiz.questions.prefetch_related("choices"))
    faults = [f"«{row}»: {row.fault}" for row in questions if row.fault]
    sizes: dict[str, int] = {}
    for row in questions:
        sizes[row.pool] = sizes.get(row.pool, 0) + 1
    small = _("В группе «%(pool)s» вопросов меньше, чем берут: %(size)d.")
    faults += [
        small % {"pool": pool or "—", "size": size}
        for pool, size in sizes.items()
        if size < quiz.per_pool
    ]
    return faults or ([] if questions else [_("Вопросов ещё нет.")])


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Which department to enrol; the official then ticks its people."""
    found = visible_session(request, pk)
    if not rules.is_training_staff(request.user):
        raise Http404
    form = ChooseDepartmentForm(request.GET if "department" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("training:department", found.pk, form.cleaned_data["department"].pk)
    status = 400 if form.is_bound else 200
    return render(request, "training/batch.html", {"session": found, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Enrol one person by the address of their account; say whether there was a place."""
    found = visible_session(request, pk)
    if not rules.may_enrol_others(request.user):
        raise Http404
    form = PersonForm(request.POST if request.method == "POST" else None)
    row = carried_out(
        form, lambda values: actions.enrol_person(found, actor=request.user, **values)
    )
    if row:
        messages.success(request, f"{row.user}: {said_of(row)}")
        return redirect("training:desk_session", found.pk)
    verdict = rules.open_for_enrolment(found, timezone.now())
    context = {"session": found, "form": form, "verdict": verdict}
    status = 400 if form.is_bound else 200
    return render(request, "training/enrol_person.html", context, status=status)


def said_of(row: Enrolment) -> str:
    if row.state == EnrolmentState.WAITING:
        return _("мест нет, человек в листе ожидания.")
    return _("место занято за человеком.")
