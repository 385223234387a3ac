"""Nominations and promises in «my data»: whom one put forward, where one was, what one gives."""


def collect(user) -> dict:
    rows = user.award_nominations.select_related("season__award", "category")
    honours = user.award_honours.select_related("season__award", "category")
    return {
        "award_nominations": [_told(row) for row in rows],
        "award_honours": [_told(row) for row in honours.exclude(state="draft")],
        "endowment_pledges": [
            {
                "fund": row.fund.name,
                "amount": str(row.amount),
                "public_name": row.public_name,
                "promised_at": row.promised_at.isoformat(),
            }
            for row in user.endowment_pledges.select_related("fund")
        ],
    }


def _told(row) -> dict:
    return {
        "season": str(row.season),
        "category": row.category.name,
        "nominee": row.nominee_name,
        "text": row.text,
        "state": row.state,
        "created_at": row.created_at.isoformat(),
    }
