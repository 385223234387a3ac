"""manage.py draw_lifecycles: the diagrams of docs/lifecycles.md, drawn from the tables."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from portal.cases.models import Case

PAGE = Path(settings.BASE_DIR) / "docs" / "lifecycles.md"
HEAD = """# Lifecycles

Written by `manage.py draw_lifecycles` from the `LIFECYCLE` table beside each model; a test compares
them. Admin buttons, page buttons, public timelines and the test matrix read the same tables.
"""


class Command(BaseCommand):
    help = "Draws the lifecycle of every case into docs/lifecycles.md"

    def handle(self, *args, **options) -> None:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(draw(), encoding="utf-8")
        self.stdout.write("docs/lifecycles.md")


def draw() -> str:
    models = sorted(
        (m for m in apps.get_models() if issubclass(m, Case) and not m._meta.proxy),
        key=lambda model: model._meta.label,
    )
    with translation.override("ru"):
        return "\n".join([HEAD, *(_section(model) for model in models)])


def _section(model: type[Case]) -> str:
    """Title, diagram and a table that says what each move is called and who may make it."""
    rows = [
        f"| {move.name} | {move.label or '—'} | {move.permission or 'the clock'} "
        f"| {'yes' if move.needs_note else ''} | {'yes' if move.public else ''} |"
        for move in model.LIFECYCLE
    ]
    states = [f"`{value}` {label}" for value, label in model.LIFECYCLE.states.choices]
    return "\n".join(
        [
            f"## {model._meta.label}",
            "",
            f"{'; '.join(states)}.",
            "",
            "```mermaid",
            model.LIFECYCLE.mermaid(),
            "```",
            "",
            "| move | label | permission | reason required | public |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
