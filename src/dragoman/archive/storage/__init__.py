"""The tables of an archive, in a folder or an object store."""
