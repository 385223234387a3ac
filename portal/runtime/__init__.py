"""Everything needed to run the portal on one machine: services, supervisor, first start.

Nothing here imports Django, so that it works before settings can be read.
"""
