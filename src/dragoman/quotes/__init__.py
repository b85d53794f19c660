"""Quotations: the marks, the words of saying, and who speaks."""
