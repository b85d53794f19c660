"""Evaluation: the coder's output against annotated data, each metric with its 95 % interval. See docs/evaluate.md."""
