"""The pool of experts and who scores what: by hand, evenly, and when a place becomes free."""

import hashlib
from collections import Counter, defaultdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.marks import diverging, final_marks
from grants.models import Application, Contest, Expert, Review, conflicting
from grants.models.expertise import LIVE
from portal.accounts.models import User
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.actions import notify

TOPIC = "grants"


@transaction.atomic
def add_expert(
    contest: Contest, *, actor, user: User, employer: str = "", most: int = 20
) -> Expert:
    """Put a person into the pool. Raises ValidationError for one who is there already."""
    require(rules.may_pool(actor, contest))
    if not (verdict := rules.may_read_blind(user)):
        raise ValidationError(verdict.reason)
    expert = Expert(contest=contest, user=user, employer=employer.strip(), most=most)
    expert.full_clean()
    expert.save()
    return expert


def locked(contest: Contest) -> Contest:
    """Whatever experts and officials do to a contest's reviews comes one after another.

    Places and loads are counted under this lock, and none is taken before it.
    """
    return Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)


@transaction.atomic
def assign(application: Application, expert: Expert, *, actor) -> Review:
    """Give the application to the expert by hand. Raises ValidationError naming the obstacle."""
    contest = locked(application.contest)
    require(rules.may_assign(actor, contest))
    _fits(application, expert)
    taken = application.reviews.filter(state__in=LIVE).count()
    is_extra = taken >= contest.experts_per_application
    return _assigned(application, expert, actor=actor, is_extra=is_extra)


def _fits(application: Application, expert: Expert) -> None:
    if application.state != "expertise" or application.contest_id != expert.contest_id:
        raise ValidationError(_("Эта заявка сейчас не на экспертизе."))
    if not expert.is_active:
        raise ValidationError(_("Эксперт больше не участвует."))
    if Review.objects.filter(application=application, expert=expert).exists():
        raise ValidationError(_("Этот эксперт уже получал эту заявку."))
    if has_conflict(expert, application):
        raise ValidationError(_("Конфликт интересов: эксперт связан с заявителем."))
    if expert.reviews.filter(state__in=LIVE).count() >= expert.most:
        raise ValidationError(_("У эксперта уже наибольшее число заявок."))


def has_conflict(expert: Expert, application: Application) -> bool:
    return not _free_of_conflict(expert).filter(pk=application.pk).exists()


def _free_of_conflict(expert: Expert):
    rows = Application.objects.filter(contest=expert.contest_id)
    return rows.exclude(conflicting(expert.user, expert.employer))


def _assigned(application: Application, expert: Expert, *, actor, is_extra: bool) -> Review:
    review = Review.objects.create(
        application=application,
        expert=expert,
        is_extra=is_extra,
        due=due("grant_expertise", database_now()),
    )
    tell_expert(
        review,
        record(review, "assigned", actor=actor, public=False),
        gettext_lazy("Вам назначена заявка на экспертизу"),
        format_lazy(
            gettext_lazy(
                "Сначала подтвердите, что у вас нет конфликта интересов. Оценить до {:%d.%m.%Y}."
            ),
            review.due,
        ),
    )
    return review


def tell_expert(review: Review, event: CaseEvent, news, text) -> None:
    """The letter names the contest and a number, nothing that tells who applied."""
    contest = review.application.contest.title
    notify(
        event,
        [review.expert.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, review),
        body=format_lazy("{}: {}\n\n{}", gettext_lazy("Конкурс"), contest, text),
        url=review.get_absolute_url(),
    )


@transaction.atomic
def assign_all(contest: Contest, *, actor) -> tuple[int, list[Application]]:
    """Fill every free place: balanced, without conflicts, the same from the same data.

    Where two opinions lie far apart a third one has a place too. The least loaded goes first; equal
    loads are ordered by SHA-256 of contest, application and expert, so that nobody picks. Returns
    how many were assigned and the applications still short.
    """
    fresh = locked(contest)
    require(rules.may_assign(actor, fresh))
    experts = list(fresh.experts.filter(is_active=True).select_related("user"))
    fitting = {expert.pk: set(_free_of_conflict(expert).values_list("pk", flat=True))
               for expert in experts}  # fmt: skip
    load, seen, taken = Counter(), defaultdict(set), Counter()
    for row in Review.objects.filter(application__contest=fresh):
        seen[row.application_id].add(row.expert_id)
        if row.state in LIVE:
            load[row.expert_id] += 1
            taken[row.application_id] += 1
    disputed = diverging(fresh, final_marks(application__contest=fresh))
    count, short = 0, []
    rows = fresh.applications.filter(state="expertise").select_related("contest").order_by("number")
    for application in rows:
        places = fresh.experts_per_application + (application.pk in disputed)
        lacking = places - taken[application.pk]
        free = [expert for expert in experts
                if application.pk in fitting[expert.pk] and expert.pk not in seen[application.pk]
                and load[expert.pk] < expert.most]  # fmt: skip
        free.sort(key=lambda expert: (load[expert.pk], _lot(fresh, application, expert)))
        for expert in free[: max(lacking, 0)]:
            is_extra = taken[application.pk] >= fresh.experts_per_application
            _assigned(application, expert, actor=actor, is_extra=is_extra)
            load[expert.pk] += 1
            taken[application.pk] += 1
            count += 1
        if len(free) < lacking:
            short.append(application)
    return count, short


def _lot(contest: Contest, application: Application, expert: Expert) -> str:
    text = f"{contest.slug} {application.number} {expert.user_id}"
    return hashlib.sha256(text.encode()).hexdigest()


def fill(application: Application, *, is_extra: bool) -> Review | None:
    """One more expert for the application, by load and lot; None when nobody fits.

    The caller holds the lock of the contest.
    """
    contest = application.contest
    live = Review.objects.filter(application__contest=contest, state__in=LIVE)
    load = Counter(live.values_list("expert", flat=True))
    experts = contest.experts.filter(is_active=True).exclude(reviews__application=application)
    free = [
        expert
        for expert in experts.select_related("user")
        if load[expert.pk] < expert.most and not has_conflict(expert, application)
    ]
    if not free:
        return None
    best = min(free, key=lambda one: (load[one.pk], _lot(contest, application, one)))
    return _assigned(application, best, actor=None, is_extra=is_extra)
