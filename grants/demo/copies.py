"""Documents of a contest in review: most have copies without names, one waits for the official."""

from collections.abc import Sequence

from grants import actions
from grants.models import Application, ApplicationDocument, Contest
from portal.files.actions import attach_document
from portal.files.documents import Document
from portal.pages.papers import Paper

# Places of applications the expert of the table of logins reads: one is scored, two are not.
READY, WAITING = (0, 63, 72), 81


def documents(contest: Contest, applications: Sequence[Application], official) -> None:
    """An estimate for each, as its author sent it, and the copy experts see."""
    requirement = contest.documents.get()
    for place in (*READY, WAITING):
        application = applications[place]
        kept = attach_document(application, _estimate(application), actor=official, private=True)
        row = ApplicationDocument.objects.create(
            application=application, requirement=requirement, attachment=kept
        )
        if place in READY:
            copy = actions.make_blind_copy(row, actor=official)
            actions.check_blind_copy(row, actor=official, seen=copy.fingerprint())


def _estimate(application: Application) -> Document:
    paper = Paper("Смета поставщика (демо)")
    paper.heading("Смета поставщика (демо)")
    paper.paragraph("Заказчик и исполнитель в копии не названы.")
    lines = [["Материалы", f"{application.total:.2f}"], ["Итого", f"{application.total:.2f}"]]
    paper.rows(["Что", "Сумма, ₽"], lines, (3, 1))
    return Document("smeta.pdf", paper.content(), "application/pdf", "pdf")
