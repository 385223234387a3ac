"""The second machine of a report: its way to the executor, with retries and visible failures."""

import hashlib
import hmac
import http.client
import json
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from civic import webhooks
from civic.models import Channel, Handover, HandoverState, Report
from portal.cases.actions import record

ATTEMPTS = 6
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=2)
BATCH = 20
FAULTS = (OSError, http.client.HTTPException, ValueError)


class RefusedError(ValueError):
    """The executor's server answered, but did not take the report."""


def hand_over(report: Report) -> Handover | None:
    """Queue the delivery by the department's channel; None where it works in admin alone.

    What still waited for the department before is not sent: the report is no longer its own.
    """
    department = report.department
    waiting = Handover.objects.filter(report=report, state=HandoverState.WAITING)
    waiting.exclude(department=department).delete()
    if department is None or department.channel == Channel.NONE:
        return None
    return Handover.objects.create(report=report, department=department, channel=department.channel)


def acknowledge(report: Report) -> None:
    """The executor has it in hand: whatever was under way has arrived."""
    rows = Handover.objects.filter(report=report, department=report.department)
    rows.exclude(state=HandoverState.ACKNOWLEDGED).update(state=HandoverState.ACKNOWLEDGED)


def claim(now) -> list[Handover]:
    """Deliveries that are due, leased so that a second worker passes them over."""
    with transaction.atomic():
        rows = Handover.objects.due(now).select_for_update(skip_locked=True, of=("self",))
        found = list(
            rows.select_related("report__category", "report__district", "department")[:BATCH]
        )
        pks = [row.pk for row in found]
        Handover.objects.filter(pk__in=pks).update(next_at=now + LEASE)
    return found


def deliver(handover: Handover) -> bool:
    """Send one; a failure is written down and tried again later, the last one is left visible."""
    try:
        external_id = SENDERS[handover.channel](handover)
    except FAULTS as fault:
        _failed(handover, fault)
        return False
    with transaction.atomic():
        rows = Handover.objects.filter(pk=handover.pk, state=HandoverState.WAITING)
        if rows.update(
            state=HandoverState.SENT,
            sent_at=timezone.now(),
            attempts=handover.attempts + 1,
            external_id=external_id[:100],
            last_error="",
        ):
            note = str(handover.department)
            record(handover.report, "delivered", actor=None, note=note, public=False)
    return True


def _failed(handover: Handover, fault: Exception) -> None:
    attempts = handover.attempts + 1
    is_last = attempts >= ATTEMPTS
    state = HandoverState.FAILED if is_last else HandoverState.WAITING
    said = f"{type(fault).__name__}: {fault}"[:300].replace("\x00", "")
    with transaction.atomic():
        rows = Handover.objects.filter(pk=handover.pk, state=HandoverState.WAITING)
        moved = rows.update(
            state=state,
            attempts=attempts,
            last_error=said,
            next_at=timezone.now() + FIRST_PAUSE * 2 ** (attempts - 1),
        )
        if moved and is_last:
            note = f"{handover.department}: {said}"
            record(handover.report, "undelivered", actor=None, note=note, public=False)


@transaction.atomic
def retry(handovers) -> int:
    """Give failed deliveries another life; `handovers` is a queryset."""
    return handovers.filter(state=HandoverState.FAILED).update(
        state=HandoverState.WAITING, attempts=0, next_at=timezone.now()
    )


def _by_email(handover: Handover) -> str:
    report = handover.report
    lines = [f"{name}: {value}" for name, value in _told(report).items() if value]
    EmailMessage(
        subject=_("Сообщение № %(number)d: %(title)s")
        % {"number": report.pk, "title": report.title},
        body="\n".join(lines),
        to=[handover.department.email],
        headers={"Message-ID": f"<handover-{handover.pk}@{_host()}>"},
    ).send()
    return ""


def _host() -> str:
    return settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0] or "localhost"


def _by_webhook(handover: Handover) -> str:
    """JSON with a signature: X-Signature is HMAC-SHA256 of the body under the shared secret."""
    department = handover.department
    body = json.dumps(_told(handover.report), ensure_ascii=False).encode()
    seal = hmac.new(department.secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "X-Signature": seal,
        "Idempotency-Key": f"handover-{handover.pk}",
    }
    return _identifier(_taken(webhooks.post(department.endpoint, body, headers)))


def _by_open311(handover: Handover) -> str:
    """POST requests.json of the executor's own GeoReport v2 server."""
    report, department = handover.report, handover.department
    fields = {
        "api_key": department.secret,
        "service_code": report.category.code,
        "lat": report.latitude or "",
        "long": report.longitude or "",
        "address_string": report.address,
        "description": report.text,
    }
    url = f"{department.endpoint.rstrip('/')}/requests.json"
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    answer = webhooks.post(url, urlencode(fields).encode(), headers)
    return _identifier(_taken(answer))


def _taken(answer: webhooks.Answer) -> bytes:
    if not 200 <= answer.status < 300:
        raise RefusedError(f"HTTP {answer.status}")
    return answer.body


def _identifier(body: bytes) -> str:
    """The executor's own number, where the answer names one; any other answer is a yes."""
    try:
        found = json.loads(body)
        row = found[0] if isinstance(found, list) and found else found
        names = ("service_request_id", "token", "id")
        return next((str(row[name]) for name in names if row.get(name)), "")
    except (ValueError, AttributeError, TypeError, RecursionError):
        return ""


def _told(report: Report) -> dict:
    """What the executor gets; the author's name and contacts are not among it."""
    return {
        "number": report.pk,
        "category": report.category.code,
        "title": report.title,
        "text": report.text,
        "answers": "; ".join(f"{key}: {value}" for key, value in report.answers.items()),
        "address": report.address,
        "district": str(report.district or ""),
        "latitude": str(report.latitude or ""),
        "longitude": str(report.longitude or ""),
        "due": report.fix_due.isoformat() if report.fix_due else "",
        "url": settings.SITE_URL.rstrip("/") + report.get_absolute_url(),
    }


SENDERS = {
    Channel.EMAIL: _by_email,
    Channel.WEBHOOK: _by_webhook,
    Channel.OPEN311: _by_open311,
}
