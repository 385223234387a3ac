"""Which stage of a challenge runs; who leads it. One predicate for residents and officials."""

from django.utils import timezone
from django.utils.translation import gettext as _

from civic.rules.people import named, official
from portal.accounts.rights import ALLOWED, Verdict, first_refusal, refuse
from portal.law.wording import since, until

RUN = "civic.run_challenge"
MOVED_BY_DATES = ("announced", "ideas", "discussion", "merging", "selection", "voting")


def in_stage(challenge, *kinds: str, now=None) -> Verdict:
    """Whether one of the stages runs; otherwise which one to wait for, or when it ended.

    Dated stages are asked of their dates, so that the last second counts by the clock and not by
    the beat; decision, road map and report are states that somebody's act begins.
    """
    now = now or timezone.now()
    if challenge.state in ("draft", "cancelled"):
        return refuse(_("Вызов не объявлен или отменён."))
    schedule = challenge.schedule()
    stages = [schedule[kind] for kind in kinds if kind in schedule]
    if challenge.state in kinds and challenge.state not in schedule:
        return ALLOWED
    if any(stage.runs_at(now) for stage in stages):
        return ALLOWED
    return _when(stages, now)


def _when(stages, now) -> Verdict:
    coming = [stage for stage in stages if stage.starts_at > now]
    if coming:
        first = min(coming, key=lambda stage: stage.starts_at)
        return _told(_("Этап «%(stage)s» начнётся %(when)s."), first, since(first.starts_at))
    if stages:
        last = max(stages, key=lambda stage: stage.ends_at)
        return _told(_("Этап «%(stage)s» закончился: шёл до %(when)s."), last, until(last.ends_at))
    return refuse(_("Сейчас в этом вызове другой этап."))


def _told(sentence: str, stage, when: str) -> Verdict:
    return refuse(sentence % {"stage": stage.get_kind_display(), "when": when})


def may_announce(user, challenge, now=None) -> Verdict:
    """To announce or cancel."""
    return official(user, RUN)


def may_reschedule(user, challenge, now=None) -> Verdict:
    """To change the dates of an announced challenge, while the dates still lead it."""
    if challenge.state not in MOVED_BY_DATES:
        return refuse(_("Сроки меняют у объявленного вызова, пока идут этапы с датами."))
    return official(user, RUN)


def may_conclude(user, challenge, now=None) -> Verdict:
    """To publish the decision and the report: in the official's own name."""
    return first_refusal(official(user, RUN), named(user))


RIGHTS = {
    "civic.announce_challenge": may_announce,
    "civic.conclude_challenge": may_conclude,
}
