"""The lexicon: lists of words that the stages go by, as YAML."""
