"""Toponyms: found with a gazetteer, accepted by grammar, resolved by context."""
