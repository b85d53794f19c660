"""How right the coder is: its answers beside annotated ones, with intervals by document. See docs/evaluate.md."""
