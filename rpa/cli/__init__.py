"""The commands: one verb per module, each thin, heavy imports made where they are used."""
