"""The plugin that makes flows tests of pytest."""
