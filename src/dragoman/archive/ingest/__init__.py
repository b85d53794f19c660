"""Articles from many sources into an archive."""
