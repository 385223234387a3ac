"""Addresses, forms and lists of agreements about grants, of their money and reports."""

from datetime import timedelta

from django.utils import timezone

from grants.actions import demand_return
from grants.models import Report
from portal.files.models import Attachment
from tests.factories.agreements import (
    active,
    drafted,
    expense,
    in_use,
    late,
    prepared,
    reported,
    signed,
    supported,
    treasurer,
)
from tests.factories.amendments import proposed
from tests.factories.grants import ContestFactory
from tests.factories.organisations import OrganisationFactory
from tests.tables.answers import ALL, SIGNED_IN_POST

DAY = timezone.localdate() + timedelta(days=200)
OFFICIAL_RIGHTS = ["grants.manage_agreement"]
TEAM = (302, 404, 404, 200, 200)  # those who receive the money and those who pay it


def build(world) -> dict:
    """Agreements of the owner's organisation: one being prepared, one signed, one to report of."""
    contest = ContestFactory(slug="given", state="decided")
    team = OrganisationFactory(kind="nko", head=world.owner)
    own = {"contest": contest, "organisation": team, "head": world.owner}
    used, told = in_use(1000, **own), in_use(1000, **own)
    report = used.reports.get()
    row = expense(report, 10)
    return {
        "grantteam": team.pk,
        "draftagreement": drafted(supported(1000, **own)).pk,
        "amendment": proposed(active(supported(1000, **own)), ends_on=DAY).pk,
        "signedagreement": signed(supported(1000, **own)).pk,
        "grantreport": report.pk,
        "grantexpense": row.pk,
        "receipt": Attachment.objects.of(row).get().pk,
        "sentreport": reported(told, 10).pk,
    }


ACCESS = {
    ("grants:register", ""): ALL,
    ("grants:register_csv", ""): ALL,
    ("grants:passport", "grantteam"): ALL,
    ("grants:agreement", "draftagreement"): TEAM,
    ("grants:agreement", "signedagreement"): TEAM,
    ("grants:report", "grantreport"): TEAM,
    ("grants:report", "sentreport"): TEAM,
    ("grants:add_expense", "grantreport"): TEAM,
    ("grants:remove_expense", "grantreport grantexpense"): SIGNED_IN_POST,
    ("files:file", "receipt"): (404, 404, 404, 200, 200),
    ("pages:move", "grants.agreement draftagreement sign"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.agreement signedagreement enact"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.amendment amendment approve"): (302, 404, 404, 403, 200),
    ("pages:move", "grants.report grantreport send"): (302, 404, 404, 403, 403),
    ("pages:move", "grants.report sentreport accept"): (302, 404, 404, 403, 200),
}
NOTE = {"note": "Да"}
WRITES = [
    ("owner", "pages:move", "grants.agreement draftagreement sign", NOTE, 403),
    ("resident", "pages:move", "grants.agreement signedagreement enact", NOTE, 404),
    ("owner", "pages:move", "grants.agreement signedagreement terminate", NOTE, 403),
    # Signing asks for the day and the paper, which only the admin's form has.
    ("official", "pages:move", "grants.agreement draftagreement sign", NOTE, 422),
    ("owner", "pages:move", "grants.amendment amendment approve", NOTE, 403),
    ("resident", "pages:move", "grants.amendment amendment approve", NOTE, 404),
    ("owner", "pages:move", "grants.report grantreport send", NOTE, 403),
    ("official", "pages:move", "grants.report grantreport send", NOTE, 403),
    ("owner", "pages:move", "grants.report sentreport accept", NOTE, 403),
    ("resident", "grants:report", "grantreport", {"narrative": "Чужое"}, 404),
    ("official", "grants:report", "grantreport", {"narrative": "Чужое"}, 422),
    ("owner", "grants:report", "sentreport", {"narrative": "Поздно"}, 422),
    ("resident", "grants:add_expense", "grantreport", {"amount": "1"}, 404),
    ("resident", "grants:remove_expense", "grantreport grantexpense", {}, 404),
    ("official", "grants:remove_expense", "grantreport grantexpense", {}, 403),
]
FORMS = {
    "grants:report": "narrative results beneficiaries",
    "grants:add_expense": "line paid_on amount what payee files",
}
WITHOUT_FIELDS = {"grants:remove_expense"}
KEEPS_WHAT_IS_TYPED = {"grants:report"}


def shelve(shelf) -> None:
    shelf.grantee = OrganisationFactory(kind="nko")
    shelf.granted = ContestFactory(slug="granted", state="decided", fund=10**9)


def _agreement(shelf):
    return active(supported(1000, contest=shelf.granted))


def _of_grantee(shelf):
    return active(supported(1000, contest=shelf.granted, organisation=shelf.grantee))


def _amendment(shelf):
    return proposed(_agreement(shelf), ends_on=DAY)


def _report(shelf) -> Report:
    return reported(in_use(1000, contest=shelf.granted))


def _late_in_every_way(shelf) -> None:
    late(in_use(1000, contest=shelf.granted).reports.get())
    agreement = in_use(1000, contest=shelf.granted)
    day = agreement.ends_on
    demand_return(agreement, actor=treasurer(), kind="misuse", amount=1, due=day, note="")
    agreement.demands.update(due=agreement.starts_on.replace(year=2020))
    _report(shelf)
    supported(1000, contest=shelf.granted)
    prepared(_agreement(shelf), "payment", amount=10)
    _amendment(shelf)


LISTS = {
    "/grants/register/": _agreement,
    "/grants/register.csv": _agreement,
    "/grants/passport/{grantee.pk}/": _of_grantee,
}
ADMIN_LISTS = {
    "/admin/grants/agreement/": _agreement,
    "/admin/grants/agreement/winners/": lambda shelf: supported(1000, contest=shelf.granted),
    "/admin/grants/payment/": lambda shelf: prepared(_agreement(shelf), "payment", amount=10),
    "/admin/grants/amendment/": _amendment,
    "/admin/grants/report/": _report,
    "/admin/queue/?money": _late_in_every_way,
}
READ = (200, 403, 200, 200)
ADMIN = dict.fromkeys(
    ("grants.Agreement", "grants.Amendment", "grants.Payment", "grants.Report"), READ
)
ADMIN_ROWS = {
    "grants.Agreement": drafted,
    "grants.Payment": lambda: prepared(active(), "payment", amount=10),
    "grants.Amendment": lambda: proposed(active(), ends_on=DAY),
    "grants.Report": lambda: reported(in_use(100), 10),
}
OFFICIALS = {"treasurer of grants": (treasurer, dict(ADMIN))}
