"""The demo city's grants; one module a subject, all of it invented or marked «демо»."""

from grants.demo.agreements import load as load_agreements
from grants.demo.awards import load as load_awards
from grants.demo.consultations import load as load_consultations
from grants.demo.contests import load as load_contests
from grants.demo.endowment import load as load_endowment
from grants.demo.expertise import load as load_expertise
from grants.demo.property import load as load_property
from grants.demo.social_orders import load as load_social_orders


def load() -> None:
    """Everything, in an order that holds; loading again changes nothing."""
    load_contests()
    load_expertise()
    load_agreements()
    load_property()
    load_awards()
    load_endowment()
    load_social_orders()
    load_consultations()
