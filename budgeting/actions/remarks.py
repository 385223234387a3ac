"""Remarks of residents on a published project, and the answers to them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgeting import rules
from budgeting.actions.letters import TOPIC
from budgeting.models import Project, Remark
from budgeting.models.remarks import ONE_PAGE
from portal.accounts.models import User
from portal.cases.actions import record
from portal.cases.clock import database_now, require
from portal.notifications.actions import notify

A_DAY = 10  # remarks of one person, all projects together


@transaction.atomic
def add_remark(project: Project, *, actor, text: str) -> Remark:
    """Publish a remark at once, for it is formal and its author has a name.

    The project's row is locked: no remark slips in after the project was taken up. Raises
    PermissionDenied with the reason, ValidationError for a text empty, too long or repeated.
    """
    fresh = (
        Project.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round")
        .get(pk=project.pk)
    )
    require(rules.may_remark(actor, fresh, database_now()))
    text = _checked(text)
    _slow_down(fresh, actor, text)
    remark = Remark.objects.create(project=fresh, author=actor, text=text)
    Project.objects.filter(pk=fresh.pk).update(
        remark_count=F("remark_count") + 1, remarks_open=F("remarks_open") + 1
    )
    event = record(fresh, "remark", actor=actor, public=False, data={"remark": remark.pk})
    if fresh.author:
        subject = format_lazy("{}: {}", gettext_lazy("Замечание к вашему проекту"), fresh.title)
        notify(
            event, [fresh.author], topic=TOPIC, subject=subject, body=text[:500], url=_url(remark)
        )
    return remark


def _url(remark: Remark) -> str:
    return remark.get_absolute_url()


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError({"text": _("Напишите, что вы предлагаете или с чем не согласны.")})
    if len(text) > ONE_PAGE or "\x00" in text:
        raise ValidationError({"text": _("Не больше одной страницы: до 3000 знаков.")})
    return text


def _slow_down(project: Project, actor, text: str) -> None:
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    own = Remark.objects.filter(author=actor)
    if own.filter(project=project, text=text).exists():
        raise ValidationError({"text": _("Такое замечание вы уже прислали.")})
    if own.filter(created_at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY:
        raise ValidationError(_("Не больше 10 замечаний за сутки. Продолжите завтра."))


@transaction.atomic
def answer_remark(remark: Remark, *, actor, verdict: str, answer: str) -> Remark:
    """Say whether the remark is taken and why; once, for the answer is a public document.

    Raises ValidationError without a verdict of the list or a reason, and when somebody answered
    first; PermissionDenied as the predicate says.
    """
    fresh = Remark.objects.select_for_update().get(pk=remark.pk)
    project = Project.objects.select_related("round").get(pk=fresh.project_id)
    require(rules.may_answer_remark(actor, project, database_now()))
    if fresh.verdict:
        raise ValidationError(_("На это замечание уже ответили."))
    if verdict not in Remark.Verdict.values:
        raise ValidationError({"verdict": _("Выберите: учтено, учтено частично или не учтено.")})
    if not answer.strip():
        raise ValidationError({"answer": _("Напишите, почему: ответ увидят все.")})
    fresh.verdict, fresh.answer = verdict, answer.strip()
    fresh.answered_by, fresh.answered_at = actor, timezone.now()
    fresh.save()
    Project.objects.filter(pk=project.pk).update(remarks_open=F("remarks_open") - 1)
    _tell_author(fresh, project, actor)
    return fresh


def _tell_author(remark: Remark, project: Project, actor) -> None:
    event = record(
        project, "remark_answered", actor=actor, data={"remark": remark.pk, "is": remark.verdict}
    )
    told = remark.get_verdict_display()
    notify(
        event,
        [remark.author],
        topic=TOPIC,
        subject=format_lazy("{}: {}", gettext_lazy("Ответ на ваше замечание"), project.title),
        body=f"{told}. {remark.answer}",
        url=_url(remark),
    )
