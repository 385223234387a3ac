"""Meetings, remarks and merges of projects.

MeetingFactory(project=…)          held, with numbers that fit; `minutes=True` attaches the minutes
RemarkFactory(project=…)           unanswered; keeps the project's counters
MergeOfferFactory(target=…)        two published projects of one round
"""

from datetime import date
from decimal import Decimal

import factory
from django.db.models import F

from budgeting.models import MergeOffer, Project, Remark, ResidentsMeeting
from portal.files.actions import attach_document
from tests.factories.budgeting import ProjectFactory
from tests.factories.files import upload
from tests.factories.people import VerifiedUserFactory


def paper(name="minutes.txt", text="Протокол собрания (демо)"):
    return upload(name, text.encode())


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ResidentsMeeting
        skip_postgeneration_save = True

    project = factory.SubFactory(ProjectFactory)
    held_on = date(2026, 9, 12)
    place = "Двор дома 1 (демо)"
    territory = "Дома 1–5 по улице Демонстрационной (демо)"
    residents, present = 400, 60
    votes_for, votes_against, votes_abstained = 50, 6, 4
    chair, secretary = "Председателев Пётр", "Секретарева Нина"
    agenda = "Выбор проекта и взноса (демо)"
    contribution = Decimal("50000.00")

    @factory.post_generation
    def minutes(self, create, extracted, **kwargs):
        if create and extracted:
            attach_document(self, paper(), actor=self.project.author)


class RemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Remark

    project = factory.SubFactory(ProjectFactory)
    author = factory.SubFactory(VerifiedUserFactory)
    text = "Поставьте скамейки в тени (демо)"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        remark = super()._create(model_class, *args, **kwargs)
        Project.objects.filter(pk=remark.project_id).update(
            remark_count=F("remark_count") + 1,
            remarks_open=F("remarks_open") + int(not remark.verdict),
        )
        return remark


class MergeOfferFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MergeOffer

    target = factory.SubFactory(ProjectFactory)
    project = factory.LazyAttribute(lambda offer: ProjectFactory(round=offer.target.round))
    note = "Оба про один двор (демо)"
