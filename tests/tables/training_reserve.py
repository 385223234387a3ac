"""Addresses, forms and lists of the personnel reserve."""

from tests.factories.files import pdf
from tests.factories.people import VerifiedUserFactory
from tests.factories.reserve import (
    RESERVE_RIGHTS,
    CampaignFactory,
    ReserveApplicationFactory,
    cadre,
    judged,
)
from tests.tables.answers import (
    ALL,
    NOBODY,
    OFFICIAL,
    OWNER_SIGNED_IN,
    SIGNED_IN,
    SIGNED_IN_POST,
    UNKNOWN,
)
from training.actions import attach, decide, rank

OFFICIAL_RIGHTS = list(RESERVE_RIGHTS)


def build(world) -> dict:
    """The owner applies to one campaign and sits in the commission of another."""
    open_campaign = CampaignFactory(slug="activists")
    CampaignFactory(slug="comingreserve", state="draft")
    commission = CampaignFactory(
        slug="judgedreserve", parts=[world.owner, *VerifiedUserFactory.create_batch(2)]
    )
    draft = ReserveApplicationFactory(campaign=open_campaign, user=world.owner, state="draft")
    document = attach(draft, pdf(), actor=world.owner)
    _decided()
    member = ReserveApplicationFactory(campaign=commission, state="included")
    return {
        "reservedraft": draft.pk,
        "reservepaper": document.pk,
        "reservefile": document.attachment_id,
        "ownreserve": ReserveApplicationFactory(user=world.owner, state="included").pk,
        "strangereserve": ReserveApplicationFactory().pk,
        "tested": ReserveApplicationFactory(campaign=commission, state="test").pk,
        "reservemember": member.pk,
        "planline": member.plan.create(text="Курс", due_on="2030-01-01").pk,
    }


def _decided() -> None:
    campaign = CampaignFactory(slug="decidedreserve", closed=True)
    judged(ReserveApplicationFactory(campaign=campaign, state="interview"), 90, 9)
    rank(campaign, actor=campaign.chair)
    decide(campaign, actor=campaign.chair)


ACCESS = {
    ("training:reserve", ""): ALL,
    ("training:commissions", ""): SIGNED_IN,
    ("training:campaign", "activists"): ALL,
    ("training:campaign", "comingreserve"): OFFICIAL,
    ("training:reserve_protocol", "decidedreserve"): ALL,
    ("training:reserve_protocol", "activists"): NOBODY,
    ("training:reserve_apply", "activists"): SIGNED_IN_POST,
    ("training:commission", "judgedreserve"): OWNER_SIGNED_IN,
    ("training:commission", "activists"): UNKNOWN,
    ("training:reserve_application", "reservedraft"): OWNER_SIGNED_IN,
    ("training:reserve_application", "strangereserve"): UNKNOWN,
    ("training:reserve_application", "reservemember"): OWNER_SIGNED_IN,
    ("training:reserve_attach", "reservedraft"): SIGNED_IN_POST,
    ("training:reserve_detach", "reservedraft reservepaper"): SIGNED_IN_POST,
    ("training:reserve_submit", "reservedraft"): SIGNED_IN_POST,
    ("training:reserve_consent", "ownreserve"): SIGNED_IN_POST,
    ("training:reserve_marks", "tested"): OWNER_SIGNED_IN,
    ("training:reserve_marks", "ownreserve"): UNKNOWN,
    ("training:reserve_plan", "reservemember"): OWNER_SIGNED_IN,
    ("training:reserve_plan_done", "reservemember planline"): SIGNED_IN_POST,
    ("training:reserve_exclude", "reservemember"): OWNER_SIGNED_IN,
    ("files:file", "reservefile"): (404, 404, 404, 200, 404),
    ("pages:move", "training.reserveapplication tested invite"): OWNER_SIGNED_IN,
    ("pages:move", "training.reserveapplication strangereserve check"): UNKNOWN,
    ("pages:move", "training.reserveapplication reservemember appoint"): OWNER_SIGNED_IN,
}
WRITES = [
    ("resident", "training:reserve_application", "reservedraft", {"education": "Чужое"}, 404),
    ("official", "training:reserve_application", "reservedraft", {"education": "Чужое"}, 404),
    ("owner", "training:reserve_application", "reservemember", {"education": "Чужое"}, 403),
    ("resident", "training:reserve_attach", "reservedraft", {}, 404),
    ("official", "training:reserve_detach", "reservedraft reservepaper", {}, 404),
    ("official", "training:reserve_submit", "reservedraft", {}, 404),
    ("resident", "training:reserve_consent", "ownreserve", {"shown": "1"}, 404),
    ("owner", "training:reserve_consent", "reservemember", {"shown": "1"}, 403),
    ("official", "training:reserve_marks", "tested", {"mark-1": "5"}, 404),
    ("resident", "training:reserve_plan", "reservemember", {"text": "Курс"}, 404),
    ("official", "training:reserve_plan_done", "reservemember planline", {}, 404),
    ("official", "training:reserve_exclude", "reservemember", {"ground": "own"}, 404),
    ("official", "pages:move", "training.reserveapplication tested invite", {}, 404),
    ("newcomer", "training:reserve_apply", "activists", {}, 403),
]
FORMS = {
    "training:reserve_application": "education experience motivation list_consent",
    "training:reserve_attach": "kind files",
    "training:reserve_marks": "mark-1 mark-2",
    "training:reserve_plan": "text due_on",
    "training:reserve_exclude": "ground note",
}
WITHOUT_FIELDS = {
    "training:reserve_apply",
    "training:reserve_detach",
    "training:reserve_submit",
    "training:reserve_consent",
    "training:reserve_plan_done",
}


def shelve(shelf) -> None:
    shelf.campaign = CampaignFactory(
        slug="shelvedreserve", parts=[shelf.user, *VerifiedUserFactory.create_batch(2)]
    )
    shelf.reserve_place = ReserveApplicationFactory(campaign=shelf.campaign, state="included")


def _listed(shelf):
    ReserveApplicationFactory(
        campaign=shelf.campaign, state="included", list_consent=True,
        user=VerifiedUserFactory(name_is_public=True),
    )  # fmt: skip


LISTS = {
    "/training/reserve/": _listed,
    "/training/reserve/shelvedreserve/": lambda shelf: shelf.campaign.document_kinds.create(
        name="Справка"
    ),
}
OWN_LISTS = {
    "/training/reserve/shelvedreserve/commission/": lambda shelf: ReserveApplicationFactory(
        campaign=shelf.campaign
    ),
    "/training/reserve/applications/{reserve_place.pk}/": lambda shelf: (
        shelf.reserve_place.plan.create(text="Курс", due_on="2030-01-01")
    ),
    "/training/reserve/commissions/": lambda shelf: CampaignFactory(
        parts=[shelf.user, shelf.author]
    ),
}
ADMIN_LISTS = {"/admin/training/campaign/": lambda shelf: CampaignFactory()}
EVERYTHING = (200,) * 4
ADMIN = {"training.Campaign": EVERYTHING}
ADMIN_ROWS = {"training.Campaign": lambda: CampaignFactory(state="draft")}
OFFICIALS = {"official of the reserve": (cadre, ADMIN)}
SECRET = {"training.reserveapplication", "training.reservedocument"}
