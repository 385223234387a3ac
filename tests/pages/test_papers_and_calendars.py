"""What leaves the portal to be kept: papers, calendars, QR codes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar

from portal.pages.calendars import Entry, calendar_response
from portal.pages.papers import Paper, paper_response
from portal.pages.qr import qr_svg

KIROV = ZoneInfo("Europe/Kirov")


def test_a_paper_is_a_pdf_with_russian_letters_and_tables():
    paper = Paper("Протокол")
    paper.heading("Протокол № 1")
    paper.paragraph("Ёлка у площади — «да».")
    paper.rows(["Имя", "Сумма"], [["Двор", "100,00 ₽"]] * 90, (3, 1))
    answer = paper_response(paper, "protocol")
    assert answer.content.startswith(b"%PDF-")
    assert (paper.pages_count > 1, answer["Content-Type"]) == (True, "application/pdf")


def test_the_name_of_a_paper_cannot_break_its_header():
    answer = paper_response(Paper("Бумага"), 'а"\r\nSet-Cookie: x')
    assert answer["Content-Disposition"] == 'attachment; filename="set-cookie-x.pdf"'


def test_a_calendar_is_read_back_as_it_was_meant():
    start = datetime(2026, 5, 1, 10, 0, tzinfo=KIROV)
    entries = [
        Entry("shift-1", start, start.replace(hour=12), "Субботник, сквер", place="Сквер; у пруда"),
        Entry("day-1", date(2026, 6, 12), date(2026, 6, 13), "День города", cancelled=True),
    ]
    found = icalendar.Calendar.from_ical(calendar_response("Сезон", entries).content)
    events = [(str(one["uid"]), one.decoded("dtstart"), str(one["status"])) for one in found.events]
    assert events == [
        ("shift-1", start, "CONFIRMED"),
        ("day-1", date(2026, 6, 12), "CANCELLED"),
    ]


def test_a_qr_code_says_what_it_is_and_lets_no_markup_in():
    svg = qr_svg("https://example.org/?a=1&b=2", title="<b>Код</b>")
    assert svg.startswith("<svg")
    assert "<b>" not in svg
