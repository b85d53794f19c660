"""Interchange: data sets of others imported into an archive, and archives exported to other formats."""
