"""Who may join two projects: their authors, and each supporter for herself."""

from django.utils import timezone
from django.utils.translation import gettext as _

from budgeting.rules.phases import in_phase, signed_in
from portal.accounts.rights import ALLOWED, Verdict, refuse

MERGEABLE = ("published", "rework")
JOINABLE = ("published", "review", "rework", "supported")
BEFORE_VOTE = ("submission", "check", "remarks")


def may_offer_merge(user, project, now=None) -> Verdict:
    """The author of a published project, before the selection begins."""
    if not signed_in(user) or user.pk != project.author_id:
        return refuse(_("Объединить проект с другим предлагает только его автор."))
    if project.state not in MERGEABLE:
        return refuse(_("Объединить можно опубликованный проект, пока его не взяли рассматривать."))
    return in_phase(project.round, *BEFORE_VOTE, now=now)


def may_be_joined(project, target) -> Verdict:
    """Whether the two fit together: one round, two projects, both before the selection."""
    if project.pk == target.pk:
        return refuse(_("Выберите другой проект: с самим собой объединить нельзя."))
    if project.round_id != target.round_id:
        return refuse(_("Объединить можно только проекты одного раунда."))
    if project.state not in MERGEABLE or target.state not in JOINABLE:
        return refuse(_("Один из проектов уже нельзя объединить: посмотрите его состояние."))
    if target.author_id is None:
        return refuse(_("У этого проекта нет автора, который мог бы согласиться."))
    return ALLOWED


def may_answer_merge(user, offer, now=None) -> Verdict:
    """The author of the project that is joined."""
    if not signed_in(user) or user.pk != offer.target.author_id:
        return refuse(_("На предложение отвечает автор проекта, к которому присоединяются."))
    return in_phase(offer.target.round, *BEFORE_VOTE, now=now)


def may_cancel_merge(user, offer, now=None) -> Verdict:
    if signed_in(user) and user.pk == offer.project.author_id:
        return ALLOWED
    return refuse(_("Отозвать предложение может только тот, кто его сделал."))


def may_choose(user, offer, now=None) -> Verdict:
    """A supporter, while the days to choose run; a moved support needs its project still open."""
    if not signed_in(user):
        return signed_in(user)
    if offer.state != "accepted" or timezone.localdate(now) > offer.choose_until:
        return refuse(_("Срок выбора закончился: ваша поддержка осталась там, где была."))
    return ALLOWED


def may_move_support(offer, now=None) -> Verdict:
    if offer.target.state not in (*JOINABLE, "contest"):
        return refuse(_("Объединённый проект больше не собирает поддержку."))
    return in_phase(offer.target.round, *BEFORE_VOTE, now=now)


RIGHTS = {
    "budgeting.answer_merge": may_answer_merge,
    "budgeting.cancel_merge": may_cancel_merge,
}
