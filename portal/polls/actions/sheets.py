"""Voting on paper, the box: each sheet is read by two people, a third settles what they differ in.

An accepted sheet is a ballot like any other: nonce, receipt and a line in the journal. Its mark
belongs to no person, and no row joins it to the register. Every path takes the poll's lock first,
then the row of the box, so two people never accept one sheet twice.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.cases.actions import advance, record
from portal.cases.models import CaseEvent
from portal.polls import ballots
from portal.polls.actions.casting import checked, limits_of, line_of
from portal.polls.actions.locks import lock_for_casting
from portal.polls.actions.paper import require
from portal.polls.actions.register import insert, mark
from portal.polls.models import Ballot, Method, PaperBox, PaperEntry, PaperRuling, Poll
from portal.polls.rules import in_entry_window, may_enter

LAST_SERIAL = 99_999
SHOWN = 20  # serial numbers named in one sentence


@transaction.atomic
def enter_sheet(
    box: PaperBox, *, actor: User, serial: int, choices: Iterable = (), spoiled: bool = False
) -> PaperEntry:
    """One person's reading of the sheet; the second reading, by somebody else, may accept it.

    Raises PermissionDenied for who may not enter now, ValidationError for a sheet one has read
    already, for a choice that only a spoiled sheet can hold, and for new sheets after the term.
    """
    poll, box = _held(box, actor)
    _check_serial(serial)
    earlier = list(box.entries.filter(serial=serial))
    _check_turn(earlier, actor, serial)
    if not earlier and not (verdict := in_entry_window(poll, poll.clock)):
        raise ValidationError(verdict.reason)
    text, district = ("", "") if spoiled else checked(limits_of(poll), choices)
    entry = PaperEntry.objects.create(
        box=box,
        serial=serial,
        turn=len(earlier) + 1,
        choices=text,
        is_spoiled=spoiled,
        entered_by=actor,
        entered_at=poll.clock,
    )
    if earlier and earlier[0].reading == entry.reading:
        _accept(poll, box, serial, text, district)
    return entry


@transaction.atomic
def rule_on_sheet(
    box: PaperBox,
    *,
    actor: User,
    serial: int,
    reason: str,
    choices: Iterable = (),
    spoiled: bool = False,
) -> PaperRuling:
    """The third look: what the sheet really says, and why the readings differ."""
    poll, box = _held(box, actor)
    if serial not in mismatches(box):
        raise ValidationError(_("По этому бюллетеню расхождения нет."))
    if box.entries.filter(serial=serial, entered_by=actor).exists():
        raise ValidationError(_("Вы вводили этот бюллетень. Расхождение разбирает третий человек."))
    if not reason.strip():
        raise ValidationError({"reason": _("Укажите, в чём ошибка: это останется в журнале.")})
    text, district = ("", "") if spoiled else checked(limits_of(poll), choices)
    ruling = PaperRuling.objects.create(
        box=box,
        serial=serial,
        choices=text,
        is_spoiled=spoiled,
        reason=reason.strip(),
        ruled_by=actor,
        ruled_at=poll.clock,
    )
    record(box, "ruled", actor=actor, note=reason.strip(), public=False, data={"serial": serial})
    _accept(poll, box, serial, text, district)
    return ruling


@transaction.atomic
def close_box(box: PaperBox, *, actor: User, note: str = "") -> CaseEvent:
    """Compare the box with the list and close it; a difference needs a reason everybody will see.

    Raises ValidationError while a sheet waits for its second reading or for a ruling.
    """
    box.poll, held = _held(box, actor)  # the move is judged by the dates as they are now
    sheets = _read_twice(held)
    marks, note = held.people.count(), note.strip()
    if marks != len(sheets) and not note:
        raise ValidationError({"note": _difference(marks, len(sheets))})
    totals = {"marks": marks, "sheets": len(sheets), "spoiled": sum(sheets.values())}
    reason = note if marks != len(sheets) else ""
    return advance(
        box, "close", actor=actor, note=note, data=totals, difference_reason=reason, **totals
    )


def mismatches(box: PaperBox) -> dict[int, list[PaperEntry]]:
    """Sheets read differently and not ruled on: serial → the two readings."""
    ruled = set(box.rulings.values_list("serial", flat=True))
    pairs = {serial: pair for serial, pair in _pairs(box).items() if serial not in ruled}
    return {
        serial: pair
        for serial, pair in pairs.items()
        if len(pair) == 2 and pair[0].reading != pair[1].reading
    }


def awaiting(box: PaperBox, user: User) -> list[int]:
    """Sheets read once, by somebody else: those this person may read now."""
    pairs = _pairs(box).items()
    return [one for one, pair in pairs if len(pair) == 1 and pair[0].entered_by_id != user.pk]


def _pairs(box: PaperBox) -> dict[int, list[PaperEntry]]:
    found: dict[int, list[PaperEntry]] = {}
    for entry in box.entries.order_by("serial", "turn"):
        found.setdefault(entry.serial, []).append(entry)
    return found


def _held(box: PaperBox, actor: User) -> tuple[Poll, PaperBox]:
    poll = lock_for_casting(box.poll)
    held = PaperBox.objects.select_for_update(of=("self",)).select_related("centre").get(pk=box.pk)
    require(may_enter(actor, held, poll, poll.clock))
    return poll, held


def _check_serial(serial: int) -> None:
    if not 1 <= serial <= LAST_SERIAL:
        raise ValidationError(
            {"serial": _("Номер бюллетеня — от 1 до %(last)d.") % {"last": LAST_SERIAL}}
        )


def _check_turn(earlier: list[PaperEntry], actor: User, serial: int) -> None:
    if any(entry.entered_by_id == actor.pk for entry in earlier):
        raise ValidationError(
            {
                "serial": _("Бюллетень № %(serial)d вы уже вводили. Второй раз — другой человек.")
                % {"serial": serial}
            }
        )
    if len(earlier) > 1:
        raise ValidationError(
            {"serial": _("Бюллетень № %(serial)d уже введён дважды.") % {"serial": serial}}
        )


def _accept(poll: Poll, box: PaperBox, serial: int, text: str, district: str) -> None:
    nonce = ballots.new_nonce()
    sheet = Ballot(
        poll=poll,
        voter_mark=mark(poll, f"sheet:{box.pk}:{serial}"),
        choices=text,
        nonce=nonce,
        receipt=ballots.receipt(poll.uuid, nonce, text),
        cast_at=poll.clock,
        method=Method.PAPER,
        chosen_district=district,
    )
    if not insert(sheet, line_of(sheet)):
        raise ValidationError(_("Этот бюллетень уже принят."))


def _read_twice(box: PaperBox) -> dict[int, bool]:
    """Every sheet of the box: serial → spoiled. Raises ValidationError while one is in doubt."""
    once = [str(serial) for serial, pair in _pairs(box).items() if len(pair) == 1]
    if once:
        raise ValidationError(
            _("Введены один раз: № %(serials)s. Второй раз их вводит другой человек.")
            % {"serials": ", ".join(once[:SHOWN])}
        )
    if differing := [str(serial) for serial in mismatches(box)]:
        raise ValidationError(
            _("Не разобраны расхождения: № %(serials)s.")
            % {"serials": ", ".join(differing[:SHOWN])}
        )
    ruled = dict(box.rulings.values_list("serial", "is_spoiled"))
    read = dict(box.entries.filter(turn=2).values_list("serial", "is_spoiled"))
    return read | ruled


def _difference(marks: int, sheets: int) -> str:
    return _(
        "Отмечено в списке: %(marks)d, бюллетеней в ящике: %(sheets)d. "
        "Проверьте ещё раз или укажите причину: её увидят все."
    ) % {"marks": marks, "sheets": sheets}
