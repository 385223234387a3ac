"""The vote in a category: mark one, confirm, receipt. Nothing counts before «Отдать голос»."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from grants.forms.awards_vote import ChoiceForm
from grants.models import AwardCategory
from grants.views.awards import season_or_404
from portal.polls.actions import ballot_of, cast_ballot
from portal.polls.ballots import parse, shuffled
from portal.polls.rules import may_vote

REFUSED = 422


def _category(request: HttpRequest, code: str, year: int, pk: int) -> AwardCategory:
    season = season_or_404(request, code, year)
    rows = season.categories.exclude(poll=None).select_related("poll")
    found = get_object_or_404(rows, pk=pk)
    found.season = season
    return found


def _context(request, found: AwardCategory, **more) -> dict:
    user, poll = request.user, found.poll
    return {
        "season": found.season, "category": found, "poll": poll,
        "verdict": may_vote(user, poll),
        "is_open": poll.accepts_at(timezone.now()),
        "mine": ballot_of(poll, user) if user.is_authenticated else None,
        "next_steps": _next_steps(request, poll),
        **more,
    }  # fmt: skip


def _next_steps(request, poll) -> list[tuple[str, str]]:
    """Where the refused may go: (label, address)."""
    here = urlencode({"next": request.path})
    if not request.user.is_authenticated:
        return [(_("Войти"), f"{reverse('account_login')}?{here}")]
    if request.user.level < poll.min_level:
        return [(_("Подтвердить личность"), f"{reverse('accounts:verification')}?{here}")]
    return [(_("Открыть мой профиль"), reverse("accounts:overview"))]


def _rows(request, found: AwardCategory, marked: str) -> list[dict]:
    """Nominees in this voter's own order."""
    rows = {row.number: row for row in found.nominations.public()}
    order = shuffled(f"{found.poll.uuid} {request.user.pk}", rows)
    return [{"nominee": rows[number], "checked": str(number) == marked} for number in order]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Mark one, then confirm on the second page; the posted number is what is cast."""
    found = _category(request, code, year, pk)
    printed = set(found.poll.options.values_list("number", flat=True))
    numbers = sorted(found.nominations.public().values_list("number", flat=True))
    form = ChoiceForm(request.POST or None, numbers=numbers)
    context = _context(request, found, form=form, gone=sorted(printed - set(numbers)))
    mine, marked = context["mine"], str(form["choice"].value() or "")
    if request.method != "POST" and mine:
        marked = str(parse(mine.choices)[0].number)
    status = 200
    if request.method == "POST":
        status = 403 if not context["verdict"] else REFUSED
        if context["verdict"] and form.is_valid():
            if request.POST.get("confirm") != "1":
                row = found.nominations.get(number=form.cleaned_data["choice"])
                return render(request, "grants/awards/vote_confirm.html", context | {"row": row})
            if _cast(request, found, form):
                return redirect("grants:award_receipt", code, year, pk)
    context["rows"] = _rows(request, found, marked)
    return render(request, "grants/awards/vote.html", context, status=status)


def _cast(request, found: AwardCategory, form: ChoiceForm) -> bool:
    args = [found.season.award.code, found.season.year, found.pk]
    url = reverse("grants:award_receipt", args=args)
    try:
        cast_ballot(found.poll, voter=request.user, choices=[form.cleaned_data["choice"]], url=url)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error("choice", refusal)
    else:
        return True
    return False


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """«Ваш голос учтён»: the receipt, never the choice."""
    found = _category(request, code, year, pk)
    return render(request, "grants/awards/receipt.html", _context(request, found))
