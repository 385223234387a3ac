"""Writing an application step by step: saved on every change, with or without JavaScript."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grants import actions, rules
from grants.actions.submitting import limits_reached
from grants.forms.applications import STEP_NAMES, STEPS, DocumentForm, StartForm
from grants.models import Application, ApplicationDocument
from grants.models.states import EDITABLE_STATES
from grants.views.applications import answers_of
from grants.views.contests import visible_contest
from portal.cases.lifecycle import InvalidTransition
from portal.pages.steps import StepForm, restored


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin an application; who may not reads why, and what to do."""
    contest = visible_contest(request, slug)
    verdict = rules.may_apply(request.user, contest)
    form = StartForm(request.POST or None, contest=contest, user=request.user)
    if request.method == "POST" and verdict and form.is_valid():
        try:
            draft = actions.start_application(contest, actor=request.user, **form.cleaned_data)
            return redirect("grants:wizard", draft.pk, "about")
        except ValidationError as error:
            form.add_error(None, error)
    context = {"contest": contest, "form": form, "verdict": verdict}
    if verdict:
        own = list(form.fields["organisation"].queryset)
        context["full"] = limits_reached(contest, own)
    refused = 400 if verdict else 403
    status = refused if request.method == "POST" else 200
    return render(request, "grants/apply.html", context, status=status)


def leads_to_what_is_sent(view):
    """«Назад» of a browser after submitting opens the application, not a page that is not found."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args, **kwargs) -> HttpResponse:
        sent = Application.objects.written_by(request.user).exclude(state__in=EDITABLE_STATES)
        try:
            return view(request, pk, *args, **kwargs)
        except Http404:
            found = sent.filter(pk=pk).first() if request.method != "POST" else None
            if found is None:
                raise
            return redirect(found)

    return guarded


def own_draft(request: HttpRequest, pk: int) -> Application:
    """An application the visitor may still write; 404 for anybody else's."""
    rows = Application.objects.written_by(request.user).filter(state__in=EDITABLE_STATES)
    wanted = ("contest", "organisation", "tier", "direction", "partner")
    return get_object_or_404(rows.select_related(*wanted), pk=pk)


def form_of(application: Application, step: str, *args, **kwargs) -> StepForm:
    if step not in STEPS:
        raise Http404
    return STEPS[step](application, *args, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_what_is_sent
def wizard(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step. Whatever is typed is kept, valid or not; only then comes what is wrong with it."""
    application = own_draft(request, pk)
    if request.method != "POST":
        earlier = earlier_text(application, step, request.GET.get("edit", ""))
        form = form_of(application, step, earlier, more=request.GET.get("more", ""))
        return page(request, application, step, form)
    form = form_of(application, step, request.POST)
    is_valid = form.is_valid()
    refusals = keep(request, application, form)
    more = request.POST.get("more")
    if more in form.tables and not refusals:
        return redirect(f"{reverse('grants:wizard', args=[pk, step])}?more={more}#{more}")
    if not is_valid or refusals:
        for sentence in refusals:
            form.add_error(None, sentence)
        # What was valid is saved already: sums and the list of what lacks are told anew.
        return page(request, own_draft(request, pk), step, form, status=400)
    messages.success(request, _("Черновик сохранён."))
    return redirect(address_of(application, following(step)))


def earlier_text(application: Application, step: str, edit: str):
    """What somebody typed into the step before, taken up again: `?edit=` names it."""
    if not edit:
        return None
    found = application.edits.filter(step=step, pk=number_in(edit)).first()
    return found and restored(found.data)


def number_in(sent: str) -> int | None:
    """A number small enough for the database; None for anything else a browser can send."""
    return int(sent) if sent.isdecimal() and len(sent) < 10 else None


def keep(request: HttpRequest, application: Application, form: StepForm) -> list[str]:
    """Save what the step holds; the answer is the sentences of what could not be saved."""
    author = request.user
    edit = actions.Typed(form.name, form.sent(), number_in(request.POST.get("seen", "")))
    try:
        actions.save_application(
            application,
            actor=author,
            values=form.values(),
            typed=form.typed(),
            rows=form.valid_rows(),
            edit=edit,
        )
    except actions.Overtaken as late:
        actions.keep_aside(application, edit, actor=author)
        return [
            str(late),
            _("Ничего не потеряно: его текст в заявке, ваш сохранён рядом."),
            _("Сравните их в «Кто что писал». Чтобы записать ваш, сохраните этот шаг ещё раз."),
        ]
    except PermissionDenied as refusal:
        return [str(refusal)]
    except ValidationError as error:
        return error.messages
    return []


def following(step: str) -> str:
    names = list(STEP_NAMES)
    return names[names.index(step) + 1]


def address_of(application: Application, step: str) -> str:
    if step in STEPS:
        return reverse("grants:wizard", args=[application.pk, step])
    return reverse(f"grants:{step}", args=[application.pk])


def page(request, application: Application, step: str, form: StepForm, status: int = 200):
    context = {
        **whole(application, step),
        "form": form,
        "tables": list(form.tables.items()),
        "last": actions.last_edit(application, step),
    }
    return render(request, "grants/wizard.html", context, status=status)


def whole(application: Application, step: str) -> dict:
    """What the head and the side of a page say; the limit is told long before the last step."""
    return {**common(application, step), "limit": actions.limit_reached(application)}


def common(application: Application, step: str) -> dict:
    lacks = actions.missing(application)
    incomplete = {row.step for row in lacks}
    return {
        "application": application,
        "contest": application.contest,
        "step": step,
        "title": STEP_NAMES[step],
        "steps": [
            (name, label, address_of(application, name), name in incomplete)
            for name, label in STEP_NAMES.items()
        ],
        "missing": [
            (row.text, STEP_NAMES[row.step], address_of(application, row.step)) for row in lacks
        ],
    }


@require_POST
def autosave(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """The same without leaving the page: «сохранено в 14:05», the sums, what is still missing."""
    application = own_draft(request, pk)
    form = form_of(application, step, request.POST)
    form.is_valid()
    refusals = keep(request, application, form)
    context = {
        **common(own_draft(request, pk), step),
        "saved_at": timezone.localtime(),
        "refusals": refusals,
        "last": None if refusals else actions.last_edit(application, step),
    }
    return render(request, "grants/saved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_what_is_sent
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Documents: which are asked, which are there, one more."""
    application = own_draft(request, pk)
    form = DocumentForm(request.POST or None, request.FILES or None, application=application)
    if request.method == "POST" and form.is_valid():
        refusals = attach(application, form, request.user)
        if not refusals:
            messages.success(request, _("Документ приложен. Сам файл увидят только сотрудники."))
            return redirect("grants:documents", pk)
        for sentence in refusals:
            form.add_error(None, sentence)
    rows = application.documents.select_related("attachment", "requirement")
    context = {**whole(application, "documents"), "form": form, "rows": rows}
    status = 400 if request.method == "POST" else 200
    return render(request, "grants/documents.html", context, status=status)


def attach(application: Application, form: DocumentForm, author) -> list[str]:
    try:
        for document in form.cleaned_data["files"]:
            actions.attach_grant_document(
                application,
                document,
                actor=author,
                requirement=form.cleaned_data["requirement"],
            )
    except PermissionDenied as refusal:
        return [str(refusal)]
    except ValidationError as error:
        return error.messages
    return []


@require_POST
def remove_document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    application = own_draft(request, pk)
    row = get_object_or_404(ApplicationDocument, application=application, pk=document)
    actions.remove_grant_document(row, actor=request.user)
    messages.success(request, _("Документ убран."))
    return redirect("grants:documents", pk)


def partner_of(application: Application, user) -> dict:
    """The partner's answer, and whether there is something to ask it."""
    row = application.partner_consents.filter(partner=application.partner_id).first()
    is_answered = row and (row.state == "asked" or row.covers(application))
    may_ask = not is_answered and rules.may_ask_partner(user, application)
    return {"consent": row, "may_ask": may_ask}


@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_what_is_sent
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The last step: the whole application on one page, what it lacks, and the button."""
    application = own_draft(request, pk)
    refusals: list[str] = []
    if request.method == "POST":
        refusals = submitted(application, request.user)
        if not refusals:
            messages.success(
                request,
                _("Заявка № %(number)s подана. Мы проверим её и напишем вам.")
                % {"number": application.number},
            )
            return redirect(application)
    context = {
        **whole(application, "check"),
        "answers": answers_of(application),
        "documents": application.documents.select_related("attachment", "requirement"),
        "refusals": refusals,
        "verdict": rules.may_submit(request.user, application),
        **partner_of(application, request.user),
    }
    return render(request, "grants/check.html", context, status=400 if refusals else 200)


def submitted(application: Application, author) -> list[str]:
    """Submit; the answer is why not. The text stays in the draft in any case."""
    try:
        actions.submit(application, actor=author)
    except PermissionDenied as refusal:
        return [str(refusal), _("Текст сохранён в черновике.")]
    except ValidationError as error:
        return error.messages
    except InvalidTransition:
        return [_("Заявка уже подана.")]
    return []
