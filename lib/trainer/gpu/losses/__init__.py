"""The policy losses: pure functions of log-probs and advantages, minimized.

A row is one decision: a reply, its advantage and its token log-probs. R rows, T reply tokens at most. Every loss is

    L = (1 / N) Σ_rows (surrogate + β·kl) / ℓ

with the step's normalizer N and a length ℓ that the variant names. Three choices make a surrogate: the level of its ratios
(``ratio``), how they are clipped (``clip``) and the length (each variant's own file: ``decision``, ``grpo``, ``dr_grpo``,
``dapo``, ``gspo``, ``cispo``). A surrogate and a penalty are both in units of a sum over the reply's tokens, so that β
weighs them alike whatever the length is: at ratio 1, ∇surrogate = −A·Σ_tokens ∇log π. ``kl`` has the penalties and
``correction`` the weights between the engine that samples and the one that trains; ``policy_loss`` puts them together.
"""
