"""`python -m dragoman.train.quotes`: trains the judge of attributions on articles with annotated attributions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import yaml

from dragoman.acquire import article
from dragoman.document import Document
from dragoman.entities.entities import find_entities
from dragoman.entities.parties import Parties
from dragoman.evaluate.attributions import Attribution, name_of, read_attributions
from dragoman.model import Span
from dragoman.pipeline import Coder
from dragoman.places.places import find_places
from dragoman.quotes.claims import Proposal, overlap, proposals
from dragoman.quotes.direct import once, spoken
from dragoman.quotes.judge import features
from dragoman.quotes.speakers import speaker
from dragoman.train.logistic import fit

HALF = 0.5  # least share of the content that a proposed frame and an annotation have in common
NEVER = 12  # a lemma seen this often and never as an annotated cue is listed as no cue
HEAD = """# How likely a phrase is an attribution, in log-odds by feature (quotes/judge.py); made by
# `python -m dragoman.train.quotes`, from counts over {articles} articles, and not written by hand; see docs/quotes.md.
"""


@dataclass(frozen=True)
class LabelledFrame:
    """A proposed attribution frame with its label for training.

    Args:
        features: the names of its features (quotes/judge.py).
        lemma: the cue's lemma, such as "say".
        right: whether an annotation marks it as an attribution.
    """

    features: tuple[str, ...]
    lemma: str
    right: bool


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="Where the weights go.")
@click.option("--least", default=0.38, show_default=True, help="The least probability that makes a quote.")
@click.option("--penalty", default=2.0, show_default=True, help="Weight of the squared penalty.")
@click.option("--rare", default=4, show_default=True, help="Features of fewer samples are left out.")
def main(data: tuple[Path, ...], out: Path, least: float, penalty: float, rare: int) -> None:
    """Fit the weights of quotes to DATA: folders with text/ and attributions/; see docs/quotes.md."""
    coder, frames, articles = Coder(), list[LabelledFrame](), 0
    for folder in data:
        for path, text, marked in read_attributions(folder):
            document = coder.parser.document(article(text, source_id=name_of(path)), coder.knowledge)
            frames.extend(judged(find_entities(find_places(document)), marked))
            articles += 1
    write_weights(out, frames, articles, least, penalty, rare)
    click.echo(
        f"{articles} articles, {len(frames)} frames, {sum(frame.right for frame in frames)} of them attributions"
    )


def judged(document: Document, marked: Sequence[Attribution]) -> Iterator[LabelledFrame]:
    """Every frame proposed in an article that has a speaker, labelled by the annotated attributions `marked`."""
    parties = Parties(document)
    direct = once(list(spoken(parties)))
    for p in proposals(document, direct):
        who = speaker(p.frame.source, parties)
        if who is not None:
            right = any(_right(p, document.at(p.frame.cue), who.span, m) for m in marked)
            yield LabelledFrame(
                tuple(features(p.frame, p.marks, p.block, document.syntax)), p.frame.cue.lemma_.lower(), right
            )


def _right(proposal: Proposal, cue: Span, source: Span, marked: Attribution) -> bool:
    """Whether an annotation marks this frame: half of the longer content is shared, and the cue or the source."""
    if not marked.source or overlap(proposal.spans, marked.content) < HALF:
        return False
    return any(a < cue[1] and cue[0] < b for a, b in marked.cue) or any(
        a < source[1] and source[0] < b for a, b in marked.source
    )


def write_weights(
    out: Path, frames: Sequence[LabelledFrame], articles: int, least: float, penalty: float, rare: int
) -> None:
    """Fit the judge and write its weights as YAML.

    Args:
        out: the file to write.
        frames: the labelled frames.
        articles: how many articles they are from, for the head of the file.
        least: the least probability at which a frame becomes a quote.
        penalty: weight of the L2 penalty.
        rare: features of fewer frames are left out.

    Weights that round to 0.00 are left out; lemmas seen often and never as a cue are listed under `never`.
    """
    seen, cues = Counter(frame.lemma for frame in frames), {frame.lemma for frame in frames if frame.right}
    never = sorted(w for w, n in seen.items() if n >= NEVER and w not in cues)
    kept = [frame for frame in frames if frame.lemma not in set(never)]
    weights = fit([frame.features for frame in kept], [frame.right for frame in kept], penalty, rare)
    groups: dict[str, dict[str, float]] = defaultdict(dict)
    for name, weight in weights.items():
        group, _, value = name.partition("=")
        if round(weight, 2):
            groups[group][value] = round(weight, 2)
    content: Mapping[str, object] = {"least": least, "never": never, "weights": dict(groups)}
    body = yaml.safe_dump(content, allow_unicode=True, width=120, sort_keys=True)
    out.write_text(HEAD.format(articles=articles) + body, encoding="utf-8")


if __name__ == "__main__":
    main()
