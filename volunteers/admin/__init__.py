from volunteers.admin import groups, shifts  # noqa: F401
