"""States of a promise of help, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class PledgeState(models.TextChoices):
    PROMISED = "promised", _("Обещано")
    RECEIVED = "received", _("Получено")
    WITHDRAWN = "withdrawn", _("Обещание снято")
    MISSED = "missed", _("Не передано")
    RELEASED = "released", _("Больше не нужно")


P = PledgeState
HELD = (P.PROMISED, P.RECEIVED)
PLEDGE_LIFECYCLE = Lifecycle(
    P,
    P.PROMISED,
    Transition(
        "withdraw",
        (P.PROMISED,),
        P.WITHDRAWN,
        _("Снять обещание"),
        "volunteers.withdraw_pledge",
        public=False,
    ),
    Transition(
        "receive",
        (P.PROMISED,),
        P.RECEIVED,
        _("Получено полностью"),
        "volunteers.receive_pledge",
        public=False,
    ),
    Transition(
        "miss",
        (P.PROMISED,),
        P.MISSED,
        _("Не передано"),
        "volunteers.receive_pledge",
        needs_note=True,
        public=False,
    ),
    Transition("release", (P.PROMISED,), P.RELEASED, _("Больше не нужно"), public=False),
)
