"""docs/lifecycles.md shows the tables as they are today."""

from portal.cases.management.commands.draw_lifecycles import PAGE, draw
from portal.polls.models import Poll


def test_the_diagrams_in_the_docs_are_current():
    assert PAGE.read_text() == draw(), "run: manage.py draw_lifecycles"


def test_a_diagram_shows_start_moves_and_end():
    lines = Poll.LIFECYCLE.mermaid().splitlines()
    assert "    [*] --> draft" in lines
    assert "    draft --> open: open" in lines
    assert "    cancelled --> [*]" in lines
