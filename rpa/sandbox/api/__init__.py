"""The API beside the portal: the same world, asked by programs that sign their requests."""
