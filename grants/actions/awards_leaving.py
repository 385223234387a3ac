"""A nominee who takes the consent back while the jury judges: the nomination leaves the contest.

Marks stay as numbers that no ranking counts; their words, which tell of the nominee, go.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from grants.actions.awards_letters import TOPIC
from grants.models import AwardCategory, AwardDecision, AwardSeason, Nomination
from grants.models.awards_jury import LIVE
from portal.accounts.models import User
from portal.cases.models import CaseEvent
from portal.notifications.actions import notify
from portal.scoring.models import Mark


def leave_contest(nomination: Nomination) -> None:
    """The season is held by the caller: a place decided for this one returns to the quota."""
    kind = ContentType.objects.get_for_model(Nomination)
    Mark.objects.filter(content_type=kind, object_id=nomination.pk).update(note="")
    decision = AwardDecision.objects.filter(nomination=nomination).first()
    if decision is None:
        return
    if decision.is_laureate:
        AwardSeason.objects.filter(pk=nomination.season_id).update(awarded=F("awarded") - 1)
        AwardCategory.objects.filter(pk=nomination.category_id).update(awarded=F("awarded") - 1)
    decision.delete()


def tell_jury(nomination: Nomination, event: CaseEvent) -> None:
    """Those who judge or have judged it; by number, as everything that outlives a refusal."""
    people = User.objects.filter(
        award_jury_seats__reviews__nomination=nomination,
        award_jury_seats__reviews__state__in=LIVE, is_active=True,
    )  # fmt: skip
    text = _(
        "Номинант отозвал согласие. Оценивать это выдвижение не нужно, в рейтинге его не будет."
    )
    notify(
        event, people.distinct(), topic=TOPIC,
        subject=format_lazy("{}: {}, {}", _("Выдвижение выбыло"), nomination.season, nomination),
        body=text, url=nomination.season.get_absolute_url(),
    )  # fmt: skip
