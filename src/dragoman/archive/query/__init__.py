"""Questions to an archive."""
