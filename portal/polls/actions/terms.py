"""The conditions of a poll as one text, `poll.json`: frozen and hashed when voting opens."""

import json
from datetime import UTC
from importlib import import_module

from django.conf import settings

from portal.polls.models import Poll

FORMAT = "open-kirov-poll-1"


def counters() -> list:
    """The modules named in POLL_COUNTS; each has `contest`, `count` and `page`, given a poll."""
    return [import_module(name) for name in settings.POLL_COUNTS]


def contest_of(poll: Poll) -> dict | None:
    """How the votes will be counted, from the app the poll belongs to; None if nobody says."""
    return next(filter(None, (module.contest(poll) for module in counters())), None)


def page_of(poll: Poll) -> str:
    """Where people know the poll from; empty when no app says."""
    return next(filter(None, (module.page(poll) for module in counters())), "")


def terms_text(poll: Poll, rules: str = "") -> str:
    """All that is fixed before the first ballot; `rules` is the digest of the app's own rules."""
    options = poll.options.select_related("district").order_by("number")
    terms = {
        "format": FORMAT,
        "uuid": str(poll.uuid),
        "title": poll.title,
        "ballot_kind": poll.ballot_kind,
        "opens_at": poll.opens_at.astimezone(UTC).isoformat(),
        "closes_at": poll.closes_at.astimezone(UTC).isoformat(),
        "min_choices": poll.min_choices,
        "max_choices": poll.max_choices,
        "max_cost": None if poll.max_cost is None else f"{poll.max_cost:.2f}",
        "max_sum_points": poll.max_sum_points,
        "max_points": poll.max_points,
        "district_rule": poll.district_rule,
        "max_city": poll.max_city,
        "max_district": poll.max_district,
        "paper_until": poll.paper_until and poll.paper_until.astimezone(UTC).isoformat(),
        "min_age": poll.min_age,
        "min_level": poll.min_level,
        "districts": sorted(poll.districts.values_list("code", flat=True)),
        "lot_seed": poll.lot_seed,
        "rules": rules,
        "contest": contest_of(poll),
        "options": [
            {
                "number": option.number,
                "label": option.label,
                "cost": f"{option.cost:.2f}",
                "district": option.district.code if option.district else "",
            }
            for option in options
        ],
    }
    return json.dumps(terms, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
