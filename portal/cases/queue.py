"""The shape of a row in the moderation queue, which every app fills from its own tables."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class QueueItem:
    """Something that waits for an official: since when, and until when it must be answered.

    `due` is None where no deadline applies; `mine` says that the user who asked handles it.
    """

    kind: str
    title: str
    url: str
    since: datetime
    due: datetime | None = None
    mine: bool = False

    def is_overdue(self, now: datetime) -> bool:
        return self.due is not None and self.due < now
