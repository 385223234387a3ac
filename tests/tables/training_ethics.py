"""Addresses, forms and lists of the code of ethics and the training plan."""
