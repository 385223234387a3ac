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
from budgeting.forms.project import LONGEST_LIST, STEPS, StartForm, step_names
from budgeting.forms.steps import ProjectStep
from budgeting.models import Project
from budgeting.models.states import EDITABLE_STATES, ProjectState
from budgeting.views.rounds import visible_round
from portal.cases.lifecycle import InvalidTransition
from portal.files.actions import remove_file

FILES = ("photos", "scenes", "minutes", "annex")


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a draft; who may not reads why, and what to do."""
    round_ = visible_round(request, slug)
    verdict = rules.may_propose(request.user, round_)
    form = StartForm(request.POST or None, initial={"evidence": request.GET.get("from", "")})
    if request.method == "POST" and form.is_valid():
        try:
            draft = actions.start_draft(
                round_,
                actor=request.user,
                title=form.cleaned_data["title"],
                evidence=sources(request, form),
            )
            return redirect("budgeting:wizard", draft.pk, "what")
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "round": round_,
        "form": form,
        "verdict": verdict,
        "evidence": sources(request, form),
    }
    refused = 400 if verdict else 403
    status = refused if request.method == "POST" else 200
    return render(request, "budgeting/propose.html", context, status=status)


def sources(request: HttpRequest, form: StartForm) -> list:
    """The cases named in the address or the form that this visitor may see."""
    named = form["evidence"].value() or ""
    return actions.named_cases(named[:LONGEST_LIST], request.user)


def own_draft(request: HttpRequest, pk: int) -> Project:
    """The visitor's own project that may still be written; 404 for anybody else's."""
    rows = Project.objects.filter(author=request.user, state__in=EDITABLE_STATES)
    return get_object_or_404(rows.select_related("round", "type", "district"), pk=pk)


def form_of(project: Project, step: str, *args, **kwargs) -> ProjectStep:
    if step not in STEPS or step not in step_names(project):
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
    following = next_step(project, step)
    if following in STEPS:
        return redirect("budgeting:wizard", pk, following)
    return redirect("budgeting:wizard_check", pk)


def keep(project: Project, form: ProjectStep, author) -> list[str]:
    """Save what the step holds; the answer is the sentences of what could not be saved."""
    refusals = []
    try:
        actions.save_draft(
            project, actor=author, values=form.values(), typed=form.typed(), **form.parts()
        )
        given = {name: form.cleaned_data.get(name) or () for name in FILES}
        if any(given.values()):
            actions.attach_files(project, actor=author, **given)
    except ValidationError as error:
        refusals += error.messages
    return refusals


def next_step(project: Project, step: str) -> str:
    names = list(step_names(project))
    return names[names.index(step) + 1]


def page(
    request, project: Project, step: str, form: ProjectStep, status: int = 200
) -> HttpResponse:
    context = {**common(request, project, step), "form": form}
    return render(request, "budgeting/wizard.html", context, status=status)


def common(request: HttpRequest, project: Project, step: str) -> dict:
    lacks = actions.missing(project)
    names = step_names(project)
    kinds = ("submission",) if project.state == ProjectState.DRAFT else ("submission", "check")
    return {
        "project": project,
        "round": project.round,
        "step": step,
        "title": names[step],
        "steps": [
            (name, label, name in {row.step for row in lacks}) for name, label in names.items()
        ],
        "evidence": actions.evidence(project, request.user),
        "names": True,
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
    """Take away a photo or a document of one's own draft or of its meeting."""
    project = own_draft(request, pk)
    if not (verdict := rules.may_edit(request.user, project)):
        raise PermissionDenied(verdict.reason)
    row = next((row for row in actions.papers_of(project) if row.pk == photo), None)
    if row is None:
        raise Http404
    remove_file(row, actor=request.user)
    messages.success(request, _("Файл удалён."))
    step = "group" if row.case == project else "meeting"
    return redirect("budgeting:wizard", pk, step)


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return redirect("budgeting:wizard", own_draft(request, pk).pk, "what")
