"""The gated delta rule of linear attention (Yang et al. 2025, "Gated Delta Networks"), a chunk of positions at a time.

A head keeps a matrix S [K, V] from keys to values. Each position decays it, S ← e^g·S, and corrects what it holds for the
position's key, S ← S + k·β·(v − Sᵀk)ᵀ; the output is Sᵀq. Inside a chunk the corrections depend on one another through a
unit triangular system, which is solved at once; what the chunk found in S enters its right-hand side, so that one solve of
V columns does.

On a GPU, flash-linear-attention has it as fused kernels, which are taken where the package is installed and the arithmetic
is in 16 bits.
"""

import torch
from torch import Tensor
from transformers.models.qwen3_5.modeling_qwen3_5 import torch_chunk_gated_delta_rule

from . import fused_kernels

# Positions of a chunk at most. Chunks cost their square; between chunks the work is sequential.
LARGEST_CHUNK = 64

# Added to squared norms, as in the model.
NORM_EPSILON = 1e-6


def _normalized(x: Tensor) -> Tensor:
    """x scaled to 2-norm 1 along its last dimension."""
    return x * torch.rsqrt(x.square().sum(dim=-1, keepdim=True) + NORM_EPSILON)


def _chunk(
    query: Tensor, key: Tensor, value: Tensor, decay: Tensor, beta: Tensor, state: Tensor | None, keep_state: bool
) -> tuple[Tensor, Tensor | None]:
    """C positions of B heads. query, key: [B, C, K]; value: [B, C, V]; decay, beta: [B, C]; state: [B, K, V].

    Returns the outputs [B, C, V] and the state after the chunk, if it is wanted.
    """
    size = key.shape[1]
    reached = decay.cumsum(dim=1)  # [B, C] log of the decay from the chunk's start through each position
    later = torch.ones(size, size, dtype=torch.bool, device=key.device).triu(1)
    between = (reached[:, :, None] - reached[:, None, :]).masked_fill(later, float("-inf")).exp()  # [B, C, C]
    both = torch.cat([query, key], dim=1)
    from_query, from_key = (both @ key.transpose(1, 2)).unflatten(1, (2, size)).unbind(1)
    wanted = value
    if state is not None:
        read = (both @ state).unflatten(1, (2, size)) * reached.exp()[:, None, :, None]
        wanted = value - read[:, 1]
    system = from_key * between * beta[:, :, None]
    corrections = torch.linalg.solve_triangular(system, wanted * beta[:, :, None], upper=False, unitriangular=True)
    outputs = (from_query * between) @ corrections
    if state is not None:
        outputs = outputs + read[:, 0]
    if not keep_state:
        return outputs, None
    to_end = (reached[:, -1:] - reached).exp()
    added = (key * to_end[:, :, None]).transpose(1, 2) @ corrections
    return outputs, added if state is None else added + state * reached[:, -1].exp()[:, None, None]


def by_kernels(
    query: Tensor, key: Tensor, value: Tensor, decay: Tensor, beta: Tensor, state: Tensor | None, keep_state: bool
) -> tuple[Tensor, Tensor | None]:
    """The same as :func:`gated_delta_rule`, by the function that transformers has for it: fused kernels or its own."""
    shared = value.shape[2] // key.shape[2]
    if shared > 1:
        query, key = (part.repeat_interleave(shared, dim=2) for part in (query, key))
    outputs, after = torch_chunk_gated_delta_rule(
        query,
        key,
        value,
        g=decay.float(),
        beta=beta,
        initial_state=state,
        output_final_state=keep_state,
        use_qk_l2norm_in_kernel=True,
    )
    return outputs, after if keep_state else None


def gated_delta_rule(
    query: Tensor, key: Tensor, value: Tensor, decay: Tensor, beta: Tensor, state: Tensor | None, keep_state: bool
) -> tuple[Tensor, Tensor | None]:
    """T positions of R rows, in float32, or by fused kernels where they are there and autocast asks for 16 bits.

    query, key: [R, T, G, K], normalized here and the queries scaled by K^-½; value: [R, T, H, V], H a multiple of G; decay
    (g, at most 0) and beta: [R, T, H]; state: [R, H, K, V], zero if None. A position with decay 0 and beta 0 leaves the
    state as it was. Returns the outputs [R, T, H, V] and the state after the last position, if it is wanted.
    """
    if value.is_cuda and torch.is_autocast_enabled("cuda") and fused_kernels.version() is not None:
        narrow = torch.get_autocast_dtype("cuda")
        return by_kernels(*(part.to(narrow) for part in (query, key, value)), decay, beta.to(narrow), state, keep_state)
    rows, length, heads, width = value.shape
    with torch.autocast(value.device.type, enabled=False):
        query = _normalized(query.float()) * query.shape[-1] ** -0.5
        key = _normalized(key.float())
        shared = heads // key.shape[2]
        if shared > 1:
            query, key = (part.repeat_interleave(shared, dim=2) for part in (query, key))
        # [R·H, T, …]: products of small matrices want a batch of one dimension
        parts = [part.float().transpose(1, 2).flatten(0, 1) for part in (query, key, value, decay, beta)]
        size = -(-length // -(-length // LARGEST_CHUNK))  # equal chunks, so that the last one isn't short
        flat = None if state is None else state.flatten(0, 1)
        outputs = []
        for at in range(0, length, size):
            chunk = [part[:, at : at + size] for part in parts]
            output, flat = _chunk(*chunk, flat, keep_state or at + size < length)
            outputs.append(output)
        joined = outputs[0] if len(outputs) == 1 else torch.cat(outputs, dim=1)
    unflattened = joined.view(rows, heads, length, width).transpose(1, 2)
    return unflattened.to(value.dtype), None if flat is None else flat.view(rows, heads, *flat.shape[1:])
