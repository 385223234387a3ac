"""Polls and opinion boards: the list, answering, results, groups."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.actions import opinions as actions
from civic.forms.opinions import StatementForm, SurveyForm, VoiceForm
from civic.models import OpinionBoard, Statement, StatementVote, Survey
from civic.models.opinions import StatementState
from civic.rules.opinions import may_answer_survey, may_voice
from civic.views.acts import INVALID, ask, made
from portal.pages.paging import paginate

PAGE = 20
SHOWN = 100


@login_not_required
@require_safe
def opinions(request: HttpRequest) -> HttpResponse:
    """Polls by page; boards, of which there are few, beside them."""
    boards = OpinionBoard.objects.visible_to(request.user)[:PAGE]
    page = paginate(Survey.objects.visible_to(request.user), request, size=PAGE)
    return render(request, "civic/opinions/list.html", {"page": page, "boards": list(boards)})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """The questions; the results when they may be shown; the method always."""
    rows = Survey.objects.visible_to(request.user).prefetch_related("questions")
    found = get_object_or_404(rows, pk=pk)
    verdict = may_answer_survey(request.user, found)
    answered = actions.has_answered(found, request.user)
    form = SurveyForm(request.POST or None, survey=found)
    status = 200
    if request.method == "POST":
        status = INVALID if verdict else 403
        if verdict and form.is_valid():
            given = form.choices()
            status = made(
                form, lambda **_all: actions.answer_survey(found, actor=request.user, choices=given)
            )
        if status == 200:
            messages.success(request, _("Ваш ответ учтён. Спасибо!"))
            return redirect(found)
    context = {
        "survey": found,
        "form": form if verdict and (not answered or form.is_bound) else None,
        "verdict": verdict,
        "answered": answered,
        "results": _results(found) if found.shows_results else None,
    }
    return render(request, "civic/opinions/survey.html", context, status=status)


def _results(found: Survey) -> list[dict]:
    """Counts by question; shares of those who answered."""
    counts: dict[str, Counter] = {}
    for choices in found.answers.values_list("choices", flat=True).iterator():
        for question, numbers in choices.items():
            counts.setdefault(question, Counter()).update(numbers)
    return [
        {
            "question": row.text,
            "rows": [
                (name, number, _share(number, found.answer_count))
                for at, name in enumerate(row.variants())
                for number in [counts.get(str(row.pk), Counter())[at]]
            ],
        }
        for row in found.questions.all()
    ]


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def board_or_404(request: HttpRequest, pk: int) -> OpinionBoard:
    return get_object_or_404(OpinionBoard.objects.visible_to(request.user), pk=pk)


@login_not_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """One statement after another to answer; then all of them; the groups when there are enough."""
    found = board_or_404(request, pk)
    shown = list(found.statements.filter(state=StatementState.SHOWN)[:SHOWN])
    mine = _own(request.user, found)
    left = [row for row in shown if row.pk not in mine]
    context = {
        "board": found,
        "verdict": may_voice(request.user, found),
        "next": left[0] if left else None,
        "left": len(left),
        "statements": [(row, mine.get(row.pk)) for row in shown],
        "groups": _groups(found, {row.pk: row.text for row in shown}),
    }
    return render(request, "civic/opinions/board.html", context)


def _own(user, found: OpinionBoard) -> dict[int, str]:
    if not user.is_authenticated:
        return {}
    votes = StatementVote.objects.filter(statement__board=found, user=user)
    return {row.statement_id: row.get_value_display() for row in votes}


def _groups(found: OpinionBoard, texts: dict[int, str]) -> list[dict]:
    return [
        {
            "size": row["size"],
            "telling": [
                (texts[number], round(100 * share))
                for number, share in row["telling"]
                if number in texts
            ],
        }
        for row in found.groups.get("groups", [])
    ]


@require_POST
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """`statement` and `value`; back to the next statement."""
    found = board_or_404(request, pk)
    form = VoiceForm(request.POST)
    if not form.is_valid():
        raise BadRequest(_("Выберите: согласен, не согласен или пропустить."))
    rows = Statement.objects.filter(board=found, state=StatementState.SHOWN)
    statement = get_object_or_404(rows, pk=form.cleaned_data["statement"])
    actions.voice(statement, actor=request.user, value=form.cleaned_data["value"])
    messages.success(request, _("Мнение учтено. Его можно изменить до завершения."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a statement of one's own."""
    found = board_or_404(request, pk)
    return ask(
        request,
        found,
        StatementForm(request.POST or None),
        verdict=may_voice(request.user, found),
        act=lambda **given: actions.state(found, actor=request.user, **given),
        title=_("Добавить утверждение"),
        action=_("Отправить на проверку"),
        done=_("Спасибо! Утверждение появится на доске после проверки."),
        text=found.title,
    )
