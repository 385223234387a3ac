"""A consultation: an NKO asks, an official appoints and advises, the NKO says that it helped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grants.models import Consultation
from tests.factories.consultations import SubjectFactory, begun, keeper
from tests.factories.people import VerifiedUserFactory
from tests.factories.property import nko

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_nko_is_consulted_from_the_question_to_the_thanks(visitor):
    head, official, subject = VerifiedUserFactory(), keeper(), SubjectFactory()
    nko(head)
    team = visitor()
    team.signs_in(head)
    team.opens("/grants/consultations/ask/")
    team.page.locator("[name='subject']").select_option(label=subject.name)
    team.fills(question="Как быть с уставом?", wished_on=f"{timezone.localdate():%Y-%m-%d}")
    team.clicks("Отправить")
    team.reads("Ждёт назначения")
    row = Consultation.objects.get()
    office = visitor()
    office.signs_in(official)
    office.opens("/admin/queue/")
    office.clicks(subject.name, "link")
    office.clicks("Назначить время", "link")
    office.page.locator("[name='official']").select_option(str(official.pk))
    at = timezone.localtime() + timedelta(days=2)
    office.fills(starts_at=f"{at:%Y-%m-%dT%H:%M}", place="ул. Ленина, 1")
    office.page.locator("form [type='submit'].default").click()
    office.reads("Готово")
    team.opens(row.get_absolute_url())
    team.reads("ул. Ленина, 1")
    begun(row)
    office.opens(f"/admin/grants/consultation/{row.pk}/move/hold/")
    office.fills(note="Примите новый устав")
    office.page.locator("form [type='submit'].default").click()
    office.reads("Готово")
    team.opens(row.get_absolute_url())
    team.reads("Примите новый устав")
    team.page.get_by_label("Да, помогла").check()
    team.clicks("Ответить")
    team.reads("Ответ записан")
    team.opens("/grants/consultations/")
    team.reads(subject.name)
