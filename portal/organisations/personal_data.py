"""«Мои данные»: the organisations and centres of a person."""


def collect(user) -> dict:
    rows = user.memberships.select_related("organisation")
    return {
        "organisations": [
            {"name": row.organisation.name, "role": row.role, "joined_at": row.joined_at}
            for row in rows
        ],
        "headed_centres": [
            {"centre": row.centre.name, "since": row.since, "until": row.until}
            for row in user.headed_centres.select_related("centre")
        ],
    }
