"""Storage: the tables of an archive as Delta tables, in a folder or an object store."""
