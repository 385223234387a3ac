"""Part of «my data»: the appeals of a person; they are kept as the law asks."""

from civic.models import Appeal


def collect(user) -> dict:
    """Every appeal the person filed, whole."""
    fields = ("number", "kind", "state", "subject", "text", "reply_email", "reply_address")
    dates = ("sent_at", "registered_at", "answer_due", "answered_at")
    rows = Appeal.objects.filter(author=user).order_by("id")
    return {"appeals": list(rows.values(*fields, "co_applicants", "answer", *dates))}
