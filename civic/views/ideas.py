"""Ideas as a list, a table and a feed; proposing one, with similar ones shown before it is sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from civic.actions.ideas import start_idea
from civic.filters.ideas import IdeaFilter, similar
from civic.forms.ideas import IdeaForm
from civic.models import Challenge, CoAuthor, Idea
from civic.rules.ideas import may_propose
from civic.views.acts import INVALID, made
from portal.pages.exports import csv_response
from portal.pages.moves import attempt
from portal.pages.paging import paginate

PAGE, IN_FEED = 20, 30
FOLDED = ("challenge", "district", "state", "answer")
SHORTEST = 5  # letters of a title worth comparing


@login_not_required
@require_safe
def ideas(request: HttpRequest) -> HttpResponse:
    """The list; a filter that makes no sense is told at its field (400)."""
    found = IdeaFilter(request.GET, queryset=Idea.objects.public())
    is_valid = found.form.is_valid()
    page = None
    if is_valid:
        rows = found.qs.select_related("district", "challenge")
        page = paginate(rows, request, keys=found.keys, size=PAGE)
    query = request.GET.urlencode()
    context = {
        "first": [found.form[name] for name in ("q", "sort")],
        "more": [found.form[name] for name in FOLDED],
        "more_open": any(request.GET.get(name) for name in FOLDED),
        "page": page,
        "query": f"?{query}" if query else "",
        "is_filtered": is_valid and found.is_active,
    }
    return render(request, "civic/ideas/list.html", context, status=200 if is_valid else 400)


@login_not_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The list as a table for spreadsheets, with the same filters; nobody's name in it."""
    found = IdeaFilter(request.GET, queryset=Idea.objects.public())
    if not found.form.is_valid():
        return HttpResponse(_("Проверьте условия отбора."), status=400, content_type="text/plain")
    head = (
        _("Номер"),
        _("Название"),
        _("Вызов"),
        _("Район"),
        _("Состояние"),
        _("Поддержали"),
        _("Комментариев"),
        _("Голосов"),
        _("Ответить до"),
        _("Ссылка"),
    )
    rows = found.qs.select_related("district", "challenge").order_by("id")
    lines = (_line(request, row) for row in rows.iterator(chunk_size=1000))
    return csv_response("ideas", head, lines)


def _line(request, row: Idea) -> tuple:
    return (
        row.pk,
        row.title,
        row.challenge or "",
        row.district or "",
        row.get_state_display(),
        row.supporters,
        row.comment_count,
        row.votes,
        row.answer_due or "",
        request.build_absolute_uri(row.get_absolute_url()),
    )


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """RSS of the newest public ideas; the filters of the list narrow it."""
    found = IdeaFilter(request.GET, queryset=Idea.objects.public())
    if not found.form.is_valid():
        return HttpResponse(_("Проверьте условия отбора."), status=400, content_type="text/plain")
    channel = Rss201rev2Feed(
        title=_("Идеи жителей"),
        link=request.build_absolute_uri(reverse("civic:ideas")),
        description=_("Новые идеи жителей города"),
        language="ru",
    )
    for row in found.qs.order_by("-published_at").only("id", "title", "text", "published_at")[
        :IN_FEED
    ]:
        url = request.build_absolute_uri(row.get_absolute_url())
        channel.add_item(
            title=row.title,
            link=url,
            description=row.text[:500],
            pubdate=row.published_at,
            unique_id=url,
        )
    return HttpResponse(channel.writeString("utf-8"), content_type="application/rss+xml")


@login_not_required
@require_safe
def similar_ideas(request: HttpRequest) -> HttpResponse:
    """Public ideas like the title being typed: a fragment for the form."""
    title = request.GET.get("title", "")[:150].strip()
    return render(request, "civic/ideas/similar.html", {"similar": _like(title)})


def _like(title: str) -> list[Idea]:
    if len(title) < SHORTEST:
        return []
    return list(similar(Idea.objects.public(), title))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Write an idea; before it is sent, similar ones are shown once, also without JavaScript."""
    challenge = None
    if slug:
        rows = Challenge.objects.visible_to(request.user)
        challenge = get_object_or_404(rows.prefetch_related("stages"), slug=slug)
    verdict = may_propose(request.user, challenge)
    form = IdeaForm(request.POST or None)
    context = {"challenge": challenge, "form": form, "verdict": verdict, "similar": []}
    if request.method == "POST" and not verdict:
        return render(request, "civic/ideas/propose.html", context, status=403)
    if request.method != "POST" or not form.is_valid():
        status = INVALID if request.method == "POST" else 200
        return render(request, "civic/ideas/propose.html", context, status=status)
    context["similar"] = _like(form.cleaned_data["title"])
    if "draft" not in request.POST and context["similar"] and "seen" not in request.POST:
        return render(request, "civic/ideas/propose.html", context, status=INVALID)
    return _kept(request, challenge, context)


def _kept(request, challenge, context: dict) -> HttpResponse:
    """Store it, then send it; one that came too late stays as a draft."""
    form = context["form"]
    stored = []
    status = made(
        form, lambda **given: stored.append(start_idea(challenge, actor=request.user, **given))
    )
    if not stored:
        return render(request, "civic/ideas/propose.html", context, status=status)
    idea = stored[0]
    if "draft" in request.POST:
        messages.success(request, _("Черновик сохранён. Отправьте его, когда будете готовы."))
        return redirect(idea)
    if refusals := attempt(idea, "submit", actor=request.user):
        text = _("Идея сохранена черновиком, отправить не удалось: %(why)s")
        messages.warning(request, text % {"why": " ".join(refusals)})
        return redirect(idea)
    messages.success(
        request, _("Идея отправлена. Сотрудник проверит её, и вы получите письмо об этом.")
    )
    return redirect(idea)


@require_safe
def my_ideas(request: HttpRequest) -> HttpResponse:
    """One's own ideas with what became of them, and invitations to write together."""
    rows = Idea.objects.written_by(request.user).select_related("challenge", "merged_into")
    invitations = CoAuthor.objects.filter(
        email__iexact=request.user.email, accepted_at=None, declined_at=None
    ).select_related("idea__author__district")
    context = {"page": paginate(rows, request, size=PAGE), "invitations": list(invitations[:50])}
    return render(request, "civic/ideas/mine.html", context)
