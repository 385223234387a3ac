"""Addresses, forms and lists of training of municipal servants."""
