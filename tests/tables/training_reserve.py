"""Addresses, forms and lists of the personnel reserve."""
