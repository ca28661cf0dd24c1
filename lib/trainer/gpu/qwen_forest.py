"""Qwen 3.5 on a forest of shared prefixes: the hidden states that transformers computes, each token's once.

Projections, norms and feed-forward blocks are the model's own modules, an adapter's layers inside them, and take all
tokens at once. What mixes tokens goes level by level: a row of linear attention goes on from the state that its parent left,
and a row of full attention sees the keys that lead to it.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint
from transformers import PreTrainedModel
from transformers.activations import ACT2FN
from transformers.models.qwen3_5.modeling_qwen3_5 import apply_rotary_pos_emb

from .gated_delta import gated_delta_rule
from .prefix_forest import Families, Forest, Level


def _with_nothing(x: Tensor) -> Tensor:
    """x [N, …] with a row of zeros after it, for what is no token."""
    return torch.cat([x, x.new_zeros(1, *x.shape[1:])])


def _gather(padded: Tensor, places: Tensor) -> Tensor:
    """padded [N + 1, …] by places [R, T] → [R, T, …]."""
    return padded.index_select(0, places.flatten()).unflatten(0, places.shape)


def _from_levels(outputs: list[Tensor], forest: Forest) -> Tensor:
    """The levels' [R, T, …] by token: [N, …]."""
    return torch.cat([output.flatten(0, 1) for output in outputs]).index_select(0, forest.places)


def _convolved(module: nn.Module, padded: Tensor, level: Level) -> Tensor:
    """The causal convolution of each channel over a level's rows, begun by the tokens before them, and its activation.

    padded: [N + 1, C]. Returns [R, T, C].
    """
    weights = module.conv1d.weight[:, 0].T.contiguous()  # [W, C]
    before = len(weights) - 1
    nothing = padded.shape[0] - 1
    context = functional.pad(level.past, (before, 0), value=nothing)[:, level.past.shape[1] :]
    inputs = _gather(padded, torch.cat([context, level.cells], dim=1))
    length = level.cells.shape[1]
    mixed = sum(inputs[:, at : at + length] * weights[at] for at in range(before + 1))
    return ACT2FN[module.activation](mixed)


def _linear_attention(module: nn.Module, x: Tensor, forest: Forest) -> Tensor:
    """The gated delta layer. x: [N, H]; returns [N, H]."""
    mixed = _with_nothing(module.in_proj_qkv(x))
    gate = module.in_proj_z(x).reshape(-1, module.head_v_dim)
    beta = _with_nothing(module.in_proj_b(x).sigmoid())
    decay = -module.A_log.float().exp() * functional.softplus(module.in_proj_a(x).float() + module.dt_bias)
    decay = _with_nothing(decay)
    widths = [module.key_dim, module.key_dim, module.value_dim]
    outputs = []
    state = None
    for level in forest.levels:
        query, key, value = _convolved(module, mixed, level).split(widths, dim=-1)
        output, state = gated_delta_rule(
            query.unflatten(-1, (-1, module.head_k_dim)),
            key.unflatten(-1, (-1, module.head_k_dim)),
            value.unflatten(-1, (-1, module.head_v_dim)),
            _gather(decay, level.cells),
            _gather(beta, level.cells),
            None if level.parent is None or state is None else state.index_select(0, level.parent),
            keep_state=level is not forest.levels[-1],
        )
        outputs.append(output)
    attended = _from_levels(outputs, forest)
    normed = module.norm(attended.reshape(-1, module.head_v_dim), gate)
    return module.out_proj(normed.reshape(len(x), -1))


def _visible(level: Level, nothing: int) -> Tensor:
    """Which keys, those before a row and then its own, each position may see: [R, 1, T, A + T] bool.

    Where a row has ended before it began there is nothing to see: it sees everything, which is nobody's state.
    """
    length = level.cells.shape[1]
    causal = torch.ones(length, length, dtype=torch.bool, device=level.cells.device).tril()
    own = causal & (level.cells < nothing)[:, None, :]
    before = (level.past < nothing)[:, None, :].expand(-1, length, -1)
    visible = torch.cat([before, own], dim=2)
    return (visible | ~visible.any(dim=2, keepdim=True))[:, None]


def _attend_by_row(query: Tensor, key: Tensor, value: Tensor, level: Level, scale: float) -> Tensor:
    """Attention of a level's rows, each with all keys that lead to it beside it, in one fused kernel: for a processor.

    query: [N + 1, heads, K]; key, value: [N + 1, kv heads, K]. Returns [R, T, heads, K].
    """
    keys = torch.cat([level.past, level.cells], dim=1)
    output = functional.scaled_dot_product_attention(
        _gather(query, level.cells).transpose(1, 2),
        _gather(key, keys).transpose(1, 2),
        _gather(value, keys).transpose(1, 2),
        attn_mask=_visible(level, len(query) - 1),
        scale=scale,
        enable_gqa=True,
    )
    return output.transpose(1, 2)


def _by_family(x: Tensor, families: Families) -> Tensor:
    """x [R, G, M, …] → [F, G, W·M, …], what is missing in a family as zeros."""
    gathered = _gather(_with_nothing(x), families.rows)  # [F, W, G, M, …]
    return gathered.transpose(1, 2).flatten(2, 3)


def _by_row(x: Tensor, families: Families) -> Tensor:
    """x [F, G, W·M, …] → [R, G, M, …]."""
    split = x.unflatten(2, (families.rows.shape[1], -1)).transpose(1, 2)
    return split.flatten(0, 1).index_select(0, families.places)


def _attend_by_family(query: Tensor, key: Tensor, value: Tensor, level: Level, scale: float) -> Tensor:
    """The same of plain products in float32: for a GPU, whose kernels would have every row's keys copied for every head.

    Rows that go on from the same one read its keys together, and so do heads that share them.
    """
    families = level.families
    before = level.past.shape[1]
    with torch.autocast(query.device.type, enabled=False):
        visible = _visible(level, len(query) - 1)
        own_key, own_value = (_gather(x.float(), level.cells).transpose(1, 2) for x in (key, value))  # [R, G, T, K]
        own = _gather(query.float() * scale, level.cells).unflatten(2, (own_key.shape[1], -1))  # [R, T, G, n, K]
        shape = own.shape[1], own.shape[3]
        own = own.transpose(1, 2).flatten(2, 3)  # [R, G, T·n, K]
        scores = own @ own_key.transpose(2, 3)
        if families is not None:
            past = level.past.index_select(0, families.rows[:, 0])  # [F, A]
            past_key, past_value = (_gather(x.float(), past).transpose(1, 2) for x in (key, value))  # [F, G, A, K]
            to_past = _by_row(_by_family(own, families) @ past_key.transpose(2, 3), families)
            scores = torch.cat([to_past, scores], dim=3)
        visible = visible.repeat_interleave(shape[1], dim=2)  # [R, 1, T·n, A + T]
        weights = scores.masked_fill(~visible, float("-inf")).softmax(dim=3)
        output = weights[..., before:] @ own_value
        if families is not None:
            output = output + _by_row(_by_family(weights[..., :before], families) @ past_value, families)
    return output.unflatten(2, shape).transpose(1, 2).flatten(2, 3).to(value.dtype)


def _full_attention(module: nn.Module, x: Tensor, angles: tuple[Tensor, Tensor], forest: Forest) -> Tensor:
    """The gated attention layer. x: [N, H]; angles: cosines and sines [N, rotated]; returns [N, H]."""
    query, gate = module.q_proj(x).unflatten(-1, (-1, 2 * module.head_dim)).chunk(2, dim=-1)
    key = module.k_norm(module.k_proj(x).unflatten(-1, (-1, module.head_dim)))
    query, key = apply_rotary_pos_emb(module.q_norm(query), key, *angles, unsqueeze_dim=1)
    value = module.v_proj(x).unflatten(-1, (-1, module.head_dim)).to(query.dtype)
    query, key, value = (_with_nothing(part) for part in (query, key, value))
    attend = _attend_by_row if x.device.type == "cpu" else _attend_by_family
    outputs = [attend(query, key, value, level, module.scaling) for level in forest.levels]
    attended = _from_levels(outputs, forest).flatten(1)
    return module.o_proj(attended * gate.flatten(1).sigmoid())


def _layer(layer: nn.Module, hidden: Tensor, angles: tuple[Tensor, Tensor], forest: Forest) -> Tensor:
    """One layer of the model. hidden: [N, H]; returns [N, H]."""
    x = layer.input_layernorm(hidden)
    if layer.block_type == "linear_attention":
        hidden = hidden + _linear_attention(layer.linear_attn, x, forest)
    else:
        hidden = hidden + _full_attention(layer.self_attn, x, angles, forest)
    return hidden + layer.mlp(layer.post_attention_layernorm(hidden))


def hidden_states(model: PreTrainedModel, forest: Forest) -> Tensor:
    """The last hidden states [N, H] of the forest's tokens, after the final norm.

    With gradient checkpointing the backward pass computes each layer again; there must be no dropout then.
    """
    text = model.base_model
    hidden = text.embed_tokens(forest.input_ids)
    cosines, sines = text.rotary_emb(hidden[None], forest.depths[None])
    angles = (cosines[0], sines[0])
    again = model.is_activation_checkpointing and torch.is_grad_enabled()
    for layer in text.layers:
        if again:
            hidden = checkpoint(_layer, layer, hidden, angles, forest, use_reentrant=False, preserve_rng_state=False)
        else:
            hidden = _layer(layer, hidden, angles, forest)
    return text.norm(hidden)
