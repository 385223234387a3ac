"""Who becomes a laureate: decided one by one within the quota, published all at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from grants.actions.awards import locked_season
from grants.actions.awards_letters import tell
from grants.models import AwardCategory, AwardDecision, AwardSeason, Nomination, NomineeKind
from grants.rules import awards as rules
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.portfolio.actions import write_certificate


@transaction.atomic
def decide_nomination(
    nomination: Nomination, *, actor, is_laureate: bool, reason: str, post: str
) -> AwardDecision:
    """Keep the decision, signed; nobody but officials sees it before all are published.

    The season is locked: two officials never award beyond the quota of the category or the year.
    Raises ValidationError naming the field.
    """
    season = locked_season(nomination.season)
    rows = Nomination.objects.select_related("season", "category")
    fresh = rows.get(pk=nomination.pk)
    require(rules.may_decide_nomination(actor, fresh))
    before = AwardDecision.objects.filter(nomination=fresh).first()
    _check(reason, post)
    change = int(is_laureate) - int(before.is_laureate if before else False)
    if change > 0:
        _within(season, fresh.category)
    if change:
        AwardSeason.objects.filter(pk=season.pk).update(awarded=F("awarded") + change)
        AwardCategory.objects.filter(pk=fresh.category_id).update(awarded=F("awarded") + change)
    signed = f"{actor.get_full_name()}, {post.strip()}"[:400]
    decision, _new = AwardDecision.objects.update_or_create(
        nomination=fresh,
        defaults={"is_laureate": is_laureate, "reason": reason.strip(), "decided_by": actor,
                  "signed": signed, "decided_on": database_now()},
    )  # fmt: skip
    return decision


def _check(reason: str, post: str) -> None:
    needed = {"reason": (reason, _("Напишите причины: их увидят все.")),
              "post": (post, _("Укажите должность: решение подписывается."))}  # fmt: skip
    if problems := {name: text for name, (value, text) in needed.items() if not value.strip()}:
        raise ValidationError(problems)


def _within(season: AwardSeason, category: AwardCategory) -> None:
    fault = None
    if category.awarded >= category.quota:
        fault = _("В этой номинации лауреатов не больше %(quota)d.") % {"quota": category.quota}
    elif season.awarded >= season.quota:
        fault = _("В этом году лауреатов не больше %(quota)d.") % {"quota": season.quota}
    if fault:
        raise ValidationError({"is_laureate": fault})


def undecided(season: AwardSeason) -> list[str]:
    rows = season.nominations.filter(state="admitted", award_decision=None).order_by("number")
    return [str(row) for row in rows]


@transaction.atomic
def publish_laureates(season: AwardSeason, *, actor, note: str = "") -> CaseEvent:
    """Publish every decision with its letters and certificates; all of them, or none."""
    fresh = locked_season(season)
    require(rules.may_run_season(actor, fresh))
    if left := undecided(fresh):
        raise ValidationError(_("Нет решения: %(list)s.") % {"list": ", ".join(left)})
    event = advance(season, "decide", actor=actor, note=note, decided_at=database_now())
    rows = fresh.nominations.filter(state="admitted").order_by("number").select_related(
        "award_decision", "nominator", "nominee_user", "category", "season__award"
    )  # fmt: skip
    for row in rows:
        decision = row.award_decision
        move = "win" if decision.is_laureate else "pass_over"
        tell(row, advance(row, move, actor=None, note=decision.reason), move, decision.reason)
        if decision.is_laureate:
            _certify(row, actor)
    return event


def _certify(row: Nomination, actor) -> None:
    """A laureate with an account gets a certificate anybody can check."""
    if row.nominee_user_id and row.nominee_kind == NomineeKind.PERSON:
        lines = [[_("Номинация"), str(row.category)]]
        title = _("Лауреат: %(season)s") % {"season": row.season}
        context = {"name": row.nominee_name, "lines": lines}
        write_certificate(row.nominee_user, title[:200], actor=actor, context=context)
