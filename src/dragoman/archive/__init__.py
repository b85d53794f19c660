"""The archive: the records of many articles over time, as Delta tables in a folder or an object store."""
