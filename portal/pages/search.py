"""Search across the apps: each brings its own finder and shows only what the user may see."""

from typing import NamedTuple

from portal.pages.registry import registered

LONGEST_QUERY = 200
SHORTEST_QUERY = 2
HITS_PER_FINDER = 20


class SearchHit(NamedTuple):
    """One finding. `excerpt` is plain text; `kind` says in words what was found."""

    title: str
    url: str
    excerpt: str
    kind: str


def clean_query(text: str) -> str:
    """What is searched for: printable, one line, of bounded length."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:LONGEST_QUERY].strip()


def find(user, query: str) -> list[SearchHit]:
    """Findings of every app in the order of the registry; nothing for a query too short."""
    if len(query) < SHORTEST_QUERY:
        return []
    return [
        hit
        for finder in registered("SEARCHED")
        for hit in list(finder(user, query, HITS_PER_FINDER))[:HITS_PER_FINDER]
    ]
