"""«Мои данные»: the organisations of a person."""


def collect(user) -> dict:
    return {}
