"""PDF papers with Russian letters: certificates, applications, protocols to print and keep.

A page that is only to be printed needs no PDF: the print styles do that. A paper is for what is
downloaded, sent on or hung on a wall.
"""

import font_roboto
from django.http import HttpResponse
from django.utils.text import slugify
from fpdf import FPDF

FONT = "Roboto"
STYLES = {
    "": font_roboto.Roboto,
    "B": font_roboto.RobotoBold,
    "I": font_roboto.RobotoItalic,
    "BI": font_roboto.RobotoBoldItalic,
}
MARGIN = 20  # millimetres


class Paper(FPDF):
    """An A4 paper that begins with its first page; sizes in millimetres, letters in points.

    `content()` ends it: what was begun must be ended, for it holds its fonts open.
    """

    def __init__(self, title: str, *, orientation: str = "portrait") -> None:
        super().__init__(orientation=orientation, unit="mm", format="A4")
        self.set_margin(MARGIN)
        for style, file in STYLES.items():
            self.add_font(FONT, style, file)
        self.set_title(title)
        self.set_lang("ru")
        self.set_font(FONT, size=11)
        self.add_page()

    def heading(self, text: str, size: int = 16) -> None:
        """A line or more in bold, with room below."""
        self._block(text, "B", size, after=3)

    def paragraph(self, text: str, *, style: str = "", size: int = 11, align: str = "L") -> None:
        self._block(text, style, size, after=2, align=align)

    def _block(self, text: str, style: str, size: int, *, after: float, align: str = "L") -> None:
        self.set_font(FONT, style, size)
        self.multi_cell(0, text=text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(after)

    def rows(self, head: list[str], lines: list[list], widths: tuple[float, ...]) -> None:
        """A table with a head repeated on every page; `widths` are shares of the line."""
        self.set_font(FONT, size=9)
        with self.table(col_widths=widths, line_height=5) as drawn:
            for line in (head, *lines):
                row = drawn.row()
                for text in line:
                    row.cell(str(text))
        self.ln(3)

    def content(self) -> bytes:
        """The finished paper; nothing can be added to it any more."""
        whole = bytes(self.output())
        for font in self.fonts.values():
            font.ttfont.close()
        return whole


def paper_response(paper: Paper, name: str) -> HttpResponse:
    """The paper as a download under an ASCII `name`."""
    return HttpResponse(
        paper.content(),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(name) or "paper"}.pdf"',
            "Cache-Control": "no-store",
        },
    )
