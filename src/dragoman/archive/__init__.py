"""The record: what accumulates. Delta tables in a folder or an object store, read through DuckDB."""
