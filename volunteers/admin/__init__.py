from volunteers.admin import groups  # noqa: F401
