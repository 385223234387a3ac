"""Reports that come from other systems through Open311."""

import hashlib
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic.actions.reports_drafts import add_photos, missing, put_forward
from civic.models import ApiKey, Report
from portal.files.images import prepare_image
from portal.places.geo import district_at

_signer = Signer(salt="civic.open311-token")


def key_of(text: str) -> ApiKey | None:
    """The working key, or None."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ApiKey.objects.filter(digest=digest, is_active=True).first() if text else None


def token_of(report: Report) -> str:
    return _signer.sign(str(report.pk))


def report_of_token(token: str) -> Report | None:
    """The report a token was given for; None for a forged one."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Report.objects.filter(pk=pk, source=Report.Source.OPEN311).first()


@transaction.atomic
def post_request(key: ApiKey, *, photos: list | tuple = (), **fields) -> Report:
    """Put the report before a moderator. Few systems send a photo: a category that needs one takes
    the report all the same, the executor sees that there is none.

    Raises ValidationError naming what is missing or wrong, PermissionDenied beyond the daily limit.
    """
    locked = ApiKey.objects.select_for_update().get(pk=key.pk)
    now = timezone.now()
    today = Report.objects.filter(api_key=locked, submitted_at__gt=now - timedelta(days=1))
    if not locked.is_active or today.count() >= locked.daily_limit:
        raise PermissionDenied(_("Суточный предел этого ключа исчерпан."))
    known = fields.get("latitude") is not None
    report = Report.objects.create(
        **fields,
        district=district_at(fields["latitude"], fields["longitude"]) if known else None,
        source=Report.Source.OPEN311,
        api_key=locked,
    )
    lacks = missing(report)
    lacks.pop("photos", None)
    if lacks:
        raise ValidationError([*lacks.values()])
    add_photos(report, [prepare_image(photo) for photo in photos])
    put_forward(report, actor=None)
    ApiKey.objects.filter(pk=locked.pk).update(last_used_at=now)
    return report
