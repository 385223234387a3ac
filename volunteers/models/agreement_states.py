"""States of a three-party agreement, with every move."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.cases.lifecycle import Lifecycle, Transition


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Стороны согласуют условия")
    AGREED = "agreed", _("Стороны согласны, слово за городом")
    SIGNED = "signed", _("Действует")
    FULFILLED = "fulfilled", _("Исполнено")
    ENDED = "ended", _("Прекращено")


A = AgreementState
SETTLED = (A.AGREED, A.SIGNED, A.FULFILLED)
AGREEMENT_SHOWN = (A.SIGNED, A.FULFILLED)
CITY = "volunteers.sign_agreement"
AGREEMENT_LIFECYCLE = Lifecycle(
    A,
    A.DRAFT,
    Transition("settle", (A.DRAFT,), A.AGREED, _("Обе стороны согласны"), public=False),
    Transition("sign", (A.AGREED,), A.SIGNED, _("Подписать от города"), CITY),
    Transition(
        "reopen",
        (A.AGREED,),
        A.DRAFT,
        _("Вернуть сторонам"),
        CITY,
        needs_note=True,
        public=False,
    ),
    Transition(
        "fulfil",
        (A.SIGNED,),
        A.FULFILLED,
        _("Подтвердить исполнение"),
        "volunteers.fulfil_agreement",
    ),
    Transition(
        "end",
        (A.DRAFT, A.AGREED, A.SIGNED),
        A.ENDED,
        _("Прекратить"),
        "volunteers.end_agreement",
        needs_note=True,
        public=False,
    ),
)
