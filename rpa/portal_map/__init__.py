"""What a portal offers, as a tree; and what two such trees have changed between them."""
