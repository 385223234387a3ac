"""Confirmed participation and certificates in «my data»."""


def collect(user) -> dict:
    """Rows of the person's own, revoked ones too."""
    return {
        "participation": [
            {
                "kind": row.kind,
                "title": row.title,
                "hours": None if row.hours is None else str(row.hours),
                "day": row.day.isoformat(),
                "revoked_at": row.revoked_at and row.revoked_at.isoformat(),
            }
            for row in user.participation.all()
        ],
        "certificates": [
            {
                "code": row.printed_code,
                "title": row.title,
                "context": row.context,
                "issued_at": row.issued_at.isoformat(),
                "revoked_at": row.revoked_at and row.revoked_at.isoformat(),
            }
            for row in user.certificates.all()
        ],
    }
