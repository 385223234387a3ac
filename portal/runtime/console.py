"""What a person sees in the terminal: steps with seconds, prefixed log lines, a table."""

import os
import sys
import time
from contextlib import contextmanager

COLOURS = {"портал": "1;36", "web": "32", "worker": "33", "beat": "35"}
WIDTH = max(map(len, COLOURS))


def coloured(text, code):
    """Return the text in a colour, or as it is when the output is not a terminal."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def line(name, text):
    """Print one log line of the process called `name`."""
    print(coloured(f"{name:<{WIDTH}} │", COLOURS.get(name, "0")), text, flush=True)


class Steps:
    """Numbered steps of a start: «[2/6] Запускаю службы … 1,4 с»."""

    def __init__(self, total, done=0):
        self.total = total
        self.done = done

    @contextmanager
    def step(self, title, *, talkative=False):
        """Show a step while the block works; seconds when it is over.

        A `talkative` block prints lines of its own, so the seconds come on a line of theirs.
        """
        self.done += 1
        number = coloured(f"[{self.done}/{self.total}]", "1")
        print(number, title, "…", end="\n" if talkative else " ", flush=True)
        begin = time.monotonic()
        try:
            yield
        except BaseException:
            print("не вышло", flush=True)
            raise
        seconds = f"{time.monotonic() - begin:.1f} с".replace(".", ",")
        print(f"{number} готово за {seconds}" if talkative else seconds, flush=True)


def table(rows):
    """Return rows of strings as aligned text, columns two spaces apart."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join("  " + row.rstrip() for row in cells)
