"""The kinds of steps a flow may hold, one module each; `catalog.py` lists them."""
