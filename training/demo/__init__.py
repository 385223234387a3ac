"""A year of training in the demo city; all of it invented and marked «демо»."""

from django.db import transaction

from portal.accounts.models import User
from portal.scoring.models import CriteriaSet
from training.demo import courses, ethics, people, reserve, school, study
from training.models import Campaign


@transaction.atomic
def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    official = User.objects.filter(email="official@example.org").first()
    ready = CriteriaSet.objects.filter(code="reserve_default").exists()
    if not (official and ready) or Campaign.objects.filter(slug=reserve.OPEN).exists():
        return
    teams = people.load(official)
    courses.load(official, teams)
    study.load(official, teams)
    school.load(official)
    reserve.load(official, teams)
    ethics.load(official, teams)
