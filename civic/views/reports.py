"""Reports of the city: the list with its map, one report."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from civic.filters.reports import ReportFilter
from civic.forms.reports import RatingForm
from civic.models import FixVote, MeToo, Report
from civic.routing import posts_of
from civic.rules import reports as rights
from portal.files.templatetags.files import gallery
from portal.pages.paging import paginate

PAGE = 20
FOLDED = ("category", "district", "department", "since", "until")
CARD = ("id", "title", "state", "address", "text", "due_at", "me_too_count", "comment_count",
        "published_at", "submitted_at", "postponed_until")  # fmt: skip
# What comes next, in words; the clock stands beside it.
NEXT = {
    "moderation": gettext_lazy("Модератор проверит сообщение и направит исполнителю."),
    "rejected": gettext_lazy("Исправьте сообщение и отправьте снова: набранное сохранено."),
    "assigned": gettext_lazy("Исполнитель должен взять сообщение в работу."),
    "redirect": gettext_lazy("Модератор ищет, кто этим занимается. Срок продолжает идти."),
    "in_progress": gettext_lazy("Исполнитель должен решить проблему и ответить."),
    "postponed": gettext_lazy("Работы запланированы, новый срок утверждён."),
    "answered": gettext_lazy("Автор проверяет ответ: согласен он или нет."),
    "disputed": gettext_lazy("Исполнитель проверяет ещё раз, срок вдвое короче первого."),
    "solved": gettext_lazy("Проблема решена."),
    "closed_no": gettext_lazy("Проблема не подтвердилась или не в полномочиях города."),
    "duplicate": gettext_lazy("Следите за сообщением, к которому присоединено это."),
}


@login_not_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The list; a filter that makes no sense is told at its field (400)."""
    found = ReportFilter(request.GET, user=request.user)
    is_valid = found.form.is_valid()
    page = None
    if is_valid:
        rows = found.qs.only(*CARD).select_related(None)
        page = paginate(rows, request, size=PAGE)
    query = request.GET.urlencode()
    context = {
        "first": [found.form[name] for name in ("q", "status")],
        "more": [found.form[name] for name in FOLDED],
        "mine": found.form["mine"],
        "more_open": any(request.GET.get(name) for name in FOLDED),
        "page": page,
        "now": timezone.now(),
        "query": f"?{query}" if query else "",
        "is_filtered": is_valid and found.is_active,
        "asks_sign_in": bool(request.GET.get("mine")) and not request.user.is_authenticated,
    }
    status = 200 if is_valid else 400
    return render(request, "civic/reports/list.html", context, status=status)


def seen(request: HttpRequest, pk: int) -> Report:
    """The report, if this visitor may see it. Raises Http404."""
    rows = Report.objects.visible_to(request.user).select_related(
        "category", "district", "department", "reporter__district", "reject_reason", "merged_into"
    )
    return get_object_or_404(rows, pk=pk)


@login_not_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """All about one report: where it is, by when it must be mended, what became of it."""
    found = seen(request, pk)
    user = request.user
    is_author = user.is_authenticated and user.pk == found.reporter_id
    context = {
        "report": found,
        "now": timezone.now(),
        "next": NEXT.get(found.state, ""),
        "post": posts_of([found]).get(found.pk, "") if found.due_at else "",
        "is_author": is_author,
        "official": user.is_staff and not is_author,
        "questions": answered_questions(found),
        "asks": is_author and found.is_running and was_asked(found),
        "may_rate": rights.may_rate(user, found),
        "marks": RatingForm.MARKS,
        **joining(user, found),
        **judging(user, found),
        **gallery({"user": user}, found),
    }
    return render(request, "civic/reports/report.html", context)


def answered_questions(found: Report) -> list[tuple[str, str]]:
    """Pairs of question and answer, in the words of the category."""
    if not found.answers or found.category is None:
        return []
    names = dict(found.category.questions.values_list("code", "text"))
    return [(names.get(code, code), said) for code, said in found.answers.items() if said]


def was_asked(found: Report) -> bool:
    """Whether the question «ещё актуально?» may be answered: any time while the work goes on."""
    return found.state in ("assigned", "in_progress", "postponed")


def joining(user, found: Report) -> dict:
    mine = user.is_authenticated and MeToo.objects.filter(report=found, user=user).exists()
    return {"may_join": rights.may_join(user, found), "is_joined": mine}


def judging(user, found: Report) -> dict:
    """The neighbours' say about an answer, and this neighbour's own."""
    if found.state != "answered":
        return {"may_confirm_fix": False, "fix_vote": None, "fixed_count": 0}
    votes = list(FixVote.objects.filter(report=found).values_list("user_id", "is_fixed"))
    own = dict(votes).get(user.pk) if user.is_authenticated else None
    return {
        "may_confirm_fix": rights.may_confirm_fix(user, found),
        "fix_vote": {True: _("исправлено"), False: _("не исправлено")}.get(own),
        "fixed_count": sum(is_fixed for _user, is_fixed in votes),
    }
