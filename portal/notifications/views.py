"""The inbox, the settings of letters, and unsubscribing with one click."""

from types import SimpleNamespace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.models import User
from portal.notifications import actions
from portal.notifications.forms import BeforeForm, SettingsForm
from portal.notifications.letters import read_token
from portal.notifications.models import Notification, Preference

PAGE = 20


@require_GET
@never_cache
def inbox(request):
    form = BeforeForm(request.GET)
    if not form.is_valid():
        raise Http404
    rows = Notification.objects.inbox(request.user).before(form.cleaned_data["before"])
    found = list(rows[: PAGE + 1])
    page = SimpleNamespace(
        previous_url=reverse("notifications:inbox") if form.cleaned_data["before"] else "",
        next_url=f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    )
    return render(
        request, "notifications/inbox.html", {"notifications": found[:PAGE], "page": page}
    )


@require_POST
def open_notification(request, pk: int):
    """Mark it read and go where it points."""
    notification = actions.mark_read(request.user, pk)
    if notification is None:
        raise Http404
    return redirect(notification.url or "notifications:inbox")


@require_POST
def read_all(request):
    actions.mark_all_read(request.user)
    messages.success(request, _("Все уведомления отмечены прочитанными."))
    return redirect("notifications:inbox")


def letter_settings(request):
    modes = dict(Preference.objects.filter(user=request.user).values_list("topic", "mode"))
    form = SettingsForm(request.POST or None, modes=modes)
    if form.is_valid():
        actions.choose_modes(request.user, form.cleaned_data)
        messages.success(request, _("Настройки писем сохранены."))
        return redirect("notifications:settings")
    status = 422 if form.is_bound else 200
    return render(request, "notifications/settings.html", {"form": form}, status=status)


@csrf_exempt  # the signed token is the proof; mail programs POST here without a session (RFC 8058)
@login_not_required
@never_cache
def unsubscribe(request, token: str):
    """GET asks, because mail scanners follow links; POST stops the letters."""
    try:
        pk, topic = read_token(token)
    except signing.BadSignature as error:
        raise Http404 from error
    user = get_object_or_404(User, pk=pk)
    if topic and topic not in settings.NOTIFICATION_TOPICS:
        raise Http404
    if request.method == "POST":
        actions.unsubscribe(user, topic)
    context = {
        "topic": settings.NOTIFICATION_TOPICS.get(topic, ""),
        "done": request.method == "POST",
    }
    return render(request, "notifications/unsubscribe.html", context)
