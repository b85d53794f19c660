"""What the words around an act say of it: modality, time, place, counts, contexts, on whose word."""
