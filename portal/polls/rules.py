"""Who may do what with a poll, and when."""

import rules
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts.rights import ALLOWED, Verdict, refuse
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


def _when(moment) -> str:
    return date_format(timezone.localtime(moment), "j E Y, H:i")


@rules.predicate
def may_cancel(user, poll) -> bool:
    """Officials who may change polls, and only before the close."""
    open_yet = poll.state in ("draft", "open")
    return open_yet and user.is_active and user.is_staff and user.has_perm("polls.change_poll")


rules.add_perm("polls.cancel_poll", may_cancel)


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
