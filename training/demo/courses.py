"""Sessions of a year: past ones with certificates, a distance course, free and competitive ones."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.scoring.actions import give_mark
from portal.scoring.models import CriteriaSet
from training.actions import complete, enrol, publish_session, select
from training.demo.people import servants
from training.models import (
    Assignment,
    Choice,
    Enrolment,
    FeedbackAnswer,
    Lecturer,
    Material,
    Meeting,
    Module,
    PlanLine,
    Programme,
    Question,
    Quiz,
    Session,
)

DAY = timedelta(days=1)
PAST = (
    ("otkrytoe-upravlenie", 300, 60_000),
    ("iniciativnoe-byudzhetirovanie", 240, 85_000),
    ("dobrovolcy-i-nko", 180, 0),
    ("mediaciya", 120, 54_000),
    ("personalnye-dannye", 60, 0),
    ("podderzhka-tos", 30, 40_000),
)
QUESTIONS = (
    ("single", "Какой ответ понятнее жителю?", "язык",
     (("Яму заделаем до 5 мая", True), ("Работы проведут в установленном порядке", False))),
    ("multiple", "Что должно быть в ответе?", "язык",
     (("Срок", True), ("Кто отвечает", True), ("Ссылка на внутренний регламент", False))),
    ("text", "Сколько дней по закону есть на ответ? Напишите числом.", "закон",
     (("30", True), ("30 дней", True), ("тридцать", True))),
    ("single", "Можно ли опубликовать ответ с фамилией заявителя?", "закон",
     (("Только с его согласия", True), ("Да, всегда", False), ("Решает отдел", False))),
)  # fmt: skip


def today(hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(hour)))


def load(official: User, teams) -> None:
    lecturer, _new = Lecturer.objects.get_or_create(
        name="Демо-Преподаватель Инна", defaults={"about": "методист учебного центра (демо)"}
    )
    for past in PAST:
        _past(official, teams, lecturer, past)
    _distance(official, teams)
    _free(official, teams, lecturer)
    _competition(official, teams, "mediaciya", selected=False)
    _competition(official, teams, "otkrytoe-upravlenie", selected=True)
    _plan(teams)


def _programme(slug: str) -> Programme:
    return Programme.objects.get(slug=slug)


def _session(official, slug: str, starts: datetime, **fields) -> Session:
    given = {
        "enrol_from": starts - 30 * DAY,
        "enrol_until": starts - DAY,
        "starts_at": starts,
        "ends_at": starts + timedelta(days=1, hours=6),
        "place": "Учебный класс администрации (демо)",
        "organiser": official,
        "state": "published",
    }
    return Session.objects.create(programme=_programme(slug), **given | fields)


def _place(session: Session, person: User, team, state: str = "enrolled", **fields) -> Enrolment:
    session.application_count += 1
    session.places_taken += 1
    session.save(update_fields=["application_count", "places_taken"])
    return Enrolment.objects.create(
        session=session,
        user=person,
        department=team,
        state=state,
        number=session.application_count,
        **fields,
    )


def _meetings(session: Session, titles: tuple) -> None:
    for day, title in enumerate(titles):
        starts = session.starts_at + day * DAY
        Meeting.objects.create(
            session=session,
            title=f"{title} (демо)",
            starts_at=starts,
            ends_at=min(starts + timedelta(hours=6), session.ends_at),
        )


def _past(official, teams, lecturer, past: tuple) -> None:
    slug, days, cost = past
    session = _session(official, slug, today() - days * DAY, cost=cost)
    session.lecturers.add(lecturer)
    _meetings(session, ("Первый день", "Второй день"))
    for number, team in enumerate(teams):
        for person in servants(team)[: 3 + number]:
            place = _place(session, person, team)
            place.attended.set(session.meetings.all())
            complete(place, actor=official)
    for mark in (5, 5, 4, 5, 4, 3):
        FeedbackAnswer.objects.create(
            session=session,
            useful=mark,
            clear=5,
            organised=4,
            text="Больше примеров из нашей работы (демо)" if mark == 3 else "",
        )


def _distance(official, teams) -> None:
    """A course that runs now, with modules, a test and an assignment."""
    programme = _programme("ponyatnyj-yazyk")
    programme.summary = "Как отвечать жителям так, чтобы не переспрашивали. (демо)"
    programme.save(update_fields=["summary"])
    for order, title in enumerate(("Зачем понятный язык", "Как построить ответ")):
        Module.objects.create(
            programme=programme,
            title=f"{title} (демо)",
            text="Короткое предложение понятнее длинного. Начинайте с главного. (демо)",
            order=order,
        )
    quiz = Quiz.objects.create(
        programme=programme, title="Понятный ответ (демо)", minutes=20, per_pool=2
    )
    for order, (kind, text, pool, choices) in enumerate(QUESTIONS):
        row = Question.objects.create(quiz=quiz, kind=kind, text=text, pool=pool, order=order)
        for choice, is_right in choices:
            Choice.objects.create(question=row, text=choice, is_right=is_right)
    Assignment.objects.create(
        programme=programme,
        title="Перепишите ответ (демо)",
        text="Возьмите ответ с канцеляритом и перепишите его понятно. (демо)",
        criteria=CriteriaSet.objects.get(code="social_project"),
    )
    Material.objects.create(
        programme=programme,
        title="Памятка: десять замен (демо)",
        text="«Осуществить проверку» — «проверить».",
        is_open=True,
    )
    session = _session(
        official, "ponyatnyj-yazyk", today() - 5 * DAY, ends_at=today() + 25 * DAY, place=""
    )
    session.mentors.add(official)
    for person in servants(teams[0])[:3]:
        _place(session, person, teams[0])


def _free(official, teams, lecturer) -> None:
    session = _session(
        *(official, "dobrovolcy-i-nko", today() + 20 * DAY),
        state="draft",
        quota=4,
        cost=30_000,
        quota_until=today() + 10 * DAY,
    )
    session.lecturers.add(lecturer)
    _meetings(session, ("Знакомство и первые задачи", "Договор с НКО: что можно обещать"))
    for team in teams:
        session.quotas.create(department=team, places=2)
    publish_session(session, actor=official)
    for person in servants(teams[0])[:2] + servants(teams[1])[:3]:
        enrol(session, actor=person)


def _competition(official, teams, slug: str, *, selected: bool) -> None:
    """Applications of one team; experts of the other, who know nobody by name."""
    session = _session(
        official,
        slug,
        today() + 29 * DAY,  # so that its intake began yesterday, whatever the hour
        state="draft",
        quota=2,
        is_competitive=True,
        confirm_until=today() + 28 * DAY + timedelta(hours=5),
        criteria=CriteriaSet.objects.get(code="training_selection"),
    )
    experts = servants(teams[1])[:2]
    session.experts.set(experts)
    session.lecturers.set(Lecturer.objects.all()[:1])
    _meetings(session, ("Разбор случаев", "Практика в парах"))
    publish_session(session, actor=official)
    for number, person in enumerate(servants(teams[0])[:4]):
        row = enrol(session, actor=person, text=f"Хочу лучше работать с жителями, {number} (демо)")
        for expert in experts if selected else ():
            for criterion in session.criteria.criteria.all():
                give_mark(criterion, row, actor=expert, value=5 + number)
    if selected:
        past = timezone.now() - timedelta(minutes=1)
        Session.objects.filter(pk=session.pk).update(enrol_until=past)
        session.refresh_from_db()
        select(session, actor=official)


def _plan(teams) -> None:
    this_year = timezone.localdate().year
    for year in (this_year, this_year + 1):
        for team in teams:
            for slug, _days, cost in PAST:
                PlanLine.objects.create(
                    year=year, department=team, programme=_programme(slug), people=5, cost=cost
                )
