"""Voting: mark, check, confirm, receipt. Nothing counts before «Отдать голос» on the second page.

What is marked is kept in the session, so that signing in or proving one's identity in between
loses nothing. The answer to a POST is a redirect, so reloading and going back are harmless.
"""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgeting import rules
from budgeting.forms.vote import UNKNOWN, BallotForm
from budgeting.models import Project, Round
from portal.accounts.rights import Verdict
from portal.polls.actions import ballot_of, cast_ballot, limits_of
from portal.polls.ballots import parse, shuffled
from portal.polls.models import Ballot, BallotKind, Poll, Publication
from portal.polls.rules import may_vote

DRAFTS = "ballots"  # session key: what is marked and not yet cast, by poll


@dataclass
class Booth:
    """A round, its poll and one visitor: everything the pages of a vote ask."""

    request: object
    round: Round

    @property
    def poll(self) -> Poll:
        return self.round.poll

    @cached_property
    def verdict(self) -> Verdict:
        return may_vote(self.request.user, self.poll)

    @cached_property
    def is_open(self) -> bool:
        return self.poll.accepts_at(timezone.now())

    @cached_property
    def mine(self) -> Ballot | None:
        """The ballot of the person, whichever account cast it."""
        user = self.request.user
        return ballot_of(self.poll, user) if user.is_authenticated else None

    @property
    def marked(self) -> list[int]:
        """What is kept for the visitor: the draft, else the ballot that was cast."""
        draft = self.request.session.get(DRAFTS, {}).get(str(self.poll.uuid))
        if draft is None and self.mine:
            return [choice.number for choice in parse(self.mine.choices)]
        return draft or []

    def keep(self, numbers: list[int] | None) -> None:
        """Remember the marks, or forget them."""
        drafts = self.request.session.get(DRAFTS, {})
        if numbers is None:
            drafts.pop(str(self.poll.uuid), None)
        else:
            drafts[str(self.poll.uuid)] = numbers
        self.request.session[DRAFTS] = drafts

    def rows(self, numbers: list[int] | None = None) -> list[dict]:
        """Options with their projects in this voter's own order; only `numbers`, if given."""
        options = {row.number: row for row in self.poll.options.select_related("district")}
        projects = {
            project.number: project
            for project in Project.objects.public().filter(round=self.round, number__in=options)
        }
        chosen = options if numbers is None else [n for n in numbers if n in options]
        return [
            {"option": options[number], "project": projects.get(number)}
            for number in shuffled(f"{self.poll.uuid} {self.request.user.pk}", chosen)
        ]

    def context(self, **more) -> dict:
        """What every page of the vote shows."""
        results = self.round.schedule().get("results")
        return {
            "round": self.round,
            "poll": self.poll,
            "verdict": self.verdict,
            "is_open": self.is_open,
            "mine": self.mine,
            "by_other_account": bool(self.mine and self.mine.voter_id != self.request.user.pk),
            "results_at": results.starts_at if results else self.poll.closes_at,
            "next_steps": [] if self.verdict else self.next_steps(),
            **more,
        }

    def next_steps(self) -> list[tuple[str, str]]:
        """Where the refused may go: (label, address), the likeliest first."""
        user, here = self.request.user, urlencode({"next": self.request.path})
        if not self.is_open:
            return [(_("Перейти на страницу раунда"), self.round.get_absolute_url())]
        if not user.is_authenticated:
            return [
                (_("Войти"), f"{reverse('account_login')}?{here}"),
                (_("Зарегистрироваться"), f"{reverse('account_signup')}?{here}"),
            ]
        if user.level < self.poll.min_level:
            return [
                (_("Подтвердить личность"), f"{reverse('accounts:verification')}?{here}"),
            ]
        return [(_("Открыть мой профиль"), reverse("accounts:overview"))]


def _booth(request, slug: str) -> Booth:
    rounds = Round.objects.visible_to(request.user).select_related("poll")
    return Booth(request, get_object_or_404(rounds, slug=slug))


def _not_yet(request, round_: Round) -> HttpResponse:
    reason = rules.in_phase(round_, "vote").reason or _("Голосование вот-вот откроется.")
    context = {"round": round_, "reason": reason}
    status = 403 if request.method == "POST" else 200
    return render(request, "budgeting/vote_wait.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request, slug: str) -> HttpResponse:
    """Step one: mark projects. A mistake, a look at a project or a sign-in keeps the marks."""
    booth = _booth(request, slug)
    if booth.round.poll_id is None:
        return _not_yet(request, booth.round)
    if request.method != "POST":
        return _ballot_page(booth, BallotForm(initial={"choices": booth.marked}))
    form = BallotForm(request.POST, limits=limits_of(booth.poll))
    booth.keep([number for number in form.marked() if number in form.limits.costs])
    if "look" in request.POST:
        return _look(booth, request.POST["look"])
    if not booth.is_open:
        return _ballot_page(booth, form, status=403)
    if form.is_valid():
        return redirect("budgeting:vote_confirm", slug=slug)
    return _ballot_page(booth, form, status=400)


def _look(booth: Booth, number: str) -> HttpResponse:
    """To the page of a project; the marks wait in the session."""
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    projects = Project.objects.public().filter(round=booth.round)
    return redirect(get_object_or_404(projects, number=int(number)))


def _ballot_page(booth: Booth, form: BallotForm, status: int = 200) -> HttpResponse:
    marked = set(form.marked() if form.is_bound else form.initial["choices"])
    rows = [{**row, "checked": row["option"].number in marked} for row in booth.rows()]
    total = sum(row["option"].cost for row in rows if row["checked"])
    one = booth.poll.ballot_kind == BallotKind.CHOOSE_ONE
    context = booth.context(
        form=form, rows=rows, total=total, count=sum(row["checked"] for row in rows), one=one
    )
    return render(booth.request, "budgeting/vote.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, slug: str) -> HttpResponse:
    """Step two: check and cast. The posted numbers are cast, not what another tab left behind."""
    booth = _booth(request, slug)
    if booth.round.poll_id is None:
        return redirect("budgeting:vote", slug=slug)
    if request.method != "POST":
        marked = booth.marked
        return _confirm_page(booth, marked) if marked else redirect("budgeting:vote", slug=slug)
    form = BallotForm(request.POST)
    if request.POST.get("confirm") != "1":
        return _confirm_page(booth, form.marked(), status=400)
    return _cast(booth, form)


def _cast(booth: Booth, form: BallotForm) -> HttpResponse:
    numbers, slug = form.marked(), booth.round.slug
    if not booth.request.user.is_authenticated:
        return _refused(booth, numbers)
    url = reverse("budgeting:receipt", args=[slug])
    try:
        cast_ballot(booth.poll, voter=booth.request.user, choices=numbers, url=url)
    except PermissionDenied:
        return _refused(booth, numbers)
    except ValidationError as error:
        form.add_error("choices", error)
        return _ballot_page(booth, form, status=400)
    if DRAFTS in booth.request.session:
        booth.keep(None)
    return redirect(url)


def _refused(booth: Booth, numbers: list[int]) -> HttpResponse:
    """The reason and the next step; what was marked waits for the return."""
    booth.keep([number for number in numbers if number != UNKNOWN])
    return _confirm_page(booth, numbers, status=403)


def _confirm_page(booth: Booth, numbers: list[int], status: int = 200) -> HttpResponse:
    rows = booth.rows(numbers)
    total = sum(row["option"].cost for row in rows)
    context = booth.context(rows=rows, total=total)
    return render(booth.request, "budgeting/vote_confirm.html", context, status=status)


@never_cache
@require_safe
def receipt(request, slug: str) -> HttpResponse:
    """«Ваш голос учтён»: the receipt, never the choice, so that a print shows nobody the vote."""
    booth = _booth(request, slug)
    if booth.round.poll_id is None:
        return redirect("budgeting:vote", slug=slug)
    anonymised = Publication.objects.filter(poll=booth.poll, anonymised_at__isnull=False).exists()
    return render(request, "budgeting/receipt.html", booth.context(anonymised=anonymised))
