"""What the stages know: codebook, lexicon, register, gazetteer, time rules, weights."""
