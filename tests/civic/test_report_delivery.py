"""The second machine: how a report reaches its executor, and what happens when it does not."""

import hashlib
import hmac
import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from civic import webhooks
from civic.actions import reports_delivery as delivery
from civic.actions.reports_moves import assign, redirect, take
from civic.models import Handover
from civic.queues.reports import moderation as queue
from civic.tasks import deliver_reports
from portal.law.reference import load as load_law
from portal.notifications.models import Letter
from tests.factories.civic_reports import (
    CategoryFactory,
    DepartmentFactory,
    ExecutorFactory,
    ModeratorFactory,
    ReportFactory,
)
from tests.factories.people import StaffFactory

pytestmark = pytest.mark.django_db


class Executor(HTTPServer):
    """A server of an executor on this machine; remembers what it got."""

    def __init__(self, status=200, body=b'[{"service_request_id": 77}]'):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.body, self.got = status, body, []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1/elsewhere")
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_args):
        """Silence."""


@pytest.fixture
def executor(settings):
    settings.WEBHOOK_TRUSTED_HOSTS = ["127.0.0.1"]
    server = Executor()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def accepted(channel: str, **department):
    load_law()
    row = DepartmentFactory(code=channel, channel=channel, **department)
    report = ReportFactory(
        state="moderation", category=CategoryFactory(code=f"c-{channel}", department=row)
    )
    assign(report, actor=ModeratorFactory())
    return report


def by_hook(server, channel="webhook"):
    url = f"http://127.0.0.1:{server.server_port}/hook"
    return accepted(channel, endpoint=url, secret="shared")


def test_a_department_that_works_in_the_admin_gets_nothing_sent():
    assert accepted("none").handovers.count() == 0


def test_a_letter_goes_to_the_executor_without_the_author(settings):
    settings.EMAIL_BACKEND = "portal.notifications.backends.OutboxBackend"
    report = accepted("email", email="roads@example.org")
    deliver_reports()
    letter = Letter.objects.get()
    assert (letter.to, str(report.pk) in letter.subject) == (["roads@example.org"], True)
    assert report.reporter.email not in letter.text
    assert report.reporter.last_name not in letter.text
    assert Handover.objects.get().state == "sent"


def test_a_webhook_is_signed_and_its_number_kept(executor):
    report = by_hook(executor)
    deliver_reports()
    _path, headers, body = executor.got[0]
    seal = hmac.new(b"shared", body, hashlib.sha256).hexdigest()
    assert (json.loads(body)["number"], headers["X-Signature"]) == (report.pk, seal)
    assert (Handover.objects.get().state, Handover.objects.get().external_id) == ("sent", "77")


def test_an_open311_server_gets_a_post_of_the_protocol(executor):
    by_hook(executor, "open311")
    deliver_reports()
    path, _headers, body = executor.got[0]
    assert path == "/hook/requests.json"
    assert b"service_code=c-open311" in body
    assert b"api_key=shared" in body


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_refusal_is_tried_again_and_then_shows_in_the_queue(executor, status):
    executor.status = status
    by_hook(executor)
    for _attempt in range(delivery.ATTEMPTS):
        Handover.objects.update(next_at=timezone.now())
        deliver_reports()
    handover = Handover.objects.get()
    assert (handover.state, handover.last_error) == ("failed", f"RefusedError: HTTP {status}")
    assert len(executor.got) == delivery.ATTEMPTS
    official = StaffFactory(permissions=["civic.view_handover"])
    assert [str(item.kind) for item in queue(official)] == ["Сообщение не доставлено исполнителю"]


def test_a_failed_delivery_waits_longer_each_time(executor):
    executor.status = 500
    by_hook(executor)
    deliver_reports()
    deliver_reports()
    assert len(executor.got) == 1
    assert Handover.objects.get().next_at > timezone.now() + timedelta(minutes=1)


def test_an_official_sends_a_failed_delivery_again(executor):
    by_hook(executor)
    Handover.objects.update(state="failed", attempts=6)
    assert delivery.retry(Handover.objects.all()) == 1
    deliver_reports()
    assert Handover.objects.get().state == "sent"


def test_a_taken_report_counts_as_acknowledged(executor):
    report = by_hook(executor)
    take(report, actor=ExecutorFactory(department=report.department))
    assert Handover.objects.get().state == "acknowledged"


def test_a_report_sent_on_is_not_delivered_to_the_department_before(executor):
    report = by_hook(executor)
    green = DepartmentFactory(code="green", channel="email", email="green@example.org")
    redirect(report, actor=ModeratorFactory(), note="Не наше", department=green)
    assert Handover.objects.get().department == green


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "http://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "https:///",
    ],
)
def test_an_inner_address_is_never_asked(url):
    with pytest.raises(webhooks.UnsafeAddressError):
        webhooks.post(url, b"", {})


def test_a_name_that_points_inside_is_never_asked(monkeypatch):
    found = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("192.168.1.1", 443))]
    monkeypatch.setattr(webhooks.socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    with pytest.raises(webhooks.UnsafeAddressError):
        webhooks.post("https://executor.example.org/", b"", {})


def test_an_unsafe_address_is_a_visible_failure_not_a_fault():
    accepted("webhook", endpoint="https://127.0.0.1/hook")
    deliver_reports()
    assert "внутренний адрес" in Handover.objects.get().last_error
