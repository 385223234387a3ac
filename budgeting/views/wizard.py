"""Writing a project step by step: saved on every change, with or without JavaScript."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from budgeting import actions, rules
from budgeting.forms.project import STEP_NAMES, STEPS, StartForm, StepForm
from budgeting.models import Project
from budgeting.models.states import EDITABLE_STATES, ProjectState
from budgeting.views.rounds import visible_round
from portal.cases.lifecycle import InvalidTransition
from portal.files.actions import attach_image, remove_file
from portal.files.models import Attachment


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft; who may not reads why, and what to do."""
    round_ = visible_round(request, slug)
    verdict = rules.may_propose(request.user, round_)
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.start_draft(
                round_, actor=request.user, title=form.cleaned_data["title"]
            )
            return redirect("budgeting:wizard", draft.pk, "what")
        except ValidationError as error:
            form.add_error(None, error)
    context = {"round": round_, "form": form, "verdict": verdict}
    refused = 400 if verdict else 403
    status = refused if request.method == "POST" else 200
    return render(request, "budgeting/propose.html", context, status=status)


def own_draft(request: HttpRequest, pk: int) -> Project:
    """The visitor's own project that may still be written; 404 for anybody else's."""
    rows = Project.objects.filter(author=request.user, state__in=EDITABLE_STATES)
    return get_object_or_404(rows.select_related("round", "type", "district"), pk=pk)


def form_of(project: Project, step: str, *args, **kwargs) -> StepForm:
    if step not in STEPS:
        raise Http404
    return STEPS[step](project, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def wizard(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step. Whatever is typed is kept, valid or not; only then comes what is wrong with it."""
    project = own_draft(request, pk)
    if request.method != "POST":
        form = form_of(project, step, more=request.GET.get("more", ""))
        return page(request, project, step, form)
    form = form_of(project, step, request.POST, request.FILES)
    is_valid = form.is_valid()
    refusals = keep(project, form, request.user)
    if more := request.POST.get("more"):
        url = reverse("budgeting:wizard", args=[pk, step])
        return redirect(f"{url}?more={more}#{more}" if more in ("cost", "share") else url)
    if not is_valid or refusals:
        for sentence in refusals:
            form.add_error(None, sentence)
        return page(request, project, step, form, status=400)
    messages.success(request, _("Черновик сохранён."))
    return (
        redirect("budgeting:wizard", pk, following(step))
        if following(step) in STEPS
        else (redirect("budgeting:wizard_check", pk))
    )


def keep(project: Project, form: StepForm, author) -> list[str]:
    """Save what the step holds; the answer is the sentences of what could not be saved."""
    refusals = []
    try:
        actions.save_draft(
            project, actor=author, values=form.values(), typed=form.typed(), **form.tables()
        )
        for picture in form.cleaned_data.get("photos") or ():
            attach_image(project, picture, actor=author)
    except ValidationError as error:
        refusals += error.messages
    return refusals


def following(step: str) -> str:
    names = list(STEP_NAMES)
    return names[names.index(step) + 1]


def page(request, project: Project, step: str, form: StepForm, status: int = 200) -> HttpResponse:
    context = {**common(request, project, step), "form": form}
    return render(request, "budgeting/wizard.html", context, status=status)


def common(request: HttpRequest, project: Project, step: str) -> dict:
    lacks = actions.missing(project)
    kinds = ("submission",) if project.state == ProjectState.DRAFT else ("submission", "check")
    return {
        "project": project,
        "round": project.round,
        "step": step,
        "title": STEP_NAMES[step],
        "steps": [
            (name, label, name in {row.step for row in lacks}) for name, label in STEP_NAMES.items()
        ],
        "missing": lacks,
        "is_public": project.is_public,
        "phase": rules.in_phase(project.round, *kinds),
    }


@require_POST
def autosave(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The same without leaving the page: «сохранено в 14:05», the total, what is still missing.

    A project under joint rework is public: its text changes only by the button.
    """
    project = own_draft(request, pk)
    if project.is_public:
        raise PermissionDenied(_("Сохраните изменения кнопкой: проект уже видят все."))
    form = form_of(project, step, request.POST)
    form.is_valid()
    refusals = keep(project, form, request.user)
    project = own_draft(request, pk)
    context = {
        **common(request, project, step),
        "saved_at": timezone.localtime(),
        "refusals": refusals,
    }
    return render(request, "budgeting/saved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: the whole project on one page, what it lacks, and the button."""
    project = own_draft(request, pk)
    refusals: list[str] = []
    if request.method == "POST":
        refusals = submitted(project, request.user)
        if not refusals:
            messages.success(
                request,
                _("Проект внесён. Мы проверим его и напишем вам. Номер проекта: %(number)s.")
                % {"number": project.pk},
            )
            return redirect(project)
    context = {
        **common(request, project, "check"),
        "refusals": refusals,
        "verdict": rules.may_submit(request.user, project),
    }
    return render(request, "budgeting/check.html", context, status=400 if refusals else 200)


def submitted(project: Project, author) -> list[str]:
    """Submit; the answer is why not. The text stays in the draft in any case."""
    try:
        actions.submit(project, actor=author)
    except PermissionDenied as refusal:
        return [str(refusal), _("Текст сохранён в черновике.")]
    except ValidationError as error:
        return error.messages
    except InvalidTransition:
        return [_("Проект уже внесён.")]
    return []


@require_POST
def remove_photo(request: HttpRequest, pk: int, photo) -> HttpResponse:
    """Take away a photo of one's own draft."""
    project = own_draft(request, pk)
    if not (verdict := rules.may_edit(request.user, project)):
        raise PermissionDenied(verdict.reason)
    row = get_object_or_404(Attachment.objects.of(project).kept(), pk=photo)
    remove_file(row, actor=request.user)
    messages.success(request, _("Фото удалено."))
    return redirect("budgeting:wizard", pk, "group")


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("budgeting:wizard", own_draft(request, pk).pk, "what")
