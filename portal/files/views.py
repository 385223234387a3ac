"""The only door to the bytes of a file: opens where the page of its case opens."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from portal.files.models import Attachment
from portal.files.rules import is_public, may_see

# An hour: what moderators take down must not live on in other people's caches for long.
PUBLIC = "public, max-age=3600"
PRIVATE = "private, no-store"


@login_not_required
@require_safe
def file(request: HttpRequest, pk: UUID) -> FileResponse:
    """A photo to look at, or a document to download; 404 for whoever may not see the case."""
    attachment = _seen(request, pk)
    return served(attachment, attachment.file)


@login_not_required
@require_safe
def thumb(request: HttpRequest, pk: UUID) -> FileResponse:
    """The photo made small (640 px); documents have none."""
    attachment = _seen(request, pk)
    if not attachment.thumb:
        raise Http404
    return served(attachment, attachment.thumb)


def _seen(request: HttpRequest, pk: UUID) -> Attachment:
    attachment = get_object_or_404(Attachment.objects.kept(), pk=pk)
    if not may_see(request.user, attachment):
        raise Http404
    return attachment


def served(attachment: Attachment, stored) -> FileResponse:
    """The bytes, for a view that has asked whether this visitor may have them."""
    try:
        body = stored.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(body, content_type=attachment.media_type)
    response["Content-Disposition"] = content_disposition_header(
        not attachment.is_image, attachment.original_name
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    cacheable = attachment.is_image and is_public(attachment)
    response["Cache-Control"] = PUBLIC if cacheable else PRIVATE
    return response
