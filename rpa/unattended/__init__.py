"""Runs that nobody watches: many at once."""
