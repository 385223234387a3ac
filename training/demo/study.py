"""How far people are with the distance course that runs now, and what its group was given."""

from django.utils import timezone

from portal.accounts.models import User
from training.actions import add_material, answer, finish_module, start_attempt, write_work
from training.demo.people import servants
from training.models import Session

WORK = """Было: «В ответ на Ваше обращение сообщаем, что работы будут осуществлены в установленном
порядке». Стало: «Яму во дворе дома 7 заделаем до 5 мая. Отвечает мастер участка». (демо)"""


def load(official: User, teams) -> None:
    """The second of the group passed the test and sent the work; the third read one module."""
    session = Session.objects.get(
        programme__slug="ponyatnyj-yazyk", starts_at__lt=timezone.now(), state="published"
    )
    add_material(
        session,
        actor=official,
        title="Разбор ваших ответов (демо)",
        text="Три письма группы до и после. (демо)",
        link="https://example.org/razbor-demo",
    )
    first, second = servants(teams[0])[1:3]
    place = session.enrolments.get(user=first)
    for module in session.programme.modules.all():
        finish_module(module, place, actor=first)
    attempt = start_attempt(session.programme.quizzes.get(), place, actor=first)
    right = {
        f"q{number}": row["right"][:1] if row["kind"] == "text" else row["right"]
        for number, row in enumerate(attempt.questions)
    }
    answer(attempt, actor=first, answers=right, finish=True)
    write_work(session.programme.assignments.get(), place, actor=first, text=WORK, send=True)
    finish_module(
        session.programme.modules.first(), session.enrolments.get(user=second), actor=second
    )
