"""Addresses, forms and lists of awards."""

from grants import actions
from grants.models import Award
from portal.files.models import Attachment
from tests.factories.awards import (
    PERMISSIONS,
    NominationFactory,
    SeasonFactory,
    admitted,
    decided,
    judged,
    steward,
)
from tests.factories.files import photo
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
OWNER_ONLY = (404, 404, 404, 200, 404)


def build(world) -> dict:
    """The owner's nominations in several states; one of the owner; a jury with his review."""
    season = SeasonFactory(award__code="patron")
    own = {"season": season, "nominator": world.owner}
    draft, asked = NominationFactory(**own), NominationFactory(state="consent", **own)
    actions.save_nomination(draft, actor=world.owner, images=[photo()])
    judging = SeasonFactory(award__code="judged-award", jury=2)
    judging.jurors.filter(pk=judging.jurors.first().pk).update(user=world.owner)
    admitted(judging)
    judged(judging)
    voting = SeasonFactory(award__code="voted-award")
    admitted(voting)
    judged(voting)
    file = Attachment.objects.of(draft).get().pk
    return {
        "draftseason": SeasonFactory(award__code="coming", state="draft").pk,
        "draftnomination": draft.pk,
        "askednomination": asked.pk,
        "checkednomination": NominationFactory(state="check", **own).pk,
        "shownnomination": admitted(season).pk,
        "ownhonour": NominationFactory(season=season, state="consent", nominee_user=world.owner).pk,
        "nominationfile": file,
        "consenttoken": actions.token_of(asked),
        "votedcategory": voting.categories.get().pk,
        "decidedaward": decided(9).award.code,
        "ownjury": judging.nominations.get().jury_reviews.get(juror__user=world.owner).pk,
    }


ACCESS = {
    ("grants:awards", ""): ALL,
    ("grants:laureates", ""): ALL,
    ("grants:laureates_csv", ""): ALL,
    ("grants:declined", ""): ALL,
    ("grants:award_season", "patron 2026"): ALL,
    ("grants:award_season", "coming 2026"): OFFICIAL,
    ("grants:award_results", "decidedaward 2026"): ALL,
    ("grants:award_results", "patron 2026"): NOBODY,
    ("grants:award_protocol", "decidedaward 2026"): ALL,
    ("grants:award_protocol", "judged-award 2026"): NOBODY,
    ("grants:award_vote", "voted-award 2026 votedcategory"): ALL,
    ("grants:award_vote", "patron 2026 votedcategory"): NOBODY,
    ("grants:award_receipt", "voted-award 2026 votedcategory"): SIGNED_IN,
    ("grants:nominate", "patron 2026"): SIGNED_IN,
    ("grants:nominate", "coming 2026"): (302, 404, 404, 404, 200),
    ("grants:nomination", "shownnomination"): ALL,
    ("grants:nomination", "draftnomination"): OWNER_ONLY,
    ("grants:nomination", "askednomination"): OWNER_ONLY,
    ("grants:nomination", "checkednomination"): (404, 404, 404, 200, 200),
    ("grants:nomination", "ownhonour"): OWNER_ONLY,
    ("grants:edit_nomination", "draftnomination"): OWNER_SIGNED_IN,
    ("grants:edit_nomination", "askednomination"): UNKNOWN,
    ("grants:remove_nomination_file", "draftnomination nominationfile"): SIGNED_IN_POST,
    ("grants:answer_nomination", "ownhonour"): SIGNED_IN_POST,
    ("grants:my_nominations", ""): SIGNED_IN,
    ("grants:consent", "consenttoken"): ALL,
    ("grants:consent", "forged"): NOBODY,
    ("grants:consent_file", "consenttoken nominationfile"): NOBODY,
    ("grants:jury_desk", ""): SIGNED_IN,
    ("grants:jury_review", "ownjury"): OWNER_SIGNED_IN,
    ("files:file", "nominationfile"): OWNER_ONLY,
    ("pages:move", "grants.nomination checkednomination admit"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.nomination draftnomination send"): OWNER_SIGNED_IN,
    ("pages:move", "grants.awardseason draftseason publish"): (302, 404, 404, 404, 200),
    ("pages:move", "grants.juryreview ownjury declare"): OWNER_SIGNED_IN,
}
NOTE = {"note": "Да"}
YES = {"answer": "yes", "agreed": "on"}
WRITES = [
    ("resident", "grants:answer_nomination", "ownhonour", YES, 404),
    ("official", "grants:answer_nomination", "ownhonour", YES, 404),
    ("owner", "grants:answer_nomination", "askednomination", YES, 404),
    ("owner", "pages:move", "grants.nomination askednomination consent", NOTE, 403),
    ("official", "pages:move", "grants.nomination askednomination consent", NOTE, 404),
    ("owner", "pages:move", "grants.nomination checkednomination admit", NOTE, 403),
    ("resident", "grants:edit_nomination", "draftnomination", {"text": "Чужое"}, 404),
    ("official", "grants:edit_nomination", "draftnomination", {"text": "Чужое"}, 404),
    ("owner", "grants:edit_nomination", "askednomination", {"text": "Поздно"}, 404),
    ("resident", "grants:remove_nomination_file", "draftnomination nominationfile", {}, 404),
    ("resident", "grants:jury_review", "ownjury", {"relevance": "9"}, 404),
    ("official", "grants:jury_review", "ownjury", {"relevance": "9"}, 404),
    ("owner", "grants:jury_review", "ownjury", {"relevance": "9"}, 422),
    ("owner", "pages:move", "grants.juryreview ownjury excuse", NOTE, 403),
    ("official", "pages:move", "grants.juryreview ownjury excuse", NOTE, 404),
    ("resident", "grants:nominate", "coming 2026", {"text": "Рано"}, 404),
]
FOR_STRANGERS = {"grants:consent", "grants:award_vote"}
FORMS = {
    "grants:nominate": "category nominee_kind nominee_name nominee_email text images alt documents",
    "grants:edit_nomination": "nominee_kind nominee_name nominee_email text images alt documents",
    "grants:award_vote": "choice confirm",
    "grants:consent": "answer agreed",
    "grants:answer_nomination": "answer agreed",
    "grants:jury_review": "relevance relevance_note budget budget_note final",
}
WITHOUT_FIELDS = {"grants:remove_nomination_file"}


def shelve(shelf) -> None:
    shelf.awards = SeasonFactory(award__code="hearts-award")
    shelf.jury = SeasonFactory(jury=2)
    shelf.juror = shelf.jury.jurors.first()
    shelf.juror.user = shelf.user
    shelf.juror.save()
    shelf.won = decided(9)


def _jury(shelf):
    row = admitted(shelf.jury)
    return row.jury_reviews.create(juror=shelf.juror)


def _laureate(shelf):
    season = shelf.won
    row = NominationFactory(season=season, state="laureate")
    decision = season.nominations.get(number=1).award_decision
    decision.pk, decision.nomination = None, row
    decision.save()
    return row


LISTS = {
    "/grants/awards/": lambda shelf: SeasonFactory(),
    "/grants/awards/hearts-award/2026/": lambda shelf: admitted(shelf.awards),
    "/grants/awards/laureates/": _laureate,
    "/grants/awards/laureates.csv": _laureate,
}
OWN_LISTS = {
    "/grants/awards/my/": lambda shelf: NominationFactory(
        season=shelf.awards, nominator=shelf.user
    ),
    "/grants/awards/jury/": _jury,
}
ADMIN_LISTS = {
    "/admin/grants/award/": lambda shelf: Award.objects.create(
        code=f"a{Award.objects.count()}", name="Ещё"
    ),
    "/admin/grants/awardseason/": lambda shelf: SeasonFactory(),
    "/admin/grants/nomination/": lambda shelf: NominationFactory(
        season=shelf.awards, state="check"
    ),
    "/admin/grants/awardseason/{jury.pk}/jury/": _jury,
}
EVERYTHING, NO_ADD = (200,) * 4, (200, 403, 200, 200)
ADMIN = {
    "grants.Award": EVERYTHING,
    "grants.AwardSeason": EVERYTHING,
    "grants.Nomination": NO_ADD,
}
ADMIN_ROWS = {
    "grants.AwardSeason": lambda: SeasonFactory(state="draft"),
    "grants.Nomination": lambda: NominationFactory(state="check"),
}
OFFICIALS = {
    "steward of awards": (
        steward,
        {"grants.Award": NO_ADD, "grants.AwardSeason": EVERYTHING, "grants.Nomination": NO_ADD},
    )
}
