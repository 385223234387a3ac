"""Awards: one takes nominations, one its residents' votes, one has its laureates; all invented."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from grants import actions
from grants.models import Award, AwardSeason, Juror, Nomination
from portal.accounts.models import User
from portal.scoring.models import CriteriaSet

DAY = timedelta(days=1)
TERMS = (
    "Награждают тех, кто своим временем, деньгами или умением помог городу и соседям. "
    "Выдвинуть может любой житель, себя — нельзя. Решение публикуется с причинами. (демо)"
)
PRACTICES = (
    ("ТОС «Заречье» (демо)", "Сами убрали и засадили берег ручья, теперь там тропа. (демо)"),
    ("ТОС «Старый двор» (демо)", "Каждую субботу чинят игрушки и мебель всем двором. (демо)"),
)


class Deed(NamedTuple):
    """Who is put forward, for what, in which category; the best mark of the jury; why not."""

    name: str
    text: str
    category: int
    best: int = 9
    passed_over: str = ""


# Categories of the award: 0 legal persons, 1 entrepreneurs, 2 citizens.
DEEDS = (
    Deed("Демо-Садовникова Вера",
         "Двенадцать лет сажает яблони во дворах и учит этому детей. (демо)", 2),
    Deed("Фонд «Тёплый дом» (демо)", "Ремонтирует печи одиноким пожилым людям. (демо)", 0),
    Deed("ИП Демо-Мастеров Пётр",
         "В своей мастерской бесплатно чинит велосипеды подросткам. (демо)", 1),
    Deed("Демо-Новосёлов Иван", "Весной посадил липы у остановки. (демо)", 2, 7,
         "Дело хорошее, но начато недавно: в этой номинации жюри поставило выше то, которое "
         "длится двенадцать лет. (демо)"),
)  # fmt: skip


@transaction.atomic
def load() -> None:
    """Load both unless they are there."""
    official = User.objects.filter(email="official@example.org").first()
    author = User.objects.filter(email="resident@example.org").first()
    award = Award.objects.filter(code="mecenat").first()
    if not (official and author and award) or award.seasons.exists():
        return
    current = _season(award, 0, "award-mecenat", 0)
    actions.publish_season(current, actor=official)
    for place, deed in enumerate(DEEDS):
        fresh = deed._replace(name=f"Новая: {deed.name}")
        row = _nominated(current, author, place, fresh)
        if place:
            actions.consent(row, actor=None, agreed=True)
    _past(award, author, official)
    _voting(Award.objects.get(code="best_tos"), author, official)


def _season(award: Award, years_ago: int, criteria: str, vote_points: int) -> AwardSeason:
    now = timezone.now()
    season = AwardSeason.objects.create(
        award=award, year=timezone.localdate().year - years_ago, terms=TERMS,
        opens_at=now - 5 * DAY, closes_at=now + 25 * DAY, check_until=now + 40 * DAY,
        judge_until=now + 60 * DAY, criteria=CriteriaSet.objects.get(code=criteria),
        vote_points=vote_points, quota=5,
    )  # fmt: skip
    actions.fill_categories(season)
    for email in ("expert@example.org", "nko@example.org"):
        user = User.objects.get(email=email)
        Juror.objects.create(season=season, user=user, name=user.get_full_name(),
                             post="член жюри (демо)")  # fmt: skip
    return season


def _nominated(season, author, place: int, deed: Deed) -> Nomination:
    chosen = season.categories.all()[deed.category]
    row = actions.start_nomination(
        season, actor=author, category=chosen, nominee_name=deed.name,
        nominee_kind="organisation" if "«" in deed.name else "person", text=deed.text,
        nominee_email=f"award-demo{place}@example.org",
    )  # fmt: skip
    actions.send_nomination(row, actor=author)
    Nomination.objects.filter(pk=row.pk).update(sent_at=timezone.now() - 2 * DAY)
    row.refresh_from_db()
    return row


def _past(award: Award, author, official) -> None:
    """Last year's, lived by the same actions with the calendar put back in time."""
    season = _season(award, 1, "award-mecenat", 0)
    actions.publish_season(season, actor=official)
    for place, deed in enumerate(DEEDS):
        row = _nominated(season, author, place, deed)
        actions.consent(row, actor=None, agreed=True)
        actions.admit_nomination(row, actor=official)
    year_ago = timezone.now() - 365 * DAY
    _put(season, opens_at=year_ago, closes_at=year_ago + 20 * DAY,
         check_until=year_ago + 30 * DAY, judge_until=timezone.now() + DAY)  # fmt: skip
    actions.move_season(season)
    actions.move_season(season)
    for row in season.nominations.all():
        for review in row.jury_reviews.select_related("juror__user", "nomination"):
            _marks(review, DEEDS[row.number - 1].best)
    _put(season, judge_until=year_ago + 50 * DAY)
    actions.rate_season(season, actor=official)
    for row in season.nominations.all():
        why_not = DEEDS[row.number - 1].passed_over
        actions.decide_nomination(
            row, actor=official, is_laureate=not why_not, post="начальник отдела (демо)",
            reason=why_not or "Дело известно городу и продолжается. (демо)",
        )  # fmt: skip
    actions.publish_laureates(season, actor=official)


def _voting(award: Award, author, official) -> None:
    """Nominees agreed and were admitted; residents vote while the jury marks."""
    season = _season(award, 0, "award-practice", 30)
    actions.publish_season(season, actor=official)
    for place in range(2 * len(PRACTICES)):
        row = _nominated(season, author, place, Deed(*PRACTICES[place % 2], place // 2))
        actions.consent(row, actor=None, agreed=True)
        actions.admit_nomination(row, actor=official)
    now = timezone.now()
    _put(season, opens_at=now - 40 * DAY, closes_at=now - 20 * DAY, check_until=now - DAY,
         judge_until=now + 14 * DAY)  # fmt: skip
    actions.move_season(season)
    actions.move_season(season)


def _put(season: AwardSeason, **dates) -> None:
    AwardSeason.objects.filter(pk=season.pk).update(**dates)
    season.refresh_from_db()


def _marks(review, best: int) -> None:
    actor = review.juror.user
    actions.declare_no_interest(review, actor=actor)
    review.refresh_from_db()
    codes = [row.code for row in actions.jury_criteria(review.nomination.season)]
    actions.save_marks(
        review, actor=actor, marks={code: best - place % 4 for place, code in enumerate(codes)},
        notes=dict.fromkeys(codes, "Обосновано (демо)"), is_final=True,
    )  # fmt: skip
