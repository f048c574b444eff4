"""What stays on disk of a run: its folder, its journal, and the history of all runs."""
