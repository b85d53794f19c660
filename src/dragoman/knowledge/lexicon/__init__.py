"""The lexicon: the lists of English words that the stages use, as YAML, and their schemas."""
