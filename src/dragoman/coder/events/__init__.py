"""From acts found in sentences to the events of the record."""
