"""Places by name, with their points."""
