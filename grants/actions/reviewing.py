"""What an expert does: the declaration, the marks, stepping aside; and what is taken away."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from grants import rules
from grants.actions.assigning import fill, has_conflict, locked, tell_expert
from grants.actions.marks import diverging, expert_criteria, final_marks, marks_of
from grants.models import Application, Expert, Review, ReviewState
from portal.cases.actions import advance, record
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.scoring.actions import give_mark
from portal.scoring.formulas import score
from portal.scoring.models import Criterion

UNFINISHED = (ReviewState.ASSIGNED, ReviewState.OPEN)


def _held(review: Review) -> Review:
    """The review with its contest locked before it: two last marks see each other, and none comes
    after the ranking.
    """
    locked(review.application.contest)
    rows = Review.objects.select_for_update(of=("self",))
    return rows.select_related("expert__user", "application__contest__criteria").get(pk=review.pk)


def _own(review: Review, actor) -> Review:
    """The review, if the expert may still open it: a conflict closes it at once."""
    fresh = _held(review)
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
    _void(fresh)
    return event


@transaction.atomic
def remove(review: Review, *, actor, note: str) -> CaseEvent:
    """An official takes a review from an expert; the place is filled again.

    Raises ValidationError for a final one while the expert has no interest in the application:
    nobody takes marks away because of what they are.
    """
    fresh = _held(review)
    require(rules.may_assign(actor, fresh.application.contest))
    is_final = fresh.state == ReviewState.FINAL
    if is_final and not has_conflict(fresh.expert, fresh.application):
        raise ValidationError(
            _("Окончательную оценку снимают, только если у эксперта есть конфликт интересов.")
        )
    event = advance(fresh, "remove", actor=actor, note=note)
    text = gettext_lazy("Заявку оценит другой эксперт. Делать ничего не нужно.")
    tell_expert(fresh, event, gettext_lazy("Заявка снята с вас"), text)
    _void(fresh)
    return event


def _void(review: Review) -> None:
    """The marks go, and another expert gets the place."""
    marks_of(review).delete()
    Review.objects.filter(pk=review.pk).update(total=None, final_at=None)
    fill(review.application, is_extra=review.is_extra)


@transaction.atomic
def retire_expert(expert: Expert, *, actor, note: str) -> Expert:
    """The expert takes part no longer: what is unfinished goes to others, final marks stand."""
    contest = locked(expert.contest)
    require(rules.may_pool(actor, contest))
    Expert.objects.filter(pk=expert.pk).update(is_active=False)
    for review in expert.reviews.filter(state__in=UNFINISHED).select_related("application"):
        remove(review, actor=actor, note=note)
    expert.refresh_from_db()
    return expert


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
        _third_if_divergent(fresh.application)
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


def _points(criteria: Iterable[Criterion], marks: Mapping) -> Decimal:
    """The weighted sum of one review, in points of the contest's scale."""
    values = {code: [value] for code, value in marks.items()}
    total = score([criterion.rule() for criterion in criteria], values, {}, Fraction(0)).total
    return round(Decimal(total.numerator) / Decimal(total.denominator), 3)


def _third_if_divergent(application: Application) -> None:
    """A further expert when final marks lie too far apart; once."""
    if application.reviews.filter(state__in=UNFINISHED).exists():
        return
    marks = final_marks(application=application)
    if diverging(application.contest, marks):
        record(application, "diverged", actor=None, public=False)
        fill(application, is_extra=True)
