"""The seeded world behind the pages: same seed, same rows, same today, same data."""
