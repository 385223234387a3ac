"""One small city with something behind every address, the people who look at it, the addresses.

`World.url("budgeting:wizard", "draft what")`: the words name things of `World.things`, the rest is
taken as it stands; a word that begins with «?» is the query.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from budgeting.actions import close_vote, open_vote
from budgeting.counting import close_and_count
from budgeting.models import Round
from portal.accounts.models import ConsentKind, ConsentText
from portal.cases.actions import record
from portal.draws.actions import announce_draw
from portal.files.actions import attach_document, attach_image
from portal.notifications.actions import notify
from portal.notifications.letters import unsubscribe_url
from portal.notifications.models import Notification
from portal.organisations.actions import invite, token_of
from portal.organisations.models import Member, Status
from portal.polls.actions import cast_ballot
from portal.polls.models import Poll
from portal.portfolio.actions import confirm_participation, issue_certificate
from tests.factories.budgeting import OfficialFactory, ProjectFactory, RoundFactory
from tests.factories.discussion import CommentFactory
from tests.factories.files import pdf, photo
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, UserFactory, VerifiedUserFactory
from tests.factories.places import CentreFactory, CityFactory, DistrictFactory, square

ROLES = ("stranger", "newcomer", "resident", "owner", "official")
# Packages test their own pages; ours of these names have tests in tests/accounts; the admin has
# tests/test_access_admin.py.
FOREIGN = ("admin:", "account_", "mfa_", "socialaccount_", "openid_connect_")
FOREIGN_ROUTES = ("accounts/",)


def names(patterns=None, space="", route="") -> list[str]:
    """The name of every address of the portal's own apps."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            if not path.startswith(FOREIGN_ROUTES):
                found.append(f"{space}{pattern.name}")
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += names(pattern.url_patterns, inner, path)
    return [name for name in dict.fromkeys(found) if not name.startswith(FOREIGN)]


class World:
    """People by role and things by name; made once for a test."""

    def __init__(self):
        self.district = DistrictFactory(code="lenin", outline=square(49.6, 58.55))
        self.people = {
            "newcomer": UserFactory(level=0),
            "resident": VerifiedUserFactory(district=self.district),
            "owner": VerifiedUserFactory(district=self.district),
            "official": OfficialFactory(),
        }
        self.owner = self.people["owner"]
        self.helper = StaffFactory(permissions=["draws.conduct", "portfolio.issue"])
        CityFactory()
        CentreFactory(district=self.district)
        self.things = {}
        for build in (self.rounds, self.projects, self.files, self.talk, self.team, self.papers):
            self.things |= build()
        self.sessions = self.signed_in()

    def rounds(self) -> dict:
        """Rounds by slug: open, checking, voting, counted, and one in preparation: planned."""
        self.open = RoundFactory(slug="open", phase="submission")
        voting = RoundFactory(slug="voting", phase="vote", max_choices=2)
        counted = RoundFactory(slug="counted", phase="vote", max_choices=2)
        self.checking = RoundFactory(slug="checking", phase="check")
        RoundFactory(slug="planned", phase="announce", is_published=False)
        for round_ in (voting, counted):
            ProjectFactory(round=round_, state="contest", district=self.district)
            open_vote(round_)
            round_.refresh_from_db()
        cast_ballot(counted.poll, voter=self.owner, choices=[1])
        Poll.objects.filter(pk=counted.poll_id).update(closes_at=timezone.now())
        counted.refresh_from_db()
        close_vote(counted, close_and_count)
        return {}

    def projects(self) -> dict:
        """The owner's: public, still a draft, sent to the officials, under joint rework."""
        states = {"project": "published", "draft": "draft", "sent": "submitted"}
        for name, state in states.items():
            row = ProjectFactory(
                round=self.open, author=self.owner, state=state, district=self.district
            )
            setattr(self, name, row)
        self.checked = ProjectFactory(round=self.checking, author=self.owner, state="submitted")
        states["checked"] = "submitted"
        Round.objects.filter(pk=self.open.pk).update(project_count=1)
        return {name: getattr(self, name).pk for name in states}

    def files(self) -> dict:
        public = attach_image(self.project, photo(), actor=self.owner)
        of_draft = attach_image(self.draft, photo(), actor=self.owner)
        secret = attach_document(self.project, pdf(), actor=self.owner, private=True)
        return {"photo": public.pk, "draftphoto": of_draft.pk, "secret": secret.pk}

    def talk(self) -> dict:
        """Comments of the owner: seen by all, waiting, hidden; and a message in the inbox."""
        fields = {"case": self.project, "author": self.owner}
        shown = CommentFactory(**fields)
        waiting = CommentFactory(state="pending", **fields)
        hidden = CommentFactory(state="hidden", **fields)
        with transaction.atomic():
            event = record(self.project, "noted", actor=None)
            url = self.project.get_absolute_url()
            notify(event, [self.owner], topic="project", subject="Новость", body="Да", url=url)
        message = Notification.objects.inbox(self.owner).first()
        things = {"comment": shown, "waiting": waiting, "hidden": hidden, "message": message}
        return {name: row.pk for name, row in things.items()}

    def team(self) -> dict:
        """A confirmed organisation and one nobody has confirmed; both headed by the owner."""
        team = OrganisationFactory(head=self.owner)
        hidden = OrganisationFactory(head=self.owner, status=Status.DRAFT)
        member = MemberFactory(organisation=team)
        invitation = invite(team, actor=self.owner, email="friend@example.org", role="member")
        own = invite(team, actor=self.owner, email=self.people["resident"].email, role="member")
        return {
            "team": team.pk,
            "draftteam": hidden.pk,
            "member": member.pk,
            "head": Member.objects.get(organisation=team, user=self.owner).pk,
            "invitation": invitation.pk,
            "invited": token_of(own),
            "friend": token_of(invitation),
        }

    def papers(self) -> dict:
        """What is issued once: a draw, a certificate, the link that stops letters, a consent."""
        draw = announce_draw(
            "Комиссия", ["№ 1", "№ 2"], places=1, seed_source="Курс", actor=self.helper
        )
        confirm_participation(
            self.owner, "volunteer", "Субботник", actor=self.helper, day=date(2026, 5, 1)
        )
        paper = issue_certificate(self.owner, "Школа", actor=self.helper, context={"hours": "4"})
        for kind in ConsentKind.values:
            ConsentText.objects.get_or_create(kind=kind, version=1, defaults={"text": "Текст"})
        leave = unsubscribe_url(self.owner, "project").rstrip("/").rsplit("/", 1)[1]
        return {"draw": draw.pk, "paper": paper.code, "leave": leave}

    def url(self, name: str, words: str = "") -> str:
        plain = [word for word in words.split() if not word.startswith("?")]
        query = "".join(word for word in words.split() if word.startswith("?"))
        return reverse(name, args=[self.things.get(word, word) for word in plain]) + query

    def signed_in(self) -> dict[str, str]:
        """The session of each role, begun once: every test starts from it."""
        sessions = {}
        for role, person in self.people.items():
            client = Client()
            client.force_login(person)
            sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return sessions

    def client(self, role: str) -> Client:
        """A browser of the role, fresh but for the session."""
        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


@contextmanager
def built(blocker) -> Iterator[World]:
    """A world for all tests of a module, gone with it; each test rolls back to it."""
    with blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def contents() -> dict[str, str]:
    """A digest of every table, sessions aside: a visit may begin one."""
    tables = sorted(set(connection.introspection.django_table_names()) - {"django_session"})
    each = (
        f"SELECT '{table}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) "
        f'FROM "{table}" t'
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return dict(cursor.fetchall())
