"""What no view answers: input no honest browser sends, and addresses asked the wrong way."""

import logging
from urllib.parse import unquote_to_bytes

from django.db import DataError
from django.utils.translation import gettext as _

from portal.pages.errors import bad_request, bare

log = logging.getLogger(__name__)
LONGEST_QUERY = 4096  # characters of the query string
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class BadInputMiddleware:
    """NUL bytes anywhere, broken UTF-8 or an endless query; numbers the database cannot hold."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return bare(414, _("Слишком длинный адрес"), _("Откройте страницу заново из меню."))
        if _is_broken(request):
            return bad_request(request)
        return self.get_response(request)

    def process_exception(self, request, exception):
        """A value the database refuses to hold is the visitor's mistake, not the portal's."""
        if isinstance(exception, DataError):
            log.warning("the database refused a value at %s: %s", request.path, exception)
            return bad_request(request)
        return None


class ButtonAddressMiddleware:
    """An address that only a button of a form opens says so to a browser, instead of a blank page.

    Reached by reloading a form that was refused, or by a bookmark.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_blank = response.status_code == 405 and not response.streaming and not response.content
        if not (is_blank and "text/html" in request.headers.get("Accept", "")):
            return response
        sentence = _(
            "Этот адрес открывает только кнопка. Вернитесь на страницу и нажмите её снова."
        )
        page = bare(405, _("Сюда ведёт кнопка"), sentence)
        page["Allow"] = response["Allow"]
        return page


def _is_broken(request) -> bool:
    if "\0" in request.path or _has_broken_text(request.META.get("QUERY_STRING", "")):
        return True
    if any("\0" in value for value in request.COOKIES.values()):
        return True
    return request.method == "POST" and request.content_type in FORMS and _has_nul(request)


def _has_broken_text(query: str) -> bool:
    if "%" not in query and query.isascii():
        return "\0" in query
    try:
        # WSGI hands bytes over as latin-1; what a test client sends may be text already.
        raw = unquote_to_bytes(query.encode("latin-1", "replace"))
        return "\0" in raw.decode()
    except UnicodeDecodeError:
        return True


def _has_nul(request) -> bool:
    fields = (text for name, texts in request.POST.lists() for text in (name, *texts))
    files = (upload.name or "" for uploads in request.FILES.values() for upload in [uploads])
    return any("\0" in text for text in fields) or any("\0" in name for name in files)
