"""A round, its poll and one visitor: what every page of a vote asks, and what is kept between them.

What is marked is kept in the session, so that signing in or proving one's identity in between
loses nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from budgeting.forms.vote import UNKNOWN, read_choice, write_choice
from budgeting.models import Project, Round
from portal.accounts.rights import Verdict
from portal.places.models import District
from portal.polls.actions import ballot_of, limits_of, residence_of
from portal.polls.ballots import Choice, parse, shuffled
from portal.polls.limits import WITH_POINTS, Limits
from portal.polls.models import Ballot, BallotKind, DistrictRule, Poll
from portal.polls.rules import casted_offline, may_vote

DRAFTS = "ballots"  # session key: what is marked and not yet cast, by poll


@dataclass
class Booth:
    """One visitor before one ballot."""

    request: object
    round: Round

    @classmethod
    def of(cls, request, slug: str, *columns: str) -> "Booth":
        """The booth of a round the visitor may see (404); with `columns` the rest waits."""
        rounds = Round.objects.visible_to(request.user).select_related("poll").only(*columns)
        return cls(request, get_object_or_404(rounds, slug=slug))

    @property
    def poll(self) -> Poll:
        return self.round.poll

    @property
    def kind(self) -> str:
        """Which page of the ballot: points, ranking, or marks (one or many)."""
        if self.poll.ballot_kind in WITH_POINTS:
            return "points"
        return "ranking" if self.poll.ballot_kind == BallotKind.ORDINAL else "marks"

    @cached_property
    def verdict(self) -> Verdict:
        verdict = may_vote(self.request.user, self.poll, proof=self._proof)
        return verdict and (casted_offline(self._row) if self._row else verdict)

    @cached_property
    def is_open(self) -> bool:
        return self.poll.accepts_at(timezone.now())

    @cached_property
    def _row(self) -> Ballot | None:
        """The person's row in the register, whichever account it is of."""
        user = self.request.user
        return ballot_of(self.poll, user, self._proof) if user.is_authenticated else None

    @cached_property
    def _proof(self):
        """The verification in force, read once for the right, the register and the district."""
        user = self.request.user
        return user.active_verification if user.is_authenticated else None

    @property
    def mine(self) -> Ballot | None:
        """The ballot of the person; a vote on paper shows none."""
        return None if self.on_paper else self._row

    @property
    def on_paper(self) -> bool:
        return bool(self._row and self._row.is_paper_mark)

    # --- Limits and levels ----------------------------------------------------------------------
    @cached_property
    def limits(self) -> Limits:
        return limits_of(self.poll, self.residence)

    @cached_property
    def residence(self) -> str | None:
        """Where the visitor lives, asked only where the list depends on it."""
        user = self.request.user
        if self.poll.district_rule != DistrictRule.RESIDENCE or not user.is_authenticated:
            return None
        return residence_of(user, self._proof)

    @cached_property
    def has_levels(self) -> bool:
        return self.poll.district_rule != DistrictRule.NONE

    @property
    def chooses_district(self) -> bool:
        """Whether the visitor says which district's list to show; a resident's is known."""
        return self.has_levels and self.residence is None

    @cached_property
    def districts(self) -> list[District]:
        """The districts with a list of their own."""
        if not self.has_levels:
            return []
        return list(District.objects.filter(code__in={*self.limits.districts.values()}))

    # --- What is marked -------------------------------------------------------------------------
    @cached_property
    def _draft(self) -> dict | None:
        draft = self.request.session.get(DRAFTS, {}).get(str(self.poll.uuid))
        return draft if isinstance(draft, dict) else None

    @property
    def marked(self) -> list[Choice]:
        """What is kept for the visitor: the draft, else the ballot that was cast."""
        if self._draft is not None:
            return [read_choice(text) for text in self._draft["choices"]]
        return list(parse(self.mine.choices)) if self.mine else []

    @property
    def district(self) -> str:
        """The code of the district whose list is shown; empty while none is chosen."""
        if not self.chooses_district:
            return self.residence or ""
        kept = self._draft["district"] if self._draft else ""
        return kept or self.limits.district_of(self.marked)

    def keep(self, choices: Iterable[Choice], district: str = "") -> None:
        """Remember the marks that can be marks, each project once."""
        known = {
            one.number: write_choice(one)
            for one in choices
            if one.number != UNKNOWN and (one.points is None or one.points > 0)
        }
        draft = {"choices": list(known.values()), "district": district}
        drafts = self.request.session.get(DRAFTS, {})
        self.request.session[DRAFTS] = drafts | {str(self.poll.uuid): draft}
        self._draft = draft

    def forget(self) -> None:
        drafts = self.request.session.get(DRAFTS)
        if drafts and drafts.pop(str(self.poll.uuid), None):
            self.request.session[DRAFTS] = drafts

    def of_level(self, choices: Iterable[Choice], district: str) -> list[Choice]:
        """The marks of the city and of this district: another list was put aside."""
        of = self.limits.districts
        return [one for one in choices if of.get(one.number, district) == district]

    # --- Rows -----------------------------------------------------------------------------------
    @cached_property
    def options(self) -> dict[int, dict]:
        """Options with their projects by number, in this voter's own order."""
        options = {row.number: row for row in self.poll.options.select_related("district")}
        projects = {
            project.number: project
            for project in Project.objects.public().filter(round=self.round, number__in=options)
        }
        order = shuffled(f"{self.poll.uuid} {self.request.user.pk}", options)
        clashes = self._clashes()
        return {
            n: {"option": options[n], "project": projects.get(n), "clashes": clashes.get(n, ())}
            for n in order
        }

    def _clashes(self) -> dict[int, list[str]]:
        """By number, the titles of projects of which at most one can win: a hint, not a limit."""
        found: dict[int, list[str]] = {}
        for group in self.round.incompatible.prefetch_related("projects"):
            members = list(group.projects.all())
            for one in members:
                others = [other.title for other in members if other != one and other.number]
                found.setdefault(one.number, []).extend(others)
        return found

    def rows(self, choices: Iterable[Choice]) -> list[dict]:
        """The marked ones: in a ranking by place, else in the order of the ballot."""
        points = {one.number: one.points for one in choices if one.number in self.options}
        order = points if self.kind == "ranking" else self.options
        marked = [number for number in order if number in points]
        return [
            {**self.options[number], "points": points[number], "place": place}
            for place, number in enumerate(marked, start=1)
        ]

    def context(self, **more) -> dict:
        """What every page of the vote shows."""
        results = self.round.schedule().get("results")
        return {
            "round": self.round,
            "poll": self.poll,
            "kind": self.kind,
            "verdict": self.verdict,
            "is_open": self.is_open,
            "mine": self.mine,
            "on_paper": self.on_paper,
            "by_other_account": bool(self.mine and self.mine.voter_id != self.request.user.pk),
            "results_at": results.starts_at if results else self.poll.closes_at,
            "next_steps": [] if self.verdict else self.next_steps(),
            **more,
        }

    def next_steps(self) -> list[tuple[str, str]]:
        """Where the refused may go: (label, address), the likeliest first."""
        user, here = self.request.user, urlencode({"next": self.request.path})
        if not self.is_open or self.on_paper:
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
