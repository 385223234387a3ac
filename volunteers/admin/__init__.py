from volunteers.admin import festivals, groups, hours, shifts  # noqa: F401
