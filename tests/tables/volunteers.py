"""Addresses, forms and lists of volunteer groups."""
