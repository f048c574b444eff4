"""The widgets of an enterprise console; their markup is data in `libraries/`."""
