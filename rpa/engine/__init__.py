"""From a flow and its inputs to a run: load, check, plan, execute."""
