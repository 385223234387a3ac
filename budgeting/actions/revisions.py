"""The public record of a round's rules: a numbered, hashed row for each state they were in."""

from datetime import datetime

from django.utils import timezone

from budgeting.models import Round, RoundRevision


def note_revision(round_: Round, *, reason: str = "", changes: dict | None = None) -> RoundRevision:
    """Write down the rules as they stand and set their hash; the caller holds the row's lock."""
    last = RoundRevision.objects.filter(round=round_).first()
    round_.rules_hash = round_.rule_digest()
    round_.save(update_fields=["rules_hash"])
    return RoundRevision.objects.create(
        round=round_,
        number=last.number + 1 if last else 1,
        text=round_.rule_text(),
        digest=round_.rules_hash,
        reason=reason,
        changes=changes or {},
    )


def changes_of(round_: Round, values: dict, phases: dict) -> dict[str, list[str]]:
    """Old and new, as text, of what really changes."""
    schedule = round_.schedule()
    changes = {
        name: [_words(getattr(round_, name)), _words(value)]
        for name, value in values.items()
        if getattr(round_, name) != value
    }
    for kind, dates in phases.items():
        before = schedule.get(kind)
        old = (before.starts_at, before.ends_at) if before else None
        if old != dates:
            changes[f"phase:{kind}"] = [_dates(old), _dates(dates)]
    return changes


def _words(value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _dates(pair: tuple[datetime, datetime] | None) -> str:
    if pair is None:
        return ""
    return " – ".join(f"{timezone.localtime(moment):%d.%m.%Y %H:%M}" for moment in pair)
