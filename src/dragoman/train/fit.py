"""Training of the network: a fixed seed, and a loss for each head on the samples whose label it knows."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from dragoman.coder.detect.marked import Marked, encode
from dragoman.train.actors import Actors
from dragoman.train.network import Labels, Network, batch
from dragoman.train.samples import YIELD, TrainingSample

SMOOTHING = 0.05  # of labels
MODALITY_SHARE = 0.5  # weight of the losses of mode and modality beside that of the type
#: Weights are averaged over the fit, every few steps by this decay (Izmailov et al. 2018; exponential here).
DECAY, EVERY = 0.984, 4


def fit(
    samples: Sequence[TrainingSample],
    labels: Labels,
    tokenizer: Any,
    *,
    weights: Path | None = None,
    epochs: int = 8,
    rate: float = 1e-4,
    size: int = 16,
    seed: int = 7,
    say: Callable[[str], None] = print,
) -> Network:
    """Train a network; the same samples and seed give the same network on one machine.

    Args:
        samples: what to train on.
        labels: the labels of each head.
        tokenizer: from `load_tokenizer`.
        weights: a folder with the weights of the body to start from; the published ones by default.
        epochs: how often all samples are seen.
        rate: the peak learning rate of the body; the heads learn ten times as fast.
        size: sentences in a batch.
        seed: of the heads' initial weights, of dropout above the body and of the order of samples.
        say: called with the loss after each epoch.

    Returns the running mean of the weights over the training, in evaluation mode.
    """
    torch.manual_seed(seed)
    order = random.Random(seed)
    network = Network(labels, weights)
    heads = [p for n, p in network.named_parameters() if not n.startswith("body")]
    body = [p for n, p in network.named_parameters() if n.startswith("body") and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": rate * 10}], weight_decay=0.01)
    read = [encode(s.sentence, tokenizer) for s in samples]
    actors = Actors(samples)
    steps, done = epochs * -(-len(samples) // size), 0
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate, rate * 10], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(DECAY))
    network.train()
    for epoch in range(epochs):
        total = 0.0
        rows = [(_read(m, s, actors.turned(s, order), tokenizer), s) for m, s in zip(read, samples, strict=True)]
        for chunk in _batches(rows, size, order):
            loss = _loss(network(*batch([m for m, _ in chunk])), [s for _, s in chunk], labels)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            plan.step()
            done += 1
            if done % EVERY == 0 or done == steps:
                mean.update_parameters(network)
            total += float(loss.detach())
        say(f"epoch {epoch + 1} of {epochs}: loss {total / max(1, steps // epochs):.3f}")
    fitted: Network = mean.module
    fitted.eval()
    return fitted


def _read(marked: Marked, sample: TrainingSample, sentence: str, tokenizer: Any) -> Marked:
    return marked if sentence == sample.sentence else encode(sentence, tokenizer)


def _batches(rows: list[Any], size: int, order: random.Random) -> list[list[Any]]:
    """Batches of sentences of similar length, which keeps padding small, in random order."""
    mixed = rows[:]
    order.shuffle(mixed)
    out = []
    for i in range(0, len(mixed), size * 16):
        part = sorted(mixed[i : i + size * 16], key=lambda r: len(r[0].ids))
        out += [part[j : j + size] for j in range(0, len(part), size)]
    order.shuffle(out)
    return out[: -(-len(rows) // size)]


def _loss(logits: tuple[Tensor, Tensor, Tensor], samples: list[TrainingSample], labels: Labels) -> Tensor:
    """The loss of a batch: of the type over all types that a sample may have, plus those of mode and modality."""
    weight = torch.tensor([s.weight for s in samples])
    types = functional.log_softmax(logits[0], -1)
    total = torch.zeros(())
    for i, s in enumerate(samples):
        meant = meanings(s, labels)
        if not meant:
            continue
        own = torch.logsumexp(types[i, meant], 0)
        total = total - weight[i] * ((1 - SMOOTHING) * own + SMOOTHING * types[i].mean())
    for head, names, answers in (
        (logits[1], labels.modes, [s.mode for s in samples]),
        (logits[2], labels.modalities, [s.modality for s in samples]),
    ):
        known = [i for i, a in enumerate(answers) if a in names]
        if known:
            right = torch.tensor([names.index(answers[i]) for i in known])  # type: ignore[arg-type]
            each = functional.cross_entropy(head[known], right, reduction="none")
            total = total + MODALITY_SHARE * (each * weight[known]).sum()
    return total / len(samples)


def meanings(sample: TrainingSample, labels: Labels) -> list[int]:
    """The indices of the types that a sample may have; empty where nothing is known of it.

    That is its own type, both CONCEDE and RETREAT for YIELD, the types it is `among`, or all types of its quad class.
    """
    if sample.type == YIELD:
        return [labels.types.index("CONCEDE"), labels.types.index("RETREAT")]
    if sample.type is not None:
        return [labels.types.index(sample.type)]
    if sample.among:
        return [labels.types.index(name) for name in sample.among]
    if sample.quad is not None:
        return [i for i, q in enumerate(labels.quads) if q == sample.quad]
    return []


@torch.no_grad()
def logits(network: Network, sentences: Sequence[str], tokenizer: Any) -> np.ndarray[Any, Any]:
    """Type logits (sentences, types), computed one sentence at a time, as when the encoder is used."""
    network.eval()
    return np.stack([network(*batch([encode(s, tokenizer)]))[0][0].numpy() for s in sentences])
