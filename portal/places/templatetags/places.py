"""`{% map url=… %}`: a Leaflet map of a GeoJSON address, and the files it needs."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("places/map.html")
def map(url="", label="", clustered=True):  # noqa: A001  the name is the tag's
    """A map of the points at `url` over the outlines of districts.

    `clustered`: the address takes ?bbox=…&zoom=… and is asked again as the map moves; otherwise it
    is read once. `label` names the map for screen readers. Put a list of the same things beside it.
    """
    return {"url": url, "label": label, "clustered": clustered, **layers()}


@register.inclusion_tag("places/assets.html")
def map_files():
    """Styles and scripts of maps; `map` and the pin's widget include them by themselves."""
    return {}


@register.simple_tag
def map_layers() -> dict:
    """Addresses of the outlines and of the tile server, for the data attributes of a map."""
    return layers()


def layers() -> dict:
    return {
        "outlines": reverse("places:outlines"),
        "tiles": settings.MAP_TILE_URL,
        "attribution": settings.MAP_TILE_ATTRIBUTION,
    }
