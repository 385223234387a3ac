"""An organiser who is no official prepares their own session, and who learns there sees it."""

from datetime import timedelta

import pytest

from tests.factories.people import VerifiedUserFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from training.models import Session

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_organiser_keeps_the_schedule_and_the_materials(arrives):
    person = VerifiedUserFactory()
    place = EnrolmentFactory(session=SessionFactory(organiser=person))
    host = arrives(person)
    host.opens("/training/")
    host.clicks("Стол организатора", role="link")
    host.clicks(place.session.programme.title, role="link")
    adds_a_meeting(host, place.session)
    host.clicks("Добавить материал", role="link")
    host.fills(title="Разбор случаев", text="Три письма до и после.")
    host.clicks("Сохранить")
    host.reads("Сохранено.")
    student = arrives(place.user)
    student.opens(place.session.get_absolute_url())
    student.reads("Встреча с наставником")
    student.clicks("Разбор случаев", role="link")
    student.reads("Три письма до и после.")


def adds_a_meeting(host, session: Session) -> None:
    day = f"{session.starts_at + timedelta(days=1):%Y-%m-%d}"
    host.clicks("Добавить занятие", role="link")
    host.fills(title="Встреча с наставником", starts_at=f"{day}T12:00", ends_at=f"{day}T13:00")
    host.clicks("Сохранить")
    host.reads("Сохранено.")
