"""Experts: the pool, who scores what, the declaration, the marks, stepping aside."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.models import Application, Contest, Expert, Review, ReviewState, conflicting
from grants.models.expertise import LIVE
from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.law.deadlines import due
from portal.notifications.actions import notify
from portal.scoring.actions import give_mark
from portal.scoring.formulas import score
from portal.scoring.models import Criterion, Mark

TOPIC = "grants"
LEAST = 2  # final reviews without which an application is not ranked


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


# --- Who scores what ----------------------------------------------------------------------------
@transaction.atomic
def assign(application: Application, expert: Expert, *, actor, is_extra: bool = False) -> Review:
    """Give the application to the expert by hand. Raises ValidationError naming the obstacle."""
    contest = _locked(application.contest)
    require(rules.may_assign(actor, contest))
    _fits(application, expert)
    return _assigned(application, expert, actor=actor, is_extra=is_extra)


def _locked(contest: Contest) -> Contest:
    """Assignments of a contest follow one another: places and loads are counted under this lock."""
    return Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)


def _fits(application: Application, expert: Expert) -> None:
    if application.state != "expertise" or application.contest_id != expert.contest_id:
        raise ValidationError(_("Эта заявка сейчас не на экспертизе."))
    if not expert.is_active:
        raise ValidationError(_("Эксперт больше не участвует."))
    if Review.objects.filter(application=application, expert=expert).exists():
        raise ValidationError(_("Этот эксперт уже получал эту заявку."))
    if not _free_of_conflict(expert).filter(pk=application.pk).exists():
        raise ValidationError(_("Конфликт интересов: эксперт связан с заявителем."))
    if expert.reviews.filter(state__in=LIVE).count() >= expert.most:
        raise ValidationError(_("У эксперта уже наибольшее число заявок."))


def _free_of_conflict(expert: Expert):
    rows = Application.objects.filter(contest=expert.contest_id)
    return rows.exclude(conflicting(expert.user, expert.employer))


def _assigned(application: Application, expert: Expert, *, actor, is_extra=False) -> Review:
    review = Review.objects.create(
        application=application,
        expert=expert,
        is_extra=is_extra,
        due=due("grant_expertise", database_now()),
    )
    event = record(review, "assigned", actor=actor, public=False)
    _tell_expert(review, event, gettext_lazy("Вам назначена заявка на экспертизу"))
    return review


def _tell_expert(review: Review, event: CaseEvent, news) -> None:
    """The letter names a number and a date, nothing that tells who applied."""
    notify(
        event,
        [review.expert.user],
        topic=TOPIC,
        subject=format_lazy("{}: {}", news, review),
        body=format_lazy(
            gettext_lazy(
                "Конкурс: {contest}.\nСначала подтвердите, что у вас нет конфликта интересов. "
                "Оценить до {due:%d.%m.%Y}."
            ),
            contest=review.application.contest.title,
            due=review.due,
        ),
        url=review.get_absolute_url(),
    )


@transaction.atomic
def assign_all(contest: Contest, *, actor) -> tuple[int, list[Application]]:
    """Fill every free place: balanced, without conflicts, the same from the same data.

    The least loaded goes first; equal loads are ordered by SHA-256 of contest, application and
    expert, so that nobody picks. Returns how many were assigned and the applications still short.
    """
    fresh = _locked(contest)
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
    count, short = 0, []
    rows = fresh.applications.filter(state="expertise").select_related("contest").order_by("number")
    for application in rows:
        lacking = fresh.experts_per_application - taken[application.pk]
        free = [expert for expert in experts
                if application.pk in fitting[expert.pk] and expert.pk not in seen[application.pk]
                and load[expert.pk] < expert.most]  # fmt: skip
        free.sort(key=lambda expert: (load[expert.pk], _lot(fresh, application, expert)))
        for expert in free[: max(lacking, 0)]:
            _assigned(application, expert, actor=actor)
            load[expert.pk] += 1
            count += 1
        if len(free) < lacking:
            short.append(application)
    return count, short


def _lot(contest: Contest, application: Application, expert: Expert) -> str:
    text = f"{contest.slug} {application.number} {expert.user_id}"
    return hashlib.sha256(text.encode()).hexdigest()


# --- What an expert does ------------------------------------------------------------------------
def _own(review: Review, actor) -> Review:
    """The review, locked, if the expert may still open it: a conflict closes it at once.

    The contest is locked first: two last marks see each other, and none comes after the ranking.
    """
    _locked(review.application.contest)
    rows = Review.objects.select_for_update(of=("self",))
    rows = rows.select_related("expert__user", "application__contest__criteria")
    fresh = rows.get(pk=review.pk)
    require(rules.may_review(actor, fresh))
    if not Review.objects.of(actor).filter(pk=fresh.pk).exists():
        raise PermissionDenied(_("Эта экспертиза вам недоступна."))
    return fresh


@transaction.atomic
def declare(review: Review, *, actor, note: str = "") -> CaseEvent:
    """«I have no conflict of interest»: only then does the text open."""
    fresh = _own(review, actor)
    return advance(fresh, "declare", actor=actor, note=note)


@transaction.atomic
def recuse(review: Review, *, actor, note: str) -> CaseEvent:
    """Step aside: the marks are void, the place is filled anew if somebody fits."""
    fresh = _own(review, actor)
    event = advance(fresh, "recuse", actor=actor, note=note)
    marks_of(fresh).delete()
    Review.objects.filter(pk=fresh.pk).update(total=None, final_at=None)
    _replace(fresh)
    return event


@transaction.atomic
def remove(review: Review, *, actor, note: str) -> CaseEvent:
    """An official takes an unfinished review from an expert; the place is filled again."""
    _locked(review.application.contest)  # before the review, in the order of every other path
    rows = Review.objects.select_for_update(of=("self",)).select_related("application__contest")
    fresh = rows.get(pk=review.pk)
    require(rules.may_assign(actor, fresh.application.contest))
    event = advance(fresh, "remove", actor=actor, note=note)
    marks_of(fresh).delete()
    _tell_expert(fresh, event, gettext_lazy("Заявка снята с вас"))
    _replace(fresh)
    return event


def _replace(gone: Review) -> Review | None:
    """The next expert for the place, by load and lot; None when nobody fits."""
    contest, application = _locked(gone.application.contest), gone.application
    load = Counter(
        Review.objects.filter(application__contest=contest, state__in=LIVE)
        .values_list("expert", flat=True)
    )  # fmt: skip
    experts = contest.experts.filter(is_active=True).exclude(reviews__application=application)
    free = [
        expert
        for expert in experts.select_related("user")
        if load[expert.pk] < expert.most
        and _free_of_conflict(expert).filter(pk=application.pk).exists()
    ]
    if not free:
        return None
    best = min(free, key=lambda one: (load[one.pk], _lot(contest, application, one)))
    return _assigned(application, best, actor=None, is_extra=gone.is_extra)


@transaction.atomic
def save_review(
    review: Review, *, actor, marks: Mapping[str, Decimal | None], notes: Mapping[str, str],
    comment: str, is_final: bool,
) -> Review:  # fmt: skip
    """Keep marks and comments by criterion; `is_final` closes them for good.

    Raises ValidationError: outside the scale, or for a final one without every mark and comment.
    """
    fresh = _own(review, actor)
    require(rules.may_score(actor, fresh))
    criteria = expert_criteria(fresh.application.contest)
    if is_final:
        _complete(criteria, marks, notes, comment)
    marks_of(fresh).delete()
    for criterion in criteria:
        if (value := marks.get(criterion.code)) is not None:
            note = notes.get(criterion.code, "").strip()
            give_mark(criterion, fresh.application, actor=actor, value=value, note=note)
    fresh.comment = comment.strip()
    fresh.save(update_fields=["comment", "updated_at"])
    if is_final:
        total = _points(criteria, marks)
        advance(fresh, "finish", actor=actor, total=total, final_at=database_now())
        _third_if_divergent(fresh)
    review.refresh_from_db()
    return review


def _complete(criteria: Iterable[Criterion], marks, notes, comment: str) -> None:
    lacking = {
        criterion.code: [_("Поставьте оценку и объясните её.")]
        for criterion in criteria
        if marks.get(criterion.code) is None or not notes.get(criterion.code, "").strip()
    }
    if not comment.strip():
        lacking["comment"] = [_("Напишите заключение о заявке.")]
    if lacking:
        raise ValidationError(lacking)


def expert_criteria(contest: Contest) -> list[Criterion]:
    return list(contest.criteria.criteria.filter(formula=Criterion.Formula.EXPERT))


def marks_of(review: Review):
    return Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Application),
        object_id=review.application_id,
        expert=review.expert.user_id,
    )


def _points(criteria: Iterable[Criterion], marks: Mapping) -> Decimal:
    """The weighted sum of one review, in points of the contest's scale."""
    values = {code: [value] for code, value in marks.items()}
    total = score([criterion.rule() for criterion in criteria], values, {}, Fraction(0)).total
    return round(Decimal(total.numerator) / Decimal(total.denominator), 3)


def _third_if_divergent(review: Review) -> None:
    """A further expert when two final marks by a criterion lie too far apart; once."""
    application = review.application
    final = application.reviews.filter(state=ReviewState.FINAL).select_related("expert")
    if len(final) < LEAST or application.reviews.filter(is_extra=True, state__in=LIVE).exists():
        return
    limit = Fraction(application.contest.divergence, 100)
    given = defaultdict(list)
    people = [row.expert.user_id for row in final]
    rows = Mark.objects.filter(
        content_type=ContentType.objects.get_for_model(Application),
        object_id=application.pk,
        expert__in=people,
    ).select_related("criterion")
    for mark in rows:
        given[mark.criterion].append(Fraction(mark.value))
    if any(max(row) - min(row) > limit * Fraction(one.high) for one, row in given.items()):
        record(application, "diverged", actor=None, public=False)
        _replace(Review(application=application, is_extra=True))
