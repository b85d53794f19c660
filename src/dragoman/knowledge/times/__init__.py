"""The words and rules of time expressions."""
