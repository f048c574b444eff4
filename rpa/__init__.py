"""Browser automation for enterprise consoles: flows in YAML, results in Excel, proofs with both."""

__version__ = "0.1.0"
