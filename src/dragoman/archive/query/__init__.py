"""Queries of an archive: filters, series, full-text search, and SQL."""
