"""Learning: a module, a test, an attempt, a work, the survey."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.files.models import Attachment
from portal.pages.rows import MAX_ROWS
from training import actions, rules
from training.forms.learning import AnswersForm, FeedbackForm, WorkForm
from training.marking import shown
from training.models import STUDYING, Attempt, Enrolment, Work, WorkState

PAGE = require_http_methods(["GET", "HEAD", "POST"])


def own_enrolment(request: HttpRequest, pk: int) -> Enrolment:
    """The visitor's own place that lets them study; anything else is not found."""
    rows = Enrolment.objects.of(request.user).filter(state__in=STUDYING)
    return get_object_or_404(rows.select_related("session__programme"), pk=pk)


@PAGE
def module(request: HttpRequest, pk: int, module: int) -> HttpResponse:
    """Read; the POST says that it is read."""
    enrolment = own_enrolment(request, pk)
    found = get_object_or_404(enrolment.session.programme.modules, pk=module)
    verdict = rules.may_study(request.user, enrolment)
    if request.method == "POST":
        actions.finish_module(found, enrolment, actor=request.user)
        messages.success(request, _("Модуль пройден."))
        return redirect(enrolment)
    if not verdict and enrolment.state == "enrolled" and enrolment.session.starts_at > now():
        raise PermissionDenied(verdict.reason)
    context = {
        "enrolment": enrolment,
        "module": found,
        "verdict": verdict,
        "is_done": enrolment.modules_done.filter(pk=found.pk).exists(),
    }
    return render(request, "training/module.html", context)


def now():
    return timezone.now()


@PAGE
def quiz(request: HttpRequest, pk: int, quiz: int) -> HttpResponse:
    """What the test asks for, attempts so far; the POST begins one or returns to the running."""
    enrolment = own_enrolment(request, pk)
    found = get_object_or_404(enrolment.session.programme.quizzes, pk=quiz)
    refusals, status = [], 200
    if request.method == "POST":
        try:
            return redirect(actions.start_attempt(found, enrolment, actor=request.user))
        except ValidationError as error:
            refusals, status = error.messages, 400
    taken = list(enrolment.attempts.filter(quiz=found))
    context = {
        "enrolment": enrolment,
        "quiz": found,
        "taken": taken,
        "is_passed": any(row.is_passed for row in taken),
        "left": max(found.attempts - len(taken), 0),
        "running": any(row.submitted_at is None and row.ends_at > now() for row in taken),
        "verdict": rules.may_study(request.user, enrolment),
        "refusals": refusals,
    }
    return render(request, "training/quiz.html", context, status=status)


def own_attempt(request: HttpRequest, pk: int) -> Attempt:
    rows = Attempt.objects.select_related("quiz", "enrolment__session__programme")
    return get_object_or_404(rows, pk=pk, enrolment__user=request.user)


@never_cache
@PAGE
def attempt(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions while it runs, the result afterwards; what is right is never printed."""
    found = own_attempt(request, pk)
    questions = shown(found.questions)
    if request.method == "POST":
        form = AnswersForm(request.POST, questions=questions)
        if form.is_valid():
            blank = [] if "sure" in request.POST else form.blank()
            finish = "save" not in request.POST and not blank
            return _answered(request, found, form, finish=finish, blank=blank)
        return _attempt_page(request, found, form, status=400)
    return _attempt_page(request, found, AnswersForm(questions=questions, initial=kept(found)))


def kept(found: Attempt) -> dict:
    """The answers so far, as the fields take them."""
    kinds = {f"q{place}": row["kind"] for place, row in enumerate(found.questions)}
    return {
        name: said if kinds.get(name) == "multiple" else said[0]
        for name, said in found.answers.items()
    }


def _answered(
    request, found: Attempt, form: AnswersForm, *, finish: bool, blank: list[int]
) -> HttpResponse:
    """Keep what was answered; a test with blank answers is handed in when asked twice."""
    try:
        row = actions.answer(found, actor=request.user, answers=form.answers(), finish=finish)
    except ValidationError as error:
        form.add_error(None, error.messages)
        found.refresh_from_db()
        return _attempt_page(request, found, form, status=409)
    if row.submitted_at is None and "save" not in request.POST:
        return _attempt_page(request, row, form, blank=blank)
    if row.submitted_at is None:
        messages.success(request, _("Ответы сохранены. Время идёт дальше."))
    return redirect(found)


def _attempt_page(request, found: Attempt, form: AnswersForm, status: int = 200, blank=()):
    is_over = found.submitted_at is not None
    context = {
        "attempt": found,
        "quiz": found.quiz,
        "enrolment": found.enrolment,
        "total": len(found.questions),
        "form": None if is_over else form,
        "blank": ", ".join(map(str, blank)),
        "late": not is_over and found.ends_at <= now(),
        "errors": [str(error) for error in form.non_field_errors()] if form.is_bound else [],
    }
    return render(request, "training/attempt.html", context, status=status)


@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is ticked so far; a small answer for the page of the test."""
    found = own_attempt(request, pk)
    form = AnswersForm(request.POST, questions=shown(found.questions))
    text, status = _("Проверьте ответы: не всё удалось сохранить."), 400
    if form.is_valid():
        try:
            row = actions.answer(found, actor=request.user, answers=form.answers())
        except ValidationError as error:
            text, status = error.messages[0], 409
        else:
            over = row.submitted_at is not None
            text, status = (_("Время вышло.") if over else _("Ответы сохранены.")), 200
    return render(request, "training/saved.html", {"text": text}, status=status)


@PAGE
def work(request: HttpRequest, pk: int, assignment: int) -> HttpResponse:
    """Write the work and hand it to the mentor; read what the mentor said.

    A mentor who comes back from a button is led to the page where works are read.
    """
    read = Work.objects.visible_to(request.user).exclude(enrolment__user=request.user)
    if theirs := read.filter(enrolment=pk, assignment=assignment).first():
        return redirect("training:review", theirs.pk)
    enrolment = own_enrolment(request, pk)
    task = get_object_or_404(
        enrolment.session.programme.assignments.select_related("criteria"), pk=assignment
    )
    own = Work.objects.filter(enrolment=enrolment, assignment=task).first()
    form, status = WorkForm(initial={"text": own.text if own else ""}), 200
    if request.method == "POST":
        form, status = WorkForm(request.POST, request.FILES), 400
        if form.is_valid():
            send = "save" not in request.POST
            try:
                actions.write_work(
                    task, enrolment, actor=request.user, send=send, **form.cleaned_data
                )
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Отправлено наставнику.") if send else _("Сохранено."))
                return redirect("training:work", enrolment.pk, task.pk)
    context = {
        "enrolment": enrolment,
        "task": task,
        "work": own,
        "form": form,
        "criteria": task.criteria.criteria.all()[:MAX_ROWS],
        "files": Attachment.objects.of(own).kept() if own else [],
        "writable": own is None or own.state in (WorkState.DRAFT, WorkState.RETURNED),
        "verdict": rules.may_study(request.user, enrolment),
    }
    return render(request, "training/work.html", context, status=status)


@PAGE
def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person thinks of the course; the organiser reads answers, never whose they are."""
    enrolment = own_enrolment(request, pk)
    verdict = rules.may_give_feedback(request.user, enrolment)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        if not verdict:
            raise PermissionDenied(verdict.reason)
        if form.is_valid():
            actions.give_feedback(enrolment, actor=request.user, **form.cleaned_data)
            messages.success(request, _("Спасибо! Ответ учтён."))
            return redirect(enrolment)
    context = {"enrolment": enrolment, "form": form, "verdict": verdict}
    return render(request, "training/feedback.html", context, status=400 if form.is_bound else 200)
