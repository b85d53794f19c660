"""Training of the encoder and of the quote judge; `python -m dragoman.train --help`. Needs `dragoman[train]`."""
