"""What a person says they can do."""

from django.db import transaction

from volunteers.actions.locks import locked_user
from volunteers.models import OwnSkill


@transaction.atomic
def mark_skills(*, actor, skills) -> None:
    """From now on exactly these of the catalogue; one no longer offered stays if it was marked.

    The person's row is locked, so that two pages saved at once leave what one of them said.
    """
    locked_user(actor.pk)
    wanted = {skill.pk for skill in skills}
    own = actor.volunteer_skills
    own.filter(skill__is_offered=True).exclude(skill__in=wanted).delete()
    known = set(own.values_list("skill", flat=True))
    OwnSkill.objects.bulk_create(OwnSkill(user=actor, skill_id=pk) for pk in sorted(wanted - known))
