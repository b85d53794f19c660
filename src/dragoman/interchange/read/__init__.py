"""Data sets of others brought into an archive."""
