"""`{% gallery case %}`: photos and documents of a case this person may see."""

from django import template

from portal.files.models import Attachment
from portal.files.rules import may_see_private

register = template.Library()


@register.inclusion_tag("files/gallery.html", takes_context=True)
def gallery(context, case):
    """One query. The page of the case has checked that the case itself may be seen."""
    user = context["user"]
    rows = [
        row
        for row in Attachment.objects.of(case).kept()
        if not row.is_private or may_see_private(user, row, case)
    ]
    return {
        "images": [row for row in rows if row.is_image],
        "documents": [row for row in rows if not row.is_image],
    }
