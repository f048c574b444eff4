"""Readers of a run's events: progress on the console, lines of JSON, and an HTML report."""
