"""Who may propose, agree to and refuse the merging of two ideas."""

from django.utils.translation import gettext as _

from civic.rules.ideas import CHECK, GATHERING, stage_of
from civic.rules.people import official, signed_in
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse


def may_propose_merge(user, source, now=None) -> Verdict:
    """The author of the idea, or an official who leads the selection."""
    if source.state != "published":
        return refuse(_("Объединяют идеи, которые обсуждаются."))
    if not (verdict := first_refusal(signed_in(user), stage_of(source, *GATHERING, now=now))):
        return verdict
    if user.pk == source.author_id or official(user, CHECK):
        return ALLOWED
    return refuse(_("Предложить объединение может автор идеи или сотрудник, ведущий отбор."))


def may_agree(user, merge) -> Verdict:
    """The author of either idea, each for one's own; an official agrees for nobody."""
    if merge.state != "proposed":
        return refuse(_("Согласие уже не требуется."))
    if user.is_authenticated and user.pk in _unsaid(merge):
        return ALLOWED
    return refuse(_("Согласие дают авторы обеих идей, каждый за свою."))


def _unsaid(merge) -> set:
    """Authors whose consent is still missing."""
    waited = set()
    if merge.source_agreed_at is None:
        waited.add(merge.source.author_id)
    if merge.target_agreed_at is None:
        waited.add(merge.target.author_id)
    return waited - {None}


def may_choose(user, merge, now) -> Verdict:
    """To say what becomes of one's own support; that one gave it is asked of its row."""
    if not (verdict := signed_in(user)):
        return verdict
    if merge.state != "choosing" or now > merge.choose_until:
        return refuse(_("Сейчас выбирать не нужно: время выбора не началось или закончилось."))
    return ALLOWED


def may_refuse(user, merge, now=None) -> Verdict:
    authors = {merge.source.author_id, merge.target.author_id} - {None}
    if user.is_authenticated and user.is_active and user.pk in authors:
        return ALLOWED
    return refuse(_("Отказаться могут только авторы этих идей."))


RIGHTS = {"civic.refuse_merge": may_refuse}
