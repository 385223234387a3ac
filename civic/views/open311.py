"""Open311 GeoReport v2: services, service definition, requests, request, token."""

import re

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from civic import open311
from civic.actions.reports_open311 import key_of, post_request, report_of_token, token_of
from civic.forms.open311 import MOST, PostForm, RequestsForm
from civic.forms.reports import MOST_PHOTOS
from civic.models import OPEN_STATES, Category, CategoryQuestion, Report
from portal.files.models import Attachment

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
ATTRIBUTE = re.compile(r"\Aattribute\[([a-z0-9_-]{1,30})\]\Z")
MOST_ANSWER = 300


def answer(fmt: str, root: str, data, status: int = 200) -> HttpResponse:
    body = open311.as_json(data) if fmt == "json" else open311.as_xml(root, data)
    return HttpResponse(body, content_type=TYPES[fmt], status=status)


def fault(fmt: str, status: int, sentences: list[str]) -> HttpResponse:
    rows = [{"code": status, "description": str(sentence)} for sentence in sentences]
    return answer(fmt, "errors", rows, status)


@login_not_required
@require_safe
def services(request: HttpRequest, fmt: str) -> HttpResponse:
    """Categories that are taken today."""
    asked = CategoryQuestion.objects.filter(category=OuterRef("pk"))
    rows = Category.objects.offered().annotate(has_questions=Exists(asked))
    today = timezone.localdate()
    data = [open311.service(row) for row in rows if row.in_season(today)]
    return answer(fmt, "services", data)


@login_not_required
@require_safe
def definition(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """The questions of one category."""
    found = Category.objects.offered().filter(code=code).first()
    if found is None:
        return fault(fmt, 404, [_("Такой услуги нет.")])
    data = open311.definition(found, found.questions.all())
    return answer(fmt, "service_definition", data)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest, fmt: str) -> HttpResponse:
    """Public reports of a window, or one more report of a system that has a key."""
    if request.method == "POST":
        return _posted(request, fmt)
    form = RequestsForm(request.GET)
    if not form.is_valid():
        return fault(fmt, 400, _sentences(form))
    try:
        rows = _asked(form, key_of(request.GET.get("api_key", "")))
    except ValidationError as error:
        return fault(fmt, 400, error.messages)
    return answer(fmt, "service_requests", _told(request, rows))


def _visible(key):
    """What everybody may see, and what came by this very key."""
    seen = Report.objects.visible_to(AnonymousUser())
    if key is None:
        return seen
    return Report.objects.filter(Q(shown=True) | Q(api_key=key))


def _asked(form: RequestsForm, key) -> list[Report]:
    clean = form.cleaned_data
    rows = _visible(key).select_related("category", "department")
    if form.data.get("service_request_id"):
        return list(rows.filter(pk__in=clean["service_request_id"]).order_by("-id")[:MOST])
    if clean["service_code"]:
        rows = rows.filter(category__code__in=clean["service_code"])
    if len(set(clean["status"])) == 1:
        is_open = Q(state__in=(*OPEN_STATES, "moderation"))
        rows = rows.filter(is_open if clean["status"][0] == "open" else ~is_open)
    size = clean["page_size"] or MOST
    first = ((clean["page"] or 1) - 1) * size
    return list(_within(rows, form)[first : first + size])


def _within(rows, form: RequestsForm):
    """By the last change, oldest first, when updates are asked for; else by the window."""
    clean = form.cleaned_data
    if form.since or clean["updated_before"]:
        if form.since:
            rows = rows.filter(updated_at__gte=form.since)
        if clean["updated_before"]:
            rows = rows.filter(updated_at__lt=clean["updated_before"])
        return rows.order_by("updated_at", "id")
    start, end = form.window()
    return rows.filter(submitted_at__gte=start, submitted_at__lte=end).order_by("-id")


def _told(request, rows: list[Report]) -> list[dict]:
    """Rows as the protocol says them; the photos of all by one query."""
    kind = ContentType.objects.get_for_model(Report)
    photos = Attachment.objects.kept().images().filter(content_type=kind, is_private=False)
    first: dict = {}
    for photo in photos.filter(object_id__in=[row.pk for row in rows if row.is_public]):
        first.setdefault(photo.object_id, request.build_absolute_uri(photo.get_absolute_url()))
    return [
        open311.request(
            row, request.build_absolute_uri(row.get_absolute_url()), first.get(row.pk, "")
        )
        for row in rows
    ]


def _sentences(form) -> list[str]:
    return [f"{name}: {error}" for name, errors in form.errors.items() for error in errors]


def _posted(request, fmt: str) -> HttpResponse:
    key = key_of(request.POST.get("api_key", ""))
    if key is None:
        return fault(fmt, 403, [_("Ключ api_key не подходит.")])
    form = PostForm(request.POST)
    if not form.is_valid():
        return fault(fmt, 400, _sentences(form))
    photos = request.FILES.getlist("media")[:MOST_PHOTOS]
    sent = {"photos": photos, "answers": _attributes(request)}
    try:
        report = post_request(key, **sent, **form.fields_of_report())
    except ValidationError as error:
        return fault(fmt, 400, error.messages)
    except PermissionDenied as error:
        return fault(fmt, 403, [str(error)])
    notice = _("Сообщение на модерации. Номер станет открытым, когда его примут.")
    row = {"token": token_of(report), "service_notice": notice, "account_id": None}
    return answer(fmt, "service_requests", [row])


def _attributes(request) -> dict[str, str]:
    found = ((ATTRIBUTE.match(name), value) for name, value in request.POST.items())
    return {match[1]: value[:MOST_ANSWER] for match, value in found if match}


@login_not_required
@require_safe
def token(request: HttpRequest, token: str, fmt: str) -> HttpResponse:
    """The number of a report posted before, by the token that was given for it."""
    found = report_of_token(token)
    if found is None:
        return fault(fmt, 404, [_("Такого жетона нет.")])
    row = {"service_request_id": str(found.pk), "token": token}
    return answer(fmt, "service_requests", [row])


@login_not_required
@require_safe
def one(request: HttpRequest, pk: str, fmt: str) -> HttpResponse:
    """One report: a public one, or one's own by its api_key."""
    rows = _visible(key_of(request.GET.get("api_key", "")))
    found = list(rows.filter(pk=int(pk)).select_related("category", "department"))
    if not found:
        return fault(fmt, 404, [_("Такого сообщения нет.")])
    return answer(fmt, "service_requests", _told(request, found))
