"""The vote of a challenge: mark, confirm, receipt. Nothing counts before «Отдать голос»."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.forms.challenges import BallotForm
from civic.models import Challenge, Idea
from civic.views.challenges import challenge_or_404
from portal.polls.actions import ballot_of, cast_ballot, limits_of
from portal.polls.ballots import parse, shuffled
from portal.polls.models import Ballot, BallotKind, Poll
from portal.polls.rules import may_vote


def voting_or_404(request: HttpRequest, slug: str) -> Challenge:
    found = challenge_or_404(request, slug)
    if found.poll_id is None:
        raise Http404
    return found


def _mine(user, poll: Poll) -> Ballot | None:
    return ballot_of(poll, user) if user.is_authenticated else None


def _context(request, found: Challenge, **more) -> dict:
    poll = found.poll
    return {
        "challenge": found,
        "poll": poll,
        "verdict": may_vote(request.user, poll),
        "is_open": poll.accepts_at(timezone.now()),
        "mine": _mine(request.user, poll),
        "one": poll.ballot_kind == BallotKind.CHOOSE_ONE,
        "next_steps": _next_steps(request, poll),
        **more,
    }


def _next_steps(request, poll: Poll) -> list[tuple[str, str]]:
    """Where the refused may go: (label, address)."""
    here = urlencode({"next": request.path})
    if not request.user.is_authenticated:
        return [(_("Войти"), f"{reverse('account_login')}?{here}")]
    if request.user.level < poll.min_level:
        return [(_("Подтвердить личность"), f"{reverse('accounts:verification')}?{here}")]
    return [(_("Открыть мой профиль"), reverse("accounts:overview"))]


def _rows(request, found: Challenge, marked) -> list[dict]:
    """Options with their ideas in this voter's own order."""
    options = {row.number: row for row in found.poll.options.all()}
    rows = Idea.objects.public().filter(challenge=found, number__in=options)
    ideas = {row.number: row for row in rows}
    return [
        {"option": options[number], "idea": ideas.get(number), "checked": number in marked}
        for number in shuffled(f"{found.poll.uuid} {request.user.pk}", options)
    ]


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark ideas, then confirm on the second page; the posted numbers are what is cast."""
    found = voting_or_404(request, slug)
    limits = limits_of(found.poll)
    if request.method != "POST":
        mine = _mine(request.user, found.poll)
        marked = [choice.number for choice in parse(mine.choices)] if mine else []
        return _page(request, found, BallotForm(limits=limits), marked)
    form = BallotForm(request.POST, limits=limits)
    if not may_vote(request.user, found.poll):
        return _page(request, found, form, form.marked(), status=403)
    if not form.is_valid():
        return _page(request, found, form, form.marked(), status=422)
    if request.POST.get("confirm") == "1":
        return _cast(request, found, form)
    chosen = [row for row in _rows(request, found, form.marked()) if row["checked"]]
    context = _context(request, found, rows=chosen)
    return render(request, "civic/challenges/vote_confirm.html", context)


def _page(request, found: Challenge, form: BallotForm, marked, status: int = 200) -> HttpResponse:
    context = _context(request, found, form=form, rows=_rows(request, found, marked))
    return render(request, "civic/challenges/vote.html", context, status=status)


def _cast(request, found: Challenge, form: BallotForm) -> HttpResponse:
    numbers = form.cleaned_data["choices"]
    url = reverse("civic:receipt", args=[found.slug])
    try:
        cast_ballot(found.poll, voter=request.user, choices=numbers, url=url)
    except PermissionDenied as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, form, numbers, status=403)
    except ValidationError as error:
        form.add_error("choices", error)
        return _page(request, found, form, numbers, status=422)
    return redirect(url)


@never_cache
@require_safe
def receipt(request: HttpRequest, slug: str) -> HttpResponse:
    """«Ваш голос учтён»: the receipt, never the choice."""
    found = voting_or_404(request, slug)
    return render(request, "civic/challenges/receipt.html", _context(request, found))
