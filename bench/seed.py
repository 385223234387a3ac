"""Fills a bench database: a round in its vote phase with many projects, a counted one, voters.

Rows are copied in SQL from one template row, so that 100,000 of them take seconds and a new column
needs no change here.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 settings are read only now
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from budgeting.actions import open_vote  # noqa: E402
from budgeting.importing import import_file  # noqa: E402
from budgeting.models import Programme, Project, ProjectState, Round, RoundPhase  # noqa: E402
from portal.accounts.models import Level, User  # noqa: E402
from portal.pages.paging import Keyset  # noqa: E402
from portal.places.models import District  # noqa: E402
from tests.factories.people import VerifiedUserFactory  # noqa: E402

DAY = timedelta(days=1)
PHASES = {"announce": (-40, -30), "submission": (-30, -10), "vote": (-1, 5), "results": (5, 9)}
SPREAD = {
    "title": "'Двор и площадка № ' || i || ', ул. Демонстрационная, ' || i %% 300",
    "district_id": "(SELECT min(id) FROM places_district) + i %% 4",
    "latitude": "58.50 + (i * 7919 %% 100000) / 500000.0",
    "longitude": "49.45 + (i * 104729 %% 100000) / 300000.0",
    "supporters": "i * 7919 %% 1000",
    "total_cost": "100000 + i * 31 %% 2900000",
    "number": "NULL",
}
ON_BALLOT = 30
DEEP = 49 * 20  # rows before the fiftieth page


class Seed:
    """One database that grows; `grow_to` answers with what the requests need."""

    def __init__(self, voters: int) -> None:
        self.voters = voters
        self.round = make_round()
        self.template = make_template(self.round)
        copy_projects(self.template, ON_BALLOT)
        Project.objects.exclude(pk=self.template.pk).update(state=ProjectState.CONTEST)
        open_vote(self.round)
        fixtures = Path(__file__).resolve().parent.parent / "budgeting" / "fixtures"
        import_file(fixtures / "demo_finished.pb", slug="bench-counted")

    def grow_to(self, size: int) -> dict:
        copy_projects(self.template, size - Project.objects.filter(round=self.round).count())
        Round.objects.filter(pk=self.round.pk).update(project_count=size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        newest = Project.objects.filter(round=self.round).order_by("-id")
        return {
            "project": self.template.pk,
            "district": District.objects.first().pk,
            "after": Keyset(Project, ("-id",)).cursor(newest[DEEP]),
            "session": make_sessions(1)[0],
            "voters": make_sessions(self.voters),
        }


def make_round() -> Round:
    now = timezone.now()
    programme = Programme.objects.create(slug="bench", name="Замер")
    round_ = Round.objects.create(
        programme=programme, slug="bench", title="Замер", budget=Decimal(9_000_000),
        is_published=True,
    )  # fmt: skip
    for kind, (start, end) in PHASES.items():
        RoundPhase.objects.create(
            round=round_, kind=kind, starts_at=now + start * DAY, ends_at=now + end * DAY
        )
    return round_


def make_template(round_: Round) -> Project:
    text = "Жители просят привести двор в порядок. " * 12
    return Project.objects.create(
        round=round_, author=VerifiedUserFactory(), state=ProjectState.PUBLISHED, title="Образец",
        problem=text, solution=text, expected_result=text, district=District.objects.first(),
        address="ул. Демонстрационная, 1", published_at=timezone.now(),
    )  # fmt: skip


def copy_projects(template: Project, count: int) -> None:
    """Add `count` copies of the template that differ as SPREAD says."""
    columns = [f.column for f in Project._meta.concrete_fields if not f.primary_key]
    values = [SPREAD.get(column, f"p.{column}") for column in columns]
    start = Project.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO budgeting_project ({', '.join(columns)}) SELECT {', '.join(values)} "
            "FROM budgeting_project p, generate_series(%s::bigint, %s::bigint) i WHERE p.id = %s",
            [start, start + count - 1, template.pk],
        )


def make_sessions(count: int) -> list[str]:
    """Sign in `count` verified residents; return their session keys."""
    keys = []
    for user in VerifiedUserFactory.create_batch(count, level=Level.VERIFIED):
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[1]
        session["_auth_user_hash"] = User.get_session_auth_hash(user)
        session.create()
        keys.append(session.session_key)
    return keys
