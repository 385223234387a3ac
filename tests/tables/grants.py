"""Addresses, forms and lists of grant contests."""
