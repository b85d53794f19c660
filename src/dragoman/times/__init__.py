"""Time expressions: found by a grammar over words (grammar.yaml, words.yaml), resolved against publication."""
