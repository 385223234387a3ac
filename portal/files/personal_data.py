"""Files in «my data»: what the person uploaded, with the addresses to fetch it from."""

from portal.files.models import Attachment


def collect(user) -> dict:
    """Rows for the export; the bytes are fetched by the address while the case opens to them."""
    rows = Attachment.objects.kept().filter(uploaded_by=user).order_by("created_at")
    return {
        "files": [
            {
                "name": row.original_name,
                "caption": row.caption,
                "size": row.size,
                "sha256": row.sha256,
                "uploaded_at": row.created_at.isoformat(),
                "url": row.get_absolute_url(),
            }
            for row in rows
        ]
    }
