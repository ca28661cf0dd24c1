"""What every loss is computed from, and what it gives."""

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Replies:
    """R replies of T tokens at most; log-probs in nats, padding holds 0."""

    log_probs: Tensor
    """[R, T] log π, with its gradient"""
    old: Tensor
    """[R, T] log π_old, what ratios are taken to; no gradient"""
    advantages: Tensor
    """[R]; no gradient"""
    weights: Tensor
    """[R, T] or [R, 1] what the correction between sampler and trainer multiplies each term by; no gradient"""
    mask: Tensor
    """[R, T] bool, true on reply tokens"""
    mean_length: float
    """Tokens of a reply, the mean over the whole batch, of which these rows may be a part."""

    @property
    def lengths(self) -> Tensor:
        """[R] tokens of each reply, as floats."""
        return self.mask.sum(dim=1).to(self.log_probs.dtype)


@dataclass(frozen=True)
class Surrogate:
    """A policy term of R replies, in units of a sum over each reply's tokens."""

    terms: Tensor
    """[R]"""
    clipped: Tensor
    """[m] bool, which of the ratios (one a token or one a reply) the clip acted on"""


@dataclass(frozen=True)
class PolicyTerms:
    """What a variant makes of R replies: Σ terms / lengths is its part of the loss before the normalizer."""

    surrogate: Surrogate
    lengths: Tensor
    """[R] ℓ, what each reply's terms are divided by"""
