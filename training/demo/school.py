"""The school for leaders of TOS and active residents: open now, a social project at its end."""

from datetime import timedelta

from portal.accounts.models import User
from portal.scoring.models import CriteriaSet
from training.actions import enrol, publish_session
from training.demo.courses import DAY, today
from training.models import Assignment, Material, Meeting, Module, Programme, Session

STEPS = (
    ("Проблема и для кого проект", "Начните с людей: кому станет лучше и как вы это узнаете."),
    ("Смета и команда", "Посчитайте всё, и то, что сделаете сами. Назовите, кто за что отвечает."),
    ("Как рассказать о проекте", "Одна страница, понятная соседу. Остальное — в приложении."),
)


def load(official: User) -> None:
    programme = Programme.objects.get(slug="shkola-liderov-tos")
    programme.summary = "Свой социальный проект за месяц, с наставником. (демо)"
    programme.save(update_fields=["summary"])
    for order, (title, text) in enumerate(STEPS):
        Module.objects.create(
            programme=programme, title=f"{title} (демо)", text=f"{text} (демо)", order=order
        )
    Assignment.objects.create(
        programme=programme,
        title="Социальный проект двора или улицы (демо)",
        text="Опишите проблему, решение, команду и смету на одной странице. (демо)",
        criteria=CriteriaSet.objects.get(code="social_project"),
    )
    Material.objects.create(
        programme=programme,
        title="Пример заявки с разбором (демо)",
        text="Что в заявке убедило комиссию, а что нет. (демо)",
        link="https://example.org/primer-demo",
    )
    session = _session(programme, official)
    publish_session(session, actor=official)
    for person in User.objects.filter(email__in=("resident2@example.org", "nko@example.org")):
        enrol(session, actor=person)


def _session(programme: Programme, official: User) -> Session:
    starts = today(18) + 7 * DAY
    session = Session.objects.create(
        programme=programme,
        enrol_from=starts - 20 * DAY,
        enrol_until=starts - DAY,
        starts_at=starts,
        ends_at=starts + 30 * DAY,
        place="Центр местной активности (демо)",
        organiser=official,
        quota=20,
    )
    session.mentors.add(official)
    Meeting.objects.create(
        session=session,
        title="Знакомство и выбор проблемы (демо)",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
    )
    return session
