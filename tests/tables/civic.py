"""Addresses, forms and lists of issue reports, appeals and ideas."""
