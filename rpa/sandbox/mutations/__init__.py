"""What a release of the portal may have broken, to see whether tests notice."""
