"""What officials of training look at before others do: a test as it will be asked; a department
to enrol.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from training import rules
from training.actions.quizzes import drawn
from training.forms.learning import AnswersForm
from training.forms.sessions import ChooseDepartmentForm
from training.marking import shown
from training.models import Quiz
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
