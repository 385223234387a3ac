"""Plain text of a person as HTML: escaped, in paragraphs, with addresses made into links."""

import nh3
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

# What `linebreaks` and `urlize` produce, and nothing a person could have written.
TAGS = {"p", "br", "a"}
REL = "nofollow ugc noopener"


def render(text: str) -> SafeString:
    """HTML of the text; search engines are told not to follow its links."""
    html = linebreaks(urlize(text, trim_url_limit=60, autoescape=True), autoescape=False)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=REL,
    )
    return mark_safe(clean)  # noqa: S308 cleaned right here


def has_links(text: str) -> bool:
    return "<a " in render(text)
