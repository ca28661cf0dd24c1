"""The gradient: loads a causal language model, fine-tunes it, and takes policy-gradient steps on a LoRA adapter.

It runs as a subprocess (``python -m gpu.server``) that is asked for one thing at a time over its standard streams. It
knows tokens, advantages and log-probs; games, rewards and experiments are its caller's.
"""
