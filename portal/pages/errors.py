"""Error pages: a sentence about what happened and what to do.

400, 500 and a failed CSRF check render a bare page: no database, no session, no context processor,
since each of those may be what is broken.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

LAST_RESORT = "<!doctype html><html lang=ru><title>500</title><h1>Портал временно не отвечает</h1>"


def sentence_of(exception, fallback: str) -> str:
    """The sentence a view raised for the visitor, or ours; a view's text is a full sentence."""
    text = str(exception) if exception else ""
    return text if text.endswith((".", "!", "?")) and len(text) < 300 else fallback


@login_not_required
def bad_request(request, exception=None):
    # Texts of SuspiciousOperation are for the log, in English: the visitor reads ours.
    sentence = _("В адресе или в форме есть знаки, которые портал не понимает.")
    return bare(400, _("Запрос не получилось прочитать"), sentence)


@login_not_required
def permission_denied(request, exception=None):
    sentence = sentence_of(exception, _("У вас нет права открыть эту страницу или сделать это."))
    return render(request, "403.html", {"sentence": sentence}, status=403)


@login_not_required
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@login_not_required
def server_error(request):
    return bare(
        500,
        _("На портале произошла ошибка"),
        _("Мы уже записали её и разберёмся. Подождите минуту и обновите страницу."),
    )


def csrf_failure(request, reason=""):
    return bare(
        403,
        _("Форма устарела"),
        _("Вернитесь на страницу, обновите её и отправьте форму ещё раз. Разрешите файлы cookie."),
    )


def bare(status: int, title: str, sentence: str) -> HttpResponse:
    """A page that needs nothing but its template, and not even that."""
    context = {"status": status, "title": title, "sentence": sentence}
    try:
        html = render_to_string("portal/bare.html", context)
    except (TemplateDoesNotExist, ValueError):  # ValueError: no such file in the static manifest
        html = LAST_RESORT
    return HttpResponse(html, status=status)
