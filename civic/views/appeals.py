"""Appeals: the entrance, filing, one's own, one appeal; the published answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.actions import appeals as actions
from civic.forms.appeals import AppealAnswerForm, AppealForm, AssignForm, PublicationForm
from civic.models import Appeal, PublishedAnswer
from civic.rules import appeals as rules
from civic.views.acts import INVALID, ask, made
from portal.law.deadlines import rule
from portal.law.wording import length_of
from portal.pages.moves import attempt
from portal.pages.paging import paginate

PAGE = 20
TERMS = ("appeal_register", "appeal_forward", "appeal_answer")
NEXT = {
    "draft": gettext_lazy("Проверьте и направьте обращение. Пока его видите только вы."),
    "sent": gettext_lazy("Обращение зарегистрируют и сообщат номер."),
    "registered": gettext_lazy("Обращение передано подразделению, которое даст ответ."),
    "in_review": gettext_lazy("Готовится ответ по существу."),
    "extended": gettext_lazy("Срок продлён один раз, причина указана ниже."),
    "clarify": gettext_lazy("Ответьте на вопрос сотрудника: нажмите «Дать уточнения»."),
    "forwarded": gettext_lazy("Ответит орган, которому направлено обращение."),
}


@login_not_required
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """What an appeal is and how it differs from a report or an idea; where to begin."""
    context = {
        "verdict": rules.may_file(request.user),
        "terms": [_term(rule(code)) for code in TERMS],
    }
    return render(request, "civic/appeals/start.html", context)


def _term(row) -> tuple[str, str, str]:
    """What must happen, in what time, and by how much that may be prolonged."""
    more = length_of(row.extension, row.unit) if row.extension else ""
    return row.name, length_of(row.length, row.unit), more


@require_safe
def my_appeals(request: HttpRequest) -> HttpResponse:
    rows = Appeal.objects.filter(author=request.user).select_related("department")
    page = paginate(rows, request, size=PAGE)
    return render(request, "civic/appeals/mine.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def file_appeal(request: HttpRequest) -> HttpResponse:
    """Write an appeal; it is sent at once or kept as a draft."""
    verdict = rules.may_file(request.user)
    form = AppealForm(
        request.POST or None, request.FILES or None, initial={"reply_email": request.user.email}
    )
    if request.method == "POST" and verdict and form.is_valid():
        stored = []
        status = made(
            form, lambda **given: stored.append(actions.start_appeal(actor=request.user, **given))
        )
        if stored:
            return _sent(request, stored[0])
    else:
        status = 200 if request.method != "POST" else INVALID if verdict else 403
    context = {"form": form, "verdict": verdict}
    return render(request, "civic/appeals/file.html", context, status=status)


def _sent(request, appeal: Appeal) -> HttpResponse:
    if "draft" in request.POST:
        messages.success(request, _("Черновик сохранён. Направьте его, когда будете готовы."))
    elif refusals := attempt(appeal, "send", actor=request.user):
        text = _("Обращение сохранено черновиком, направить не удалось: %(why)s")
        messages.warning(request, text % {"why": " ".join(refusals)})
    else:
        messages.success(request, _("Обращение направлено. Срок регистрации — на этой странице."))
    return redirect(appeal)


def appeal_or_404(request: HttpRequest, pk: int) -> Appeal:
    rows = Appeal.objects.visible_to(request.user).select_related(
        "author", "addressee", "complained_about", "department", "executor", "result"
    )
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """The appeal for its applicant and for the officials who have it; nobody else (404)."""
    found = appeal_or_404(request, pk)
    user = request.user
    context = {
        "appeal": found,
        "next": NEXT.get(found.state, ""),
        "is_applicant": user.pk == found.author_id,
        "is_late": Appeal.objects.overdue(timezone.localdate()).filter(pk=found.pk).exists(),
        "may_edit": bool(rules.may_edit_appeal(user, found)),
        "may_answer": found.state in Appeal.LIFECYCLE["answer"].sources
        and bool(rules.may_handle(user, found)),
        "may_assign": bool(rules.may_assign(user, found)),
        "may_publish": bool(rules.may_publish_answer(user, found)),
        "published": PublishedAnswer.objects.filter(appeal=found).first(),
    }
    return render(request, "civic/appeals/appeal.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = appeal_or_404(request, pk)
    form = AppealForm(request.POST or None, request.FILES or None, instance=_copy(found))
    return ask(
        request,
        found,
        form,
        verdict=rules.may_edit_appeal(request.user, found),
        act=lambda **given: actions.save_appeal(found, actor=request.user, **given),
        title=_("Изменить черновик обращения"),
        action=_("Сохранить"),
        done=_("Сохранено. Обращение ещё не направлено."),
    )


def _copy(appeal: Appeal) -> Appeal:
    """The form writes what was typed into its instance; the page must not show it as stored."""
    return Appeal.objects.get(pk=appeal.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = appeal_or_404(request, pk)
    return ask(
        request,
        found,
        AppealAnswerForm(request.POST or None, request.FILES or None),
        verdict=rules.may_handle(request.user, found),
        act=lambda **given: actions.answer(found, actor=request.user, **given),
        title=_("Ответ на обращение"),
        action=_("Отправить ответ заявителю"),
        done=_("Ответ дан. Заявитель получит письмо."),
        text=str(found),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assign_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = appeal_or_404(request, pk)
    return ask(
        request,
        found,
        AssignForm(request.POST or None),
        verdict=rules.may_assign(request.user, found),
        act=lambda **given: actions.assign(found, actor=request.user, **given),
        title=_("Передать обращение"),
        action=_("Передать"),
        done=_("Обращение передано."),
        text=str(found),
    )


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """`allow=1` lets the answer be published without personal data, anything else forbids it."""
    found = appeal_or_404(request, pk)
    wanted = request.POST.get("allow") == "1"
    actions.allow_publication(found, actor=request.user, allowed=wanted)
    text = _("Вы разрешили публикацию.") if wanted else _("Ответ не публикуется.")
    messages.success(request, text)
    return redirect(found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = appeal_or_404(request, pk)
    draft = {"subject": found.subject, "question": found.text, "answer": found.answer}
    return ask(
        request,
        found,
        PublicationForm(request.POST or None, initial=draft),
        verdict=rules.may_publish_answer(request.user, found),
        act=lambda **given: actions.publish_answer(found, actor=request.user, **given),
        title=_("Опубликовать ответ без личных данных"),
        action=_("Опубликовать"),
        done=_("Ответ опубликован."),
        text=str(found),
    )


@login_not_required
@require_safe
def published_answers(request: HttpRequest) -> HttpResponse:
    """Answers both sides allowed to publish."""
    page = paginate(PublishedAnswer.objects.select_related("department"), request, size=PAGE)
    return render(request, "civic/appeals/answers.html", {"page": page})


@login_not_required
@require_safe
def published_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PublishedAnswer.objects.select_related("department"), pk=pk)
    return render(request, "civic/appeals/answer.html", {"row": found})
