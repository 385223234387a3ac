"""Programmes, sessions, places.

SessionFactory()                        enrols now, starts in ten days, two places
SessionFactory(contest=True)            competitive and blind, with criteria and two experts
EnrolmentFactory(session=…, state="…")  a place as it stands, counted
department(head=user, servants=3)       a department with its people
organiser()                             staff that runs the training
"""

from datetime import timedelta

import factory
from django.utils import timezone

from portal.organisations.models import Kind
from portal.scoring.models import Criterion
from tests.factories.grants import CriteriaSetFactory
from tests.factories.organisations import MemberFactory, OrganisationFactory
from tests.factories.people import StaffFactory, VerifiedUserFactory
from training.models import (
    HOLDING,
    Assignment,
    Choice,
    Enrolment,
    Programme,
    Question,
    Quiz,
    Session,
)

DAY = timedelta(days=1)
VIEWED = (
    *("programme", "lecturer", "material", "session", "enrolment"),
    *("module", "quiz", "question", "assignment"),
)
PERMISSIONS = (
    "training.run_session",
    *(f"training.{act}_{name}" for name in VIEWED for act in ("view", "change")),
    *(f"training.add_{name}" for name in VIEWED if name != "enrolment"),
)


def organiser(**fields):
    return StaffFactory(permissions=PERMISSIONS, **fields)


def department(*, head=None, servants: int = 0, **fields):
    """A confirmed department; `head` leads it, `servants` people serve in it."""
    fields.setdefault("name", f"Отдел {timezone.now().timestamp()} (демо)")
    row = OrganisationFactory(kind=Kind.DEPARTMENT, head=head, **fields)
    MemberFactory.create_batch(servants, organisation=row)
    return row


def servants_of(row) -> list:
    rows = row.members.filter(role="member").select_related("user").order_by("pk")
    return [member.user for member in rows]


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Понятный язык {n} (демо)")
    form = "corporate"
    hours = 16
    audience = ["everybody"]
    is_published = True


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session
        skip_postgeneration_save = True

    class Params:
        contest = factory.Trait(
            is_competitive=True,
            criteria=factory.SubFactory(CriteriaSetFactory, tie_break=["submitted_at"]),
            confirm_until=factory.LazyFunction(lambda: timezone.now() + 8 * DAY),
        )
        closed = factory.Trait(enrol_until=factory.LazyFunction(lambda: timezone.now() - DAY))
        running = factory.Trait(
            enrol_until=factory.LazyFunction(lambda: timezone.now() - 4 * DAY),
            starts_at=factory.LazyFunction(lambda: timezone.now() - 3 * DAY),
        )
        over = factory.Trait(
            enrol_until=factory.LazyFunction(lambda: timezone.now() - 4 * DAY),
            starts_at=factory.LazyFunction(lambda: timezone.now() - 3 * DAY),
            ends_at=factory.LazyFunction(lambda: timezone.now() - DAY),
        )

    state = "published"
    programme = factory.SubFactory(ProgrammeFactory)
    enrol_from = factory.LazyFunction(lambda: timezone.now() - 5 * DAY)
    enrol_until = factory.LazyFunction(lambda: timezone.now() + 5 * DAY)
    starts_at = factory.LazyFunction(lambda: timezone.now() + 10 * DAY)
    ends_at = factory.LazyFunction(lambda: timezone.now() + 12 * DAY)
    quota = 2

    @factory.post_generation
    def judges(self, create, extracted, **kwargs):
        """Two experts of a competition, or those given."""
        if create and self.is_competitive:
            self.experts.set(extracted or VerifiedUserFactory.create_batch(2))


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    session = factory.SubFactory(SessionFactory)
    user = factory.SubFactory(VerifiedUserFactory)
    state = "enrolled"
    text = "Хочу отвечать жителям понятнее."

    @factory.lazy_attribute
    def number(self):
        return self.session.enrolments.count() + 1

    @factory.lazy_attribute
    def queued_at(self):
        return timezone.now() if self.state in ("waiting", "reserve") else None

    @factory.lazy_attribute
    def confirm_by(self):
        return timezone.now() + DAY if self.state == "admitted" else None

    @factory.post_generation
    def counted(self, create, extracted, **kwargs):
        session = self.session
        session.application_count = max(session.application_count, self.number)
        session.places_taken = session.enrolments.filter(state__in=HOLDING).count()
        session.quota = max(session.quota, session.places_taken)
        session.save(update_fields=["application_count", "places_taken", "quota"])


def marked(enrolment, *values) -> None:
    """Marks of every expert by every criterion; a value an expert, repeated."""
    from portal.scoring.actions import give_mark

    for expert, value in zip(enrolment.session.experts.order_by("pk"), values, strict=False):
        for criterion in Criterion.objects.filter(criteria=enrolment.session.criteria):
            give_mark(criterion, enrolment, actor=expert, value=value)


def days(number: float):
    return timezone.now() + number * DAY


def quiz_of(programme, **fields) -> Quiz:
    """A question of each kind; right are «Да», «А» and «Б», «Киров»."""
    quiz = Quiz.objects.create(programme=programme, **{"title": "Проверка (демо)"} | fields)
    kinds = (
        ("single", (("Да", True), ("Нет", False))),
        ("multiple", (("А", True), ("Б", True), ("В", False))),
        ("text", (("Киров", True), ("город Киров", True))),
    )
    for kind, choices in kinds:
        question = Question.objects.create(quiz=quiz, kind=kind, text=f"Вопрос {kind}")
        for text, is_right in choices:
            Choice.objects.create(question=question, text=text, is_right=is_right)
    return quiz


def right_answers(attempt) -> dict[str, list[str]]:
    return {f"q{n}": row["right"][:1] if row["kind"] == "text" else row["right"]
            for n, row in enumerate(attempt.questions)}  # fmt: skip


def student(programme=None, **fields):
    """An enrolment in a session that runs, with an organiser."""
    given = {"programme": programme} if programme else {}
    session = SessionFactory(running=True, organiser=organiser(), **given, **fields)
    return EnrolmentFactory(session=session)


def task_of(programme) -> Assignment:
    return Assignment.objects.create(
        programme=programme, title="Проект двора (демо)", text="Опишите проект.",
        criteria=CriteriaSetFactory(), pass_score=60,
    )  # fmt: skip
