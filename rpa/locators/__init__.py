"""What the portal looks like: pages, fields, tables and elements, read from the selector files."""
