"""The portal's pages, one module each; `catalog` lists them."""
