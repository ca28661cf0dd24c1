import { type AgentTable, type Behaviour, pairCounts } from "../../../lib/games/negotiation_gt/mod.ts";

/**
 * The behaviour of an agent that does exactly as often what its table counts: plain frequencies and means, with no prior, so
 * that what was always done is sure. Any demand is as likely, and a unit worth 10/3, where nothing was counted.
 */
export function certainBehaviour(table: AgentTable): Behaviour {
  const seen = pairCounts(table);
  return {
    chances: table.counts.map((cell) => {
      const all = cell.reduce((sum, count) => sum + count, 0);
      return cell.map((count) => all === 0 ? 1 / cell.length : count / all);
    }),
    prices: table.values.map((sum, pair) => seen[pair] === 0 ? 10 / 3 : sum / seen[pair]!),
  };
}
