"""Import: data sets of others as reports of an archive."""
