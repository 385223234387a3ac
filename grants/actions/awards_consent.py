"""The nominee's answer: by a link in a letter or on the portal. A refusal is final and erases."""

import hashlib

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grants.actions.awards_leaving import leave_contest, tell_jury
from grants.actions.awards_letters import TOPIC, post, tell
from grants.models import AwardSeason, Nomination, NominationState
from grants.models.awards_states import REVOCABLE
from grants.rules.awards import may_be_answered
from portal.cases.actions import advance
from portal.cases.clock import database_now, require
from portal.cases.models import CaseEvent
from portal.files.models import Attachment
from portal.notifications.actions import notify
from portal.notifications.models import Letter

SALT = "grants.nominee"
LINK = "/awards/consent/"
STATEMENT = gettext_lazy(
    "Я согласен(на), чтобы моё имя (название организации), текст выдвижения и фотографии были "
    "показаны на портале всем, вошли в бюллетень голосования, рейтинг и список лауреатов. Мне "
    "исполнилось 18 лет, или согласие даёт мой родитель, или я вправе отвечать за организацию. "
    "Отозвать согласие можно, пока не названы лауреаты: тогда выдвижение выбывает из конкурса."
)


def token_of(nomination: Nomination) -> str:
    """The secret of the letter; sending anew makes the earlier one void."""
    return signing.dumps([nomination.pk, nomination.sent_at.timestamp()], salt=SALT)


def nomination_of(token: str) -> Nomination | None:
    """What the token opens; None for a foreign or an old one and after a refusal."""
    try:
        pk, sent = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Nomination.objects.filter(pk=pk, state__in=REVOCABLE)
    found = rows.select_related("season__award", "category", "nominator").first()
    return found if found and found.sent_at and found.sent_at.timestamp() == sent else None


def ask(nomination: Nomination, event: CaseEvent) -> None:
    """The letter that asks: on the portal when the address has an account, else with the link."""
    subject = format_lazy("{}: {}", gettext_lazy("Вас выдвинули на награду"), nomination.season)
    text = format_lazy(
        "{}. {}: {}\n\n{}", nomination.season, gettext_lazy("Номинация"), nomination.category,
        gettext_lazy("Прочтите, что о вас написали, и ответьте: согласны ли вы участвовать. Пока "
                     "вы не согласились, никто об этом не узнает. Если откажетесь или не "
                     "ответите, сведения о вас будут удалены."),
    )  # fmt: skip
    if person := nomination.nominee_user:
        url = nomination.get_absolute_url()
        notify(event, [person], topic=TOPIC, subject=subject, body=text, url=url)
    else:
        url = reverse("grants:consent", args=[token_of(nomination)])
        post(nomination.nominee_email, subject, text, url)


def _locked(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",))
    return rows.select_related("season__award", "category", "nominator").get(pk=nomination.pk)


@transaction.atomic
def consent(nomination: Nomination, *, actor, note: str = "", agreed: bool = False) -> CaseEvent:
    """«Yes»: kept with the digest of all that was agreed to. `actor` None: by the letter's link.

    Raises ValidationError unless `agreed`, PermissionDenied after the time.
    """
    fresh = _locked(nomination)
    require(may_be_answered(fresh))
    if fresh.state != NominationState.CONSENT:
        raise ValidationError(_("Вы уже согласились."))
    if not agreed:
        raise ValidationError({"agreed": _("Отметьте, что вы согласны, или откажитесь.")})
    with override("ru"):
        whole = "\n".join([str(STATEMENT), fresh.nominee_name, str(fresh.category), fresh.text])
    data = {"digest": hashlib.sha256(whole.encode()).hexdigest(), "letter": actor is None}
    event = advance(fresh, "consent", actor=actor, data=data, consented_at=database_now())
    tell(fresh, event, "consent")
    return event


@transaction.atomic
def decline(nomination: Nomination, *, actor, note: str = "") -> CaseEvent:
    """«No», or the consent taken back: final, nothing of the nominee is kept, no reason asked.

    The season is locked first, as by whoever ranks and decides: they see it gone, or not yet.
    """
    AwardSeason.objects.select_for_update(no_key=True).get(pk=nomination.season_id)
    fresh = _locked(nomination)
    require(may_be_answered(fresh))
    return close(fresh, "decline", actor)


def close(nomination: Nomination, move: str, actor) -> CaseEvent:
    """Move into a state in which nothing of the nominee is left; a refusal keeps the keyed digest.

    An address without an account is not written to: the letter would keep it.
    """
    person, email = nomination.nominee_user, nomination.nominee_email
    token = token_of(nomination) if nomination.sent_at else "-"
    keeps = nomination.nominee_key if move == "decline" else ""
    competes = nomination.state == NominationState.ADMITTED
    event = advance(
        nomination, move, actor=actor, nominee_user=None, nominee_name="", nominee_email="",
        text="", nominee_key=keeps,
    )  # fmt: skip
    sent = Letter.objects.filter(to=[email], subject__endswith=f": {nomination.season}")
    sent.exclude(~Q(text__contains=token) & Q(text__contains=LINK)).delete()
    _erase_files(nomination)
    nomination.nominee_user = person
    tell(nomination, event, move)
    nomination.nominee_user = None
    if competes:
        leave_contest(nomination)
        tell_jury(nomination, event)
    return event


def _erase_files(nomination: Nomination) -> None:
    """At once, bytes and names: the thirty days of a removed file are not for a refusal."""
    rows = list(Attachment.objects.of(nomination))
    for row in rows:
        row.original_name, row.caption, row.alt = "—", "", ""
        row.removed_at = row.removed_at or database_now()
        row.save(update_fields=["original_name", "caption", "alt", "removed_at"])
    transaction.on_commit(lambda: _forget_bytes(rows), robust=True)


def _forget_bytes(rows: list[Attachment]) -> None:
    for row in rows:
        row.file.delete(save=False)
        row.thumb.delete(save=False)
        row.save(update_fields=["file", "thumb"])
