"""Documents that would tell the applicant in every corner, and their copies for experts."""

from fpdf import FPDF

from grants import actions
from tests.factories.expertise import ReviewFactory
from tests.factories.files import upload
from tests.factories.grants import officer

TELLING = "Leaky Club"


def telling_pdf(pages: int = 1):
    """A PDF whose name, properties, XMP, attachment, comment and text all name the applicant."""
    paper = FPDF()
    paper.set_author(TELLING)
    paper.set_title(TELLING)
    paper.set_xmp_metadata(f"<x>{TELLING}</x>")
    paper.embed_file(basename="Leaky.txt", bytes=TELLING.encode(), desc=TELLING)
    paper.set_font("helvetica")
    for _number in range(pages):
        paper.add_page()
        paper.cell(text=TELLING)
        paper.text_annotation(10, 10, TELLING)
    return upload("Leaky-Club-budget.pdf", bytes(paper.output()))


def shown_document(file=None, **review):
    """A document of an application on expertise that the contest shows to experts, and a review."""
    review = ReviewFactory(state="open", **review)
    application = review.application
    requirement = application.contest.documents.create(name="Смета", shown_to_experts=True)
    type(application).objects.filter(pk=application.pk).update(state="draft")
    row = actions.attach_grant_document(
        application, file or telling_pdf(), actor=application.author, requirement=requirement
    )
    type(application).objects.filter(pk=application.pk).update(state="expertise")
    row.refresh_from_db()
    return row, review


def copied(document, official=None):
    return actions.make_blind_copy(document, actor=official or officer())
