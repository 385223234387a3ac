"""Awards: one takes nominations, one its residents' votes, one has its laureates; all invented."""

from datetime import timedelta

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
DEEDS = (
    ("Демо-Садовникова Вера", "Двенадцать лет сажает яблони во дворах и учит этому детей. (демо)"),
    ("Фонд «Тёплый дом» (демо)", "Ремонтирует печи одиноким пожилым людям. (демо)"),
    ("Демо-Мастеров Пётр", "Бесплатно чинит велосипеды подросткам. (демо)"),
)
WINNERS = 2


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
    for place, (name, text) in enumerate(DEEDS):
        row = _nominated(current, author, place, (f"Новая: {name}", text), place)
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


def _nominated(season, author, place: int, deed: tuple, category: int) -> Nomination:
    name, text = deed
    chosen = season.categories.all()[category]
    row = actions.start_nomination(
        season, actor=author, category=chosen, nominee_name=name,
        nominee_kind="organisation" if "«" in name else "person", text=text,
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
        row = _nominated(season, author, place, deed, place)
        actions.consent(row, actor=None, agreed=True)
        actions.admit_nomination(row, actor=official)
    year_ago = timezone.now() - 365 * DAY
    _put(season, opens_at=year_ago, closes_at=year_ago + 20 * DAY,
         check_until=year_ago + 30 * DAY, judge_until=timezone.now() + DAY)  # fmt: skip
    actions.move_season(season)
    actions.move_season(season)
    for row in season.nominations.all():
        for review in row.jury_reviews.select_related("juror__user", "nomination"):
            _marks(review)
    _put(season, judge_until=year_ago + 50 * DAY)
    actions.rate_season(season, actor=official)
    for row in season.nominations.all():
        actions.decide_nomination(
            row, actor=official, is_laureate=row.number <= WINNERS, post="начальник отдела (демо)",
            reason="Дело известно городу и продолжается. (демо)",
        )  # fmt: skip
    actions.publish_laureates(season, actor=official)


def _voting(award: Award, author, official) -> None:
    """Nominees agreed and were admitted; residents vote while the jury marks."""
    season = _season(award, 0, "award-practice", 30)
    actions.publish_season(season, actor=official)
    for place in range(2 * len(PRACTICES)):
        row = _nominated(season, author, place, PRACTICES[place % 2], place // 2)
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


def _marks(review) -> None:
    actor = review.juror.user
    actions.declare_no_interest(review, actor=actor)
    review.refresh_from_db()
    codes = [row.code for row in actions.jury_criteria(review.nomination.season)]
    actions.save_marks(
        review, actor=actor, marks={code: 9 - place % 4 for place, code in enumerate(codes)},
        notes=dict.fromkeys(codes, "Обосновано (демо)"), is_final=True,
    )  # fmt: skip
