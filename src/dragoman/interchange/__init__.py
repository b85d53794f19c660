"""Export: the record in the formats of others, one small file a format."""
