"""Event types, modes, contexts and scores, and the predicates that name them."""
