"""Words that may report an act, with the actors in their slots."""
