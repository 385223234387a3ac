"""Who may do what with a poll, and when."""

import rules
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.models import Level
from portal.accounts.rights import ALLOWED, Verdict, age_on, first_refusal, refuse
from portal.accounts.rules import require_age, require_level


def may_vote(user, poll, moment=None, proof=None) -> Verdict:
    """The one answer to «may this person vote in this poll»; the reason says what to do next.

    `moment` is the time that counts: the database's clock when a ballot is cast, else now; `proof`
    is the verification in force, for a caller who has read it already.
    Checked in the order a person would understand: dates, sign-in, identity, age, district.
    """
    moment = moment or timezone.now()
    for check in (_dates, _signed_in, _identity, _age, _district):
        verdict = check(user, poll, moment, proof)
        if not verdict:
            return verdict
    return ALLOWED


def _dates(user, poll, moment, proof) -> Verdict:
    if poll.accepts_at(moment):
        return ALLOWED
    if poll.state == "cancelled":
        return refuse(_("Голосование отменено. Причина указана на странице раунда."))
    if poll.state == "draft" or moment < poll.opens_at:
        return refuse(
            _("Голосование ещё не началось: оно откроется %(when)s. Приходите в этот день.")
            % {"when": _when(poll.opens_at)}
        )
    return refuse(
        _("Голосование завершилось %(when)s, новые голоса не принимаются. Посмотрите итоги.")
        % {"when": _when(poll.closes_at)}
    )


def _signed_in(user, poll, moment, proof) -> Verdict:
    if user.is_authenticated and user.is_active:
        return ALLOWED
    return refuse(_("Чтобы проголосовать, войдите на портал или зарегистрируйтесь."))


def _identity(user, poll, moment, proof) -> Verdict:
    return require_level(user, poll.min_level)


def _age(user, poll, moment, proof) -> Verdict:
    return require_age(user, poll.min_age, timezone.localdate(moment), proof)


def _district(user, poll, moment, proof) -> Verdict:
    if not getattr(poll, "is_local", True):
        return ALLOWED
    allowed = {district.pk: district.name for district in poll.districts.all()}
    proof = (proof or user.active_verification) if allowed else None
    district = proof.district_id if proof else user.district_id
    if not allowed or district in allowed:
        return ALLOWED
    return refuse(
        _(
            "Голосуют жители: %(districts)s. Если вы живёте там, подтвердите адрес "
            "в центре местной активности."
        )
        % {"districts": ", ".join(allowed.values())}
    )


def casted_offline(ballot) -> Verdict:
    """Whether the row of the person in the register may still be replaced by a vote here."""
    if not ballot.is_paper_mark:
        return ALLOWED
    return refuse(
        _(
            "Вы уже проголосовали на бумаге в центре местной активности. Второй раз голосовать "
            "нельзя. Если это были не вы, сообщите нам."
        )
    )


def _when(moment) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i")


@rules.predicate
def may_cancel(user, poll) -> bool:
    """Officials who may change polls, and only before the close."""
    open_yet = poll.state in ("draft", "open")
    return open_yet and user.is_active and user.is_staff and user.has_perm("polls.change_poll")


rules.add_perm("polls.cancel_poll", may_cancel)


RECEIVE = "polls.receive_paper"


def may_receive(user, centre) -> Verdict:
    """Staff with the right who are named as operators of this very centre; superusers too."""
    staff = user.is_authenticated and user.is_active and user.is_staff and user.has_perm(RECEIVE)
    if staff and centre.paper_operators.filter(user_id=user.pk).exists():
        return ALLOWED
    return refuse(_("Бумажные бюллетени принимает только оператор этого центра."))


def _votes_on_paper(poll, moment) -> Verdict:
    if poll.paper_until is None:
        return refuse(_("В этом голосовании бумажных бюллетеней нет."))
    if poll.min_level != Level.VERIFIED:
        # A phone proves no name, so a name on paper could vote once more.
        return refuse(_("На бумаге голосуют только там, где нужна подтверждённая личность."))
    if poll.accepts_at(moment):
        return ALLOWED
    return refuse(_("Отмечать голосующих можно только пока идёт голосование."))


def may_open_box(user, poll, centre, moment) -> Verdict:
    return first_refusal(may_receive(user, centre), _votes_on_paper(poll, moment))


def may_mark_on_paper(user, box, poll, moment) -> Verdict:
    """To note that a person votes at the centre of the box: while the portal takes votes too."""
    return first_refusal(may_receive(user, box.centre), _votes_on_paper(poll, moment), _open(box))


def eligible_on_paper(poll, born, district, moment) -> Verdict:
    """Whether the person at the desk may vote at all: the rules of the portal, by the passport."""
    if age_on(born, timezone.localdate(moment)) < poll.min_age:
        return refuse(_("Голосуют с %(years)d лет.") % {"years": poll.min_age})
    allowed = {one.pk: one.name for one in poll.districts.all()}
    if allowed and (district is None or district.pk not in allowed):
        names = ", ".join(allowed.values())
        return refuse(_("Голосуют жители: %(districts)s.") % {"districts": names})
    return ALLOWED


def may_enter(user, box, poll, moment) -> Verdict:
    """To enter what the box holds: after the end of voting, before anything is counted."""
    return first_refusal(may_receive(user, box.centre), _after_the_end(poll, moment), _open(box))


def _after_the_end(poll, moment) -> Verdict:
    if poll.state == "open" and moment >= poll.closes_at:
        return ALLOWED
    if poll.state == "open":
        return refuse(
            _("Ящик вскрывают после окончания голосования: %(when)s.")
            % {"when": _when(poll.closes_at)}
        )
    return refuse(_("Голосование уже подсчитано или отменено, менять ничего нельзя."))


def in_entry_window(poll, moment) -> Verdict:
    """New sheets come until the announced day; what has been begun may be finished after it."""
    if moment < poll.paper_until:
        return ALLOWED
    return refuse(
        _("Срок ввода кончился %(when)s: новые бюллетени не вводятся.")
        % {"when": _when(poll.paper_until)}
    )


def _open(box) -> Verdict:
    return ALLOWED if box.state == "open" else refuse(_("Ящик сверен и закрыт."))


def ready_to_count(poll) -> Verdict:
    """Whether nothing is waited for but the clock: every box of paper is compared and closed."""
    waiting = poll.boxes.filter(state="open").select_related("centre")
    names = [box.centre.name for box in waiting]
    if not names:
        return ALLOWED
    return refuse(
        _("Ещё вводятся бумажные бюллетени: %(centres)s.") % {"centres": ", ".join(names)}
    )


@rules.predicate
def may_close_box(user, box) -> bool:
    """The operator, after the end of voting."""
    return box is not None and bool(may_enter(user, box, box.poll, timezone.now()))


rules.add_perm("polls.close_box", may_close_box)


def may_propose_voiding(user, poll) -> Verdict:
    """Officials with the right, while voting goes on; superusers are no exception to the time."""
    if not (user.is_authenticated and user.is_staff and user.has_perm("polls.void_ballot")):
        return refuse(_("Аннулирование предлагает сотрудник с этим правом."))
    if poll.state != "open":
        return refuse(_("Аннулировать бюллетень можно, только пока идёт голосование."))
    return ALLOWED


@rules.predicate
def may_reject_voiding(user, voiding) -> bool:
    """Any official with the right, also the one who proposed it."""
    return bool(user.is_active and user.is_staff and user.has_perm("polls.void_ballot"))


@rules.predicate
def may_confirm_voiding(user, voiding) -> bool:
    """Another official than the one who proposed it."""
    if voiding is None or voiding.proposed_by_id == user.pk:
        return False
    return bool(may_propose_voiding(user, voiding.poll))


rules.add_perm("polls.reject_voiding", may_reject_voiding)
rules.add_perm("polls.confirm_voiding", may_confirm_voiding)


def may_audit(user, poll) -> Verdict:
    """Officials with the right, between the close and the anonymisation."""
    if not (user.is_authenticated and user.is_staff and user.has_perm("polls.audit_voters")):
        return refuse(_("Телефонную проверку проводит сотрудник с этим правом."))
    if poll.state != "closed":
        return refuse(_("Телефонная проверка проводится после завершения голосования."))
    if getattr(poll, "publication", None) and poll.publication.anonymised_at:
        return refuse(_("Голосование обезличено: кто голосовал, больше не известно."))
    return ALLOWED
