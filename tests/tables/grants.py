"""Addresses, forms and lists of grant contests."""

from datetime import date

from django.utils import timezone

from grants.actions import (
    Typed,
    ask_partner,
    attach_grant_document,
    invite_editor,
    save_application,
)
from grants.models import Clarification, CoEditor, Objection, StepEdit
from tests.factories.blind_copies import copied, shown_document
from tests.factories.expertise import ExpertFactory, ReviewFactory, decided
from tests.factories.files import pdf
from tests.factories.grants import (
    PERMISSIONS,
    ApplicationFactory,
    ContestFactory,
    CriteriaSetFactory,
    officer,
)
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import UserFactory
from tests.tables.answers import (
    ALL,
    NOBODY,
    OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)

OFFICIAL_RIGHTS = list(PERMISSIONS)


def team_of():
    return OrganisationFactory(kind="nko")


def ask(draft):
    return ask_partner(draft, actor=draft.author)


def build(world) -> dict:
    """The owner's draft, an application sent and one returned; a contest in preparation."""
    contest = ContestFactory(slug="neighbours")
    coming = ContestFactory(slug="coming", state="draft")
    team = OrganisationFactory(head=world.owner)
    own = {"contest": contest, "organisation": team, "author": world.owner}
    draft = ApplicationFactory(**own)
    sent = ApplicationFactory(state="submitted", **own)
    checked = ApplicationFactory(state="check", **own)
    judged = decided(True)
    scored = ContestFactory(slug="scored", state="expertise")
    review = ReviewFactory(
        state="open",
        application=ApplicationFactory(contest=scored, state="expertise"),
        expert=ExpertFactory(contest=scored, user=world.owner),
    )
    paper = attach_grant_document(draft, pdf(), actor=world.owner, requirement=None)
    guest = invite_editor(draft, actor=world.owner, email="guest@example.org", role="reader")
    save_application(draft, actor=world.owner, values={}, edit=Typed("about", {}))
    shown, _review = shown_document()
    partner = OrganisationFactory(kind="nko", head=world.owner)
    asked = ask(ApplicationFactory(contest=contest, partner=partner))
    return {
        "partnership": asked.pk,
        "foreignpartnership": ask(ApplicationFactory(contest=contest, partner=team_of())).pk,
        "blindpage": copied(shown).pages.get().attachment_id,
        "coeditor": guest.pk,
        "stepedit": draft.edits.get().pk,
        "comingcontest": coming.pk,
        "application": draft.pk,
        "sentapplication": sent.pk,
        "checkedapplication": checked.pk,
        "grantpaper": paper.pk,
        "grantfile": paper.attachment_id,
        "decidedcontest": judged.slug,
        "wonapplication": judged.applications.get().pk,
        "ownreview": review.pk,
    }


ACCESS = {
    ("grants:contests", ""): ALL,
    ("grants:contest", "neighbours"): ALL,
    ("grants:contest", "coming"): OFFICIAL,
    ("grants:ask", "neighbours"): SIGNED_IN,
    ("grants:apply", "neighbours"): SIGNED_IN,
    ("grants:apply", "coming"): (302, 404, 404, 404, 200),
    ("grants:mine", ""): SIGNED_IN,
    ("grants:application", "application"): OWNER_SIGNED_IN,
    ("grants:application", "sentapplication"): (302, 404, 404, 200, 200),
    ("grants:paper", "application"): OWNER_SIGNED_IN,
    ("grants:paper", "sentapplication"): (302, 404, 404, 200, 200),
    ("grants:wizard", "application about"): OWNER_SIGNED_IN,
    ("grants:wizard", "application answers"): OWNER_SIGNED_IN,
    ("grants:wizard", "application plan"): OWNER_SIGNED_IN,
    ("grants:wizard", "application budget"): OWNER_SIGNED_IN,
    ("grants:wizard", "application nonsense"): UNKNOWN,
    ("grants:wizard", "sentapplication about"): (302, 404, 404, 302, 404),
    ("grants:autosave", "application about"): SIGNED_IN_POST,
    ("grants:documents", "application"): OWNER_SIGNED_IN,
    ("grants:remove_document", "application grantpaper"): SIGNED_IN_POST,
    ("grants:check", "application"): OWNER_SIGNED_IN,
    ("grants:ask_partner", "application"): SIGNED_IN_POST,
    ("grants:partnership", "partnership"): (302, 404, 404, 200, 200),
    ("grants:partnership", "foreignpartnership"): (302, 404, 404, 404, 200),
    ("pages:move", "grants.partnerconsent partnership confirm"): (302, 404, 404, 200, 403),
    ("pages:move", "grants.partnerconsent foreignpartnership record_letter"): (
        302,
        404,
        404,
        404,
        200,
    ),
    ("grants:editors", "application"): OWNER_SIGNED_IN,
    ("grants:remove_editor", "application coeditor"): SIGNED_IN_POST,
    ("grants:edits", "application"): OWNER_SIGNED_IN,
    ("grants:edit", "application stepedit"): OWNER_SIGNED_IN,
    ("grants:invitation", "coeditor"): SIGNED_IN_POST,
    ("grants:results", "decidedcontest"): ALL,
    ("grants:results", "neighbours"): NOBODY,
    ("grants:ranking", "decidedcontest"): ALL,
    ("grants:protocol", "decidedcontest"): ALL,
    ("grants:expert_desk", ""): SIGNED_IN,
    ("grants:review", "ownreview"): OWNER_SIGNED_IN,
    ("grants:declare", "ownreview"): (302, 404, 404, 302, 404),
    ("grants:recuse", "ownreview"): OWNER_SIGNED_IN,
    ("grants:appeal", "wonapplication"): UNKNOWN,
    ("files:file", "grantfile"): (404, 404, 404, 200, 404),
    ("files:file", "blindpage"): (404, 404, 404, 404, 200),
    ("pages:move", "grants.application sentapplication check"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.application checkedapplication admit"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.application sentapplication withdraw"): (302, 404, 404, 200, 403),
    ("pages:move", "grants.contest comingcontest publish"): (302, 404, 404, 404, 200),
}
WRITES = [
    ("resident", "pages:move", "grants.application sentapplication check", {}, 404),
    ("owner", "pages:move", "grants.application sentapplication check", {}, 403),
    ("official", "pages:move", "grants.application application submit", {}, 404),
    ("official", "pages:move", "grants.application sentapplication withdraw", {}, 403),
    ("resident", "grants:wizard", "application about", {"title": "Чужое"}, 404),
    ("official", "grants:wizard", "application about", {"title": "Чужое"}, 404),
    ("owner", "grants:wizard", "sentapplication about", {"title": "Поздно"}, 404),
    ("resident", "grants:autosave", "application about", {"title": "Чужое"}, 404),
    ("resident", "grants:check", "application", {}, 404),
    ("resident", "grants:ask_partner", "application", {}, 404),
    ("official", "grants:ask_partner", "application", {}, 404),
    ("resident", "pages:move", "grants.partnerconsent partnership confirm", {}, 404),
    ("official", "pages:move", "grants.partnerconsent partnership confirm", {}, 403),
    (
        "owner",
        "pages:move",
        "grants.partnerconsent partnership record_letter",
        {"note": "№ 1"},
        403,
    ),
    ("resident", "grants:documents", "application", {}, 404),
    ("resident", "grants:remove_document", "application grantpaper", {}, 404),
    ("resident", "grants:editors", "application", {"email": "me@example.org"}, 404),
    ("official", "grants:editors", "application", {"email": "me@example.org"}, 404),
    ("resident", "grants:remove_editor", "application coeditor", {}, 404),
    ("resident", "grants:invitation", "coeditor", {"accept": "1"}, 404),
    ("resident", "grants:apply", "neighbours", {"title": "Двор"}, 403),
    ("newcomer", "grants:apply", "neighbours", {"title": "Двор"}, 403),
    ("resident", "grants:ask", "coming", {"text": "Можно?"}, 404),
    ("resident", "grants:review", "ownreview", {"comment": "Чужое"}, 404),
    ("official", "grants:review", "ownreview", {"comment": "Чужое"}, 404),
    ("resident", "grants:declare", "ownreview", {}, 404),
    ("resident", "grants:recuse", "ownreview", {"note": "Чужое"}, 404),
    ("resident", "grants:appeal", "wonapplication", {"text": "Чужое"}, 404),
]
FORMS = {
    "grants:ask": "text",
    "grants:apply": "organisation title",
    "grants:wizard": "title tier direction partner summary beneficiaries starts_on ends_on "
    "activities-TOTAL_FORMS activities-0-title activities-0-starts_on lines-TOTAL_FORMS "
    "lines-0-section lines-0-quantity lines-0-price lines-0-own lines-0-requested "
    "team-TOTAL_FORMS team-0-name",
    "grants:autosave": "title tier starts_on lines-TOTAL_FORMS lines-0-price",
    "grants:documents": "requirement files",
    "grants:review": "comment relevance relevance_note budget budget_note final",
    "grants:recuse": "note",
    "grants:editors": "email role",
    "grants:invitation": "accept",
    "grants:appeal": "text",
}
WITHOUT_FIELDS = {
    "grants:ask_partner",
    "grants:check",
    "grants:remove_document",
    "grants:remove_editor",
    "grants:declare",
}
KEEPS_WHAT_IS_TYPED = {"grants:wizard", "grants:autosave"}


def shelve(shelf) -> None:
    shelf.contest = ContestFactory(slug="hearts")
    shelf.judged = ContestFactory(slug="judged", state="expertise")
    shelf.judge = ExpertFactory(contest=shelf.judged, user=shelf.user)
    shelf.applicant = OrganisationFactory(head=shelf.user)
    shelf.draft = ApplicationFactory(contest=shelf.contest, organisation=shelf.applicant)


def _application(shelf):
    return ApplicationFactory(contest=shelf.contest, state="submitted")


def _review(shelf):
    """An overdue one of the visitor, so that it stands in the queue too."""
    application = ApplicationFactory(contest=shelf.judged, state="expertise")
    return ReviewFactory(application=application, expert=shelf.judge, due=date(2020, 1, 1))


def _objection(shelf):
    application = ApplicationFactory(contest=shelf.judged, state="rejected")
    return Objection.objects.create(
        application=application, text="Пересчитайте", filed_by=application.author,
        filed_at=shelf.judged.opens_at,
    )  # fmt: skip


def _clarification(shelf):
    return Clarification.objects.create(
        contest=shelf.contest, text="Можно?", answer="Да", asked_by=UserFactory(),
        answered_at=shelf.contest.opens_at, answered_by=shelf.official,
    )  # fmt: skip


LISTS = {
    "/grants/": lambda shelf: ContestFactory(),
    "/grants/hearts/": _clarification,
}
OWN_LISTS = {
    "/grants/applications/{draft.pk}/edits/": lambda shelf: StepEdit.objects.create(
        application=shelf.draft,
        step="about",
        number=1,
        data={},
        user=shelf.user,
        saved_at=timezone.now(),
    ),
    "/grants/applications/{draft.pk}/editors/": lambda shelf: CoEditor.objects.create(
        application=shelf.draft,
        invited_by=shelf.user,
        user=UserFactory(),
        email=f"guest{shelf.draft.coeditors.count()}@example.org",
    ),
    "/grants/expert/": _review,
    "/grants/my/": lambda shelf: ApplicationFactory(
        contest=ContestFactory(), organisation=shelf.applicant, author=shelf.user
    ),
}
ADMIN_LISTS = {
    "/admin/grants/contest/": lambda shelf: ContestFactory(),
    "/admin/grants/application/": _application,
    "/admin/grants/clarification/": _clarification,
    "/admin/grants/partnerconsent/": lambda shelf: ask(
        ApplicationFactory(contest=shelf.contest, partner=team_of())
    ),
    "/admin/grants/review/": _review,
    "/admin/grants/objection/": _objection,
    "/admin/grants/contest/{judged.pk}/experts/": _review,
}

EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "grants.Contest": EVERYTHING,
    "grants.Application": NO_ADD,
    "grants.Clarification": NO_ADD,
    "grants.Direction": EVERYTHING,
    "grants.Review": NO_ADD,
    "grants.Objection": NO_ADD,
    "grants.PartnerConsent": NO_ADD,
}
ADMIN_ROWS = {
    "grants.Contest": lambda: ContestFactory(state="draft", criteria=CriteriaSetFactory()),
    "grants.Application": lambda: ApplicationFactory(state="submitted"),
    "grants.Review": ReviewFactory,
    "grants.PartnerConsent": lambda: ask(ApplicationFactory(partner=team_of())),
    "grants.Objection": lambda: Objection.objects.create(
        application=ApplicationFactory(state="rejected"),
        text="Пересчитайте",
        filed_by=UserFactory(),
        filed_at=timezone.now(),
    ),
}
OFFICIALS = {
    "official of grants": (
        officer,
        {
            "grants.Contest": EVERYTHING,
            "grants.Application": NO_ADD,
            "grants.PartnerConsent": NO_ADD,
        },
    )
}
