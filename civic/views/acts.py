"""The page of one act upon a case: asks, acts, says what happened; typed text is never lost."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from portal.accounts.rights import Verdict
from portal.cases.lifecycle import InvalidTransition

INVALID = 422


def ask(
    request: HttpRequest,
    case,
    form,
    *,
    verdict: Verdict,
    act: Callable,
    title: str,
    action: str,
    done: str,
    text: str = "",
) -> HttpResponse:
    """Show the form, or act with what it cleaned and return to the case.

    Raises PermissionDenied with the reason when the page itself is refused.
    """
    if not verdict:
        raise PermissionDenied(verdict.reason)
    status = 200
    if request.method == "POST":
        status = INVALID
        if form.is_valid():
            status = made(form, act)
        if status == 200:
            messages.success(request, done)
            return redirect(case)
    context = {
        "title": title,
        "text": text,
        "form": form,
        "action": action,
        "tone": "",
        "back": case.get_absolute_url(),
    }
    return render(request, "portal/confirm.html", context, status=status)


def made(form, act: Callable) -> int:
    """200 when the act was made; otherwise its reasons stand in the form."""
    try:
        act(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return INVALID
    except (PermissionDenied, InvalidTransition) as refusal:
        form.add_error(None, str(refusal))
        return 403
    return 200
