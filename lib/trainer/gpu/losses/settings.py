"""The settings of a loss as a request gives them. The client refuses combinations that make no sense."""

from dataclasses import dataclass

from ..fields import Fields
from . import correction, kl, ratio

LOSS_TYPES = ("decision", "grpo", "dr_grpo", "dapo", "gspo", "cispo")


@dataclass(frozen=True)
class LossSettings:
    """The loss of a step, every default resolved by the caller."""

    loss_type: str
    """One of :data:`LOSS_TYPES`."""
    level: str
    """One of :data:`ratio.LEVELS`."""
    epsilon: float
    """The clip's lower bound is 1 − ε; "cispo" has none."""
    epsilon_high: float
    """The clip's upper bound is 1 + ε_high; for "cispo", as in TRL, ε_high is the cap itself."""
    beta: float
    """Weight of the penalty; 0 leaves the reference out altogether."""
    kl: str
    """One of :data:`kl.KINDS`."""
    normalizer: float
    """What the sum over rows is divided by."""
    max_completion_length: float
    """What "dr_grpo" divides by besides."""
    temperature: float
    """What logits are divided by, as in sampling."""
    correction: str
    """One of :data:`correction.MODES`."""
    cap: float
    """C, the largest weight that the correction lets pass."""

    @property
    def needs_reference(self) -> bool:
        """Whether the loss depends on the reference's log-probs."""
        return self.beta > 0 and self.kl != "none"


def read_loss(fields: Fields) -> LossSettings:
    """Reads the loss's settings out of a request."""
    loss_type = fields.choice("lossType", *LOSS_TYPES)
    mode = fields.choice("importanceSamplingMode", *correction.MODES)
    return LossSettings(
        loss_type=loss_type,
        level=fields.choice("importanceSamplingLevel", *ratio.LEVELS),
        epsilon=0.0 if loss_type == "cispo" else fields.number("epsilon", above=True),
        epsilon_high=fields.number("epsilonHigh", above=True),
        beta=fields.number("beta"),
        kl=fields.choice("kl", *kl.KINDS),
        normalizer=fields.number("normalizer", above=True),
        max_completion_length=fields.integer("maxCompletionLength", 1) if loss_type == "dr_grpo" else 1,
        temperature=fields.number("temperature", above=True),
        correction=mode,
        cap=1.0 if mode == "none" else fields.number("importanceSamplingCap", above=True),
    )
