"""Ready texts of answers with the report's own words put in.

Plain replacement of four marks: a text an official typed is never a format string.
"""

from django.utils import timezone

from civic.models import Report

MARKS = ("{номер}", "{адрес}", "{категория}", "{срок}")


def filled(text: str, report: Report) -> str:
    """The text with the marks replaced; what is unknown becomes a dash."""
    due = timezone.localtime(report.fix_due) if report.fix_due else None
    words = (
        str(report.pk),
        report.address or "—",
        str(report.category or "—").lower(),
        f"{due:%d.%m.%Y}" if due else "—",
    )
    for mark, word in zip(MARKS, words, strict=True):
        text = text.replace(mark, word)
    return text
