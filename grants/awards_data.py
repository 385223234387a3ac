"""Nominations in «my data»: whom the person put forward, where the person was put forward."""


def collect(user) -> dict:
    rows = user.award_nominations.select_related("season__award", "category")
    honours = user.award_honours.select_related("season__award", "category")
    return {
        "award_nominations": [_told(row) for row in rows],
        "award_honours": [_told(row) for row in honours.exclude(state="draft")],
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
