"""How the encoder's weights are made; `python -m dragoman.train --help`. Needs the extra `dragoman[train]`."""
