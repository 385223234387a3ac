"""The components of the design system; their markup stands in templates/portal/components/.

{% load portal %}
{% button _("Отправить") icon="check" %}   {% button _("Все проекты") url=url kind="quiet" %}
{% fields form %}  or  {% errors form %} {% field form.title %}
{% badge _("Идёт голосование") tone="good" %}   {% state case %}   {% move_buttons case %}
{% timeline case %}   {% linked case "evidence" _("Что из этого выросло") %}
{% pager page %}   {% empty _("Пока пусто") %}   {% stat 12 _("проектов") %}
"""

import re
from functools import cache

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from portal.cases.models import CaseEvent, CaseLink
from portal.law.wording import until
from portal.pages.charts import STEP
from portal.pages.frame import frame as framed

register = template.Library()
COMPONENTS = "portal/components/"


def component(name: str, **options):
    return register.inclusion_tag(f"{COMPONENTS}{name}.html", name=name, **options)


@cache
def _sprite() -> str:
    return static("portal/img/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> str:
    """A symbol of the sprite; without a label it is decoration and hidden from readers."""
    about = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" {} focusable="false"><use href="{}#{}"></use></svg>',
        about,
        _sprite(),
        name,
    )


@register.simple_tag(takes_context=True)
def frame(context, part: str) -> str:
    """A part around the page: head, header or footer."""
    return framed(context["request"], part, context["navigation"], context["csrf_token"])


@component("button")
def button(text, *, url="", kind="primary", icon="", name="", value="", wide=False):
    """A link when there is a url, else a submit button. `kind`: primary, quiet, danger."""
    return locals()


@component("field")
def field(bound, hint=""):
    """One field: label, help, error and control, tied together for screen readers."""
    return {"field": bound, "hint": hint or bound.help_text}


@component("errors")
def errors(form):
    """What is wrong with the form, with a link to each field; it gets the focus."""
    rows = [(bound.auto_id, bound.label, list(bound.errors)) for bound in form if bound.errors]
    return {"rows": rows, "general": form.non_field_errors()}


@component("fields")
def fields(form):
    """The whole form: summary of errors, every visible field, every hidden one."""
    return {"form": form}


@component("card")
def card(title, *, url="", text="", meta="", badge="", tone="", image="", level=3):
    """A thing in a list. `meta` is one line of small print; `image` the address of a thumbnail."""
    return locals()


@component("alert")
def alert(text, tone="info", title="", url="", action=""):
    """A message in the flow of the page. `tone`: info, good, warning, bad."""
    return {**locals(), "symbol": SYMBOLS.get(tone, "info")}


SYMBOLS = {"good": "check", "warning": "warning", "bad": "warning", "info": "info"}


@register.inclusion_tag(f"{COMPONENTS}badge.html")
def badge(text, tone="plain"):
    """A short word about a thing. `tone`: plain, info, good, warning, bad."""
    return {"text": text, "tone": tone}


@register.inclusion_tag(f"{COMPONENTS}badge.html")
def state(case):
    """The state of a case in words; a model may tell tones by STATE_TONES = {state: tone}."""
    tones = getattr(case, "STATE_TONES", {})
    return {"text": case.get_state_display(), "tone": tones.get(case.state, "plain")}


@component("timeline")
def timeline(case, private=False):
    """What happened to the case, oldest first; `private` adds what only its people may see.

    Where anything of it is public, the rest is marked; a case nobody else sees needs no marks.
    """
    events = CaseEvent.objects.of(case).select_related("content_type").order_by("id")
    shown = list(events if private else events.public())
    marked = any(event.is_public for event in shown)
    return {"events": shown, "states": _names(case), "marked": marked}


@component("linked", takes_context=True)
def linked(context, case, kind, title):
    """What leads to the case by links of the kind, as far as this visitor may see it."""
    user = context["request"].user
    return {"title": title, "cases": CaseLink.objects.to(case, kind).sources_for(user)}


def _names(case) -> dict:
    lifecycle = getattr(case, "LIFECYCLE", None)
    return dict(lifecycle.states.choices) if lifecycle else {}


@register.filter
def named(names: dict, key) -> str:
    """`{{ states|named:event.to_state }}`: the name of a key, or the key."""
    return names.get(key, key)


register.filter(until)


@component("pager")
def pager(page):
    """«Назад» and «Дальше» of a KeysetPage."""
    return {"page": page}


@component("empty")
def empty(text, hint="", url="", action="", icon="empty"):
    """What to say instead of an empty list, and what the visitor can do about it."""
    return locals()


@component("stat")
def stat(value, label, icon="", url=""):
    """A number and what it counts."""
    value = intcomma(value) if isinstance(value, int) else value
    return locals()


@component("steps")
def steps(items):
    """Phases in their order: (label, note, status); status is done, now or next."""
    return {"steps": [{"label": la, "note": no, "status": st} for la, no, st in items]}


@component("table")
def table(head, rows, caption, numeric=()):
    """Rows under a head; `numeric` are the indices of the columns of numbers."""
    return {"head": head, "rows": rows, "caption": caption, "numeric": numeric}


@component("chart")
def chart(bars, caption, label):
    """Bars of `portal.pages.charts.bars`; put a table of the same numbers below."""
    return {"bars": bars, "caption": caption, "label": label, "height": STEP * len(bars)}


@component("crumbs")
def crumbs(*parts):
    """`{% crumbs _("Бюджет") url project.title %}`: pairs, and the last label alone."""
    pairs = [*zip(parts[::2], parts[1::2], strict=False)]
    return {"trail": pairs, "here": parts[-1] if len(parts) % 2 else ""}


@register.inclusion_tag(f"{COMPONENTS}moves.html", takes_context=True)
def move_buttons(context, case, without=""):
    """Buttons of the moves this visitor may make now; each leads to a page that asks again."""
    hidden = set(without.split())
    user = context["request"].user
    allowed = case.moves_for(user) if user.is_authenticated else []
    return {
        "moves": [
            (move, reverse("pages:move", args=[case._meta.label_lower, case.pk, move.name]))
            for move in allowed
            if move.name not in hidden
        ]
    }


@register.simple_tag
def without_param(request, *names) -> str:
    """The query string of the page less the named parameters, for links that keep the filters."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


@register.filter
def highlight(text: str, query: str) -> str:
    """The text escaped, with the words of the query marked."""
    words = "|".join(re.escape(word) for word in query.split()[:10])
    if not words:
        return conditional_escape(text)
    parts = re.split(f"({words})", str(text), flags=re.IGNORECASE)
    marked = (
        format_html("<mark>{}</mark>", part) if index % 2 else conditional_escape(part)
        for index, part in enumerate(parts)
    )
    return mark_safe("".join(marked))  # noqa: S308 - every part is escaped above
