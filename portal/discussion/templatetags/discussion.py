"""`{% load discussion %}{% comments case %}{% follow_button case %}`."""

from django import template

from portal.discussion import markup
from portal.discussion.threads import is_following, thread

register = template.Library()


@register.inclusion_tag("discussion/thread.html", takes_context=True)
def comments(context, case) -> dict:
    """The discussion of the case with its form; reads ?thread=&behind=&reply= of the page."""
    return thread(case, context["request"])


@register.inclusion_tag("discussion/follow_button.html", takes_context=True)
def follow_button(context, case) -> dict:
    request = context["request"]
    following = is_following(case, request.user)
    return {"case": case, "following": following, "here": request.path, "user": request.user}


register.filter("rendered", markup.render)


@register.filter
def label(case) -> str:
    """`budgeting.project`: the case's model in addresses of the discussion."""
    return case._meta.label_lower
