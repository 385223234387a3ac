"""«Мои данные»: the organisations of a person."""


def collect(user) -> dict:
    rows = user.memberships.select_related("organisation")
    return {
        "organisations": [
            {"name": row.organisation.name, "role": row.role, "joined_at": row.joined_at}
            for row in rows
        ]
    }
