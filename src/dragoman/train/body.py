"""The transformer body of MiniLM-L6 (a BERT of 6 layers, width 384, 12 heads; Wang et al. 2020) in plain torch.

Its parameters have the names of the published weights, so that these load unchanged.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HEADS = 12
MASKS = 8_000_000  # numbers in the buffer that dropout masks are cut from


class Dropout:
    """Dropout with masks cut from one random buffer: on a CPU, drawing a new mask costs as much as the layer itself."""

    def __init__(self, rate: float, seed: int = 11) -> None:
        drawn = torch.rand(MASKS, generator=torch.Generator().manual_seed(seed))
        self._masks = (drawn >= rate).to(torch.float32) / (1 - rate)
        self._order = random.Random(seed)

    def __call__(self, x: Tensor, training: bool) -> Tensor:
        """The states with a share set to 0 and the rest scaled up to keep the mean; unchanged where not training."""
        if not training:
            return x
        start = self._order.randrange(0, MASKS - x.numel())
        return x * self._masks[start : start + x.numel()].view(x.shape)


class Attention(nn.Module):
    """Multi-head self-attention with output projection, residual connection and layer norm."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.self = nn.ModuleDict({n: nn.Linear(width, width) for n in ("query", "key", "value")})
        self.output = nn.ModuleDict({"dense": nn.Linear(width, width), "LayerNorm": nn.LayerNorm(width, eps=1e-12)})

    def forward(self, x: Tensor, bias: Tensor, drop: Dropout) -> Tensor:
        rows, length, width = x.shape
        q, k, v = (self.self[n](x).view(rows, length, HEADS, width // HEADS).transpose(1, 2) for n in self.self)
        weights = functional.softmax(q @ k.transpose(-1, -2) / (width // HEADS) ** 0.5 + bias, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(rows, length, width)
        mixed = drop(self.output["dense"](mixed), self.training)
        out: Tensor = self.output["LayerNorm"](mixed + x)
        return out


class Layer(nn.Module):
    """One transformer layer: self-attention, then the feed-forward network."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.attention = Attention(width)
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, 4 * width)})
        self.output = nn.ModuleDict({"dense": nn.Linear(4 * width, width), "LayerNorm": nn.LayerNorm(width, eps=1e-12)})

    def forward(self, x: Tensor, bias: Tensor, drop: Dropout) -> Tensor:
        x = self.attention(x, bias, drop)
        wide = self.output["dense"](functional.gelu(self.intermediate["dense"](x)))
        out: Tensor = self.output["LayerNorm"](drop(wide, self.training) + x)
        return out


class Body(nn.Module):
    """The transformer without heads: word-piece ids (rows, pieces) to hidden states (rows, pieces, width)."""

    def __init__(self, width: int = 384, layers: int = 6, words: int = 30522, drop: float = 0.1) -> None:
        super().__init__()
        self.drop, self.width = Dropout(drop), width
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(words, width),
                "position_embeddings": nn.Embedding(512, width),
                "token_type_embeddings": nn.Embedding(2, width),
                "LayerNorm": nn.LayerNorm(width, eps=1e-12),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList([Layer(width) for _ in range(layers)])})

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states (rows, pieces, width); pieces with mask 0 are padding and not attended to."""
        place = torch.arange(ids.shape[1]).unsqueeze(0)
        e = self.embeddings
        x = e["word_embeddings"](ids) + e["position_embeddings"](place) + e["token_type_embeddings"].weight[0]
        x = self.drop(e["LayerNorm"](x), self.training)
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.encoder["layer"]:  # type: ignore[union-attr]
            x = layer(x, bias, self.drop)
        return x


def load_body(folder: Path) -> Body:
    """The body with the weights of a folder's `model.safetensors`; raises `ValueError` where any is missing."""
    body = Body()
    held = {n.removeprefix("bert."): t for n, t in load_file(str(folder / "model.safetensors")).items()}
    missing, _ = body.load_state_dict(held, strict=False)
    if missing:
        raise ValueError(f"{folder}: weights are missing: {', '.join(missing[:5])}")
    return body
