"""`{% load notifications %}{% unread_count as unread %}`: how many notifications are unread."""

from django import template

from portal.notifications.models import Notification

register = template.Library()
MOST = 99


@register.simple_tag(takes_context=True)
def unread_count(context) -> int:
    """At most 100, with one query per request, none for an anonymous visitor."""
    request = context["request"]
    if not request.user.is_authenticated:
        return 0
    if not hasattr(request, "unread_notifications"):
        unread = Notification.objects.inbox(request.user).unread().order_by()
        request.unread_notifications = unread[: MOST + 1].count()
    return request.unread_notifications
