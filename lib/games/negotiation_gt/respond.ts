import type { Goal } from "../types.ts";
import { demandsWithin } from "./actions.ts";
import { type Before, type Behaviour, cellIndex, pairIndex } from "./agent_table.ts";
import { bestDemandFinder, demandIndex, multiply, type Table_D } from "./best_demand.ts";
import { fits, type Item, ITEMS, type Items, total, worth } from "./rules.ts";
import type { Demander, Past, Seat } from "./strategy.ts";

/** The best response in one seat. */
export interface SeatResponse {
  /** What the responder expects, in points an episode. */
  readonly theirs: number;
  /** What the agent is expected to get, in points an episode. */
  readonly agent: number;
  /** What to demand. */
  readonly demander: Demander;
}

/** From some round on, by the agent's last demand. */
interface Plan {
  /** The entry of the best demand. */
  readonly best_D: Uint8Array;
  /** What the responder expects from here to the end, in points. */
  readonly theirs_D: Table_D;
  /** What the agent is expected to get from here to the end, in points. */
  readonly agent_D: Table_D;
}

/** The plan after a deal and after a breakdown. */
type Plans = Readonly<Record<"deal" | "breakdown", Plan>>;

const emptyPlan = (entries: number): Plan => ({
  best_D: new Uint8Array(entries),
  theirs_D: new Float64Array(entries),
  agent_D: new Float64Array(entries),
});

/** The order in which a seat's items are looked at: by how many there are, then by value. Alike items are played alike. */
function itemOrder({ pool, values }: Seat): readonly [Item, Item, Item] {
  const [first, second, third] = [...ITEMS].sort((a, b) => pool[a] - pool[b] || values[a] - values[b]);
  return [first!, second!, third!];
}

/** Plans one round of a seat whose items are in order: a function of what came before and of what is still to come. */
function planner(pool: Items, values: Items, goal: Goal, { chances, prices }: Behaviour) {
  const demands = demandsWithin(pool);
  const worth_D = Float64Array.from(demands, (demand) => worth(values, demand));
  const price = (item: Item, asked: number) => prices[pairIndex(pool[item], asked)]! * asked;
  const pays_D = Float64Array.from(demands, (demand) => total((item) => price(item, demand[item])));
  const bestDemand = bestDemandFinder(pool, worth_D);
  const chance_D = new Float64Array(demands.length);
  const weight = goal === "advantage" ? 1 : 0; // of the agent's points, subtracted

  return (before: Before, lasts: readonly Items[], { deal, breakdown }: Plans): Plan => {
    const plan = emptyPlan(lasts.length);
    const broken_D = breakdown.theirs_D.map((points, d) => points - weight * breakdown.agent_D[d]!);
    const gain_D = deal.theirs_D.map((points, d) => points - weight * (pays_D[d]! + deal.agent_D[d]!) - broken_D[d]!);
    lasts.forEach((last, l) => {
      multiply(chance_D, ITEMS.map((item) => chances[cellIndex(before, pool[item], last[item])]!));
      const best = bestDemand(chance_D, { broken_D, gain_D });
      plan.best_D[l] = best;
      demands.forEach((demand, d) => {
        const isDeal = fits(pool, demands[best]!, demand);
        plan.theirs_D[l]! += chance_D[d]! * (isDeal ? worth_D[best]! + deal.theirs_D[d]! : breakdown.theirs_D[d]!);
        plan.agent_D[l]! += chance_D[d]! * (isDeal ? pays_D[d]! + deal.agent_D[d]! : breakdown.agent_D[d]!);
      });
    });
    return plan;
  };
}

/**
 * The best response to an agent in one seat: exact over all strategies, by dynamic programming from the last round to the
 * first. What the agent does next depends on its last demand and on whether the last round was a deal, and the responder
 * saw both, so the round and these two are all that a best strategy needs to look at.
 *
 * Of demands that do equally well it makes the one that asks for the least of the scarcest item, then of the next; of
 * items as scarce the least valued comes first.
 */
export function respond(seat: Seat, goal: Goal, behaviour: Behaviour): SeatResponse {
  const order = itemOrder(seat);
  const sorted = (items: Items): Items => [items[order[0]], items[order[1]], items[order[2]]];
  const pool = sorted(seat.pool);
  const demands = demandsWithin(pool);
  const planRound = planner(pool, sorted(seat.values), goal, behaviour);

  const plans: Plans[] = [];
  let ahead: Plans = { deal: emptyPlan(demands.length), breakdown: emptyPlan(demands.length) };
  for (let round = seat.rounds - 1; round >= 1; round--) {
    ahead = { deal: planRound("deal", demands, ahead), breakdown: planRound("breakdown", demands, ahead) };
    plans[round] = ahead;
  }
  const opening = planRound("first", [[0, 0, 0]], ahead);

  const bestAfter = ({ own, other }: Past): number => {
    const last = other.at(-1);
    if (last === undefined) return opening.best_D[0]!;
    const { deal, breakdown } = plans[own.length]!;
    const plan = fits(seat.pool, own.at(-1)!, last) ? deal : breakdown;
    return plan.best_D[demandIndex(pool, sorted(last))]!;
  };
  const demander: Demander = (past) => {
    const best = demands[bestAfter(past)]!;
    const demand: [number, number, number] = [0, 0, 0];
    order.forEach((item, place) => demand[item] = best[place]!);
    return demand;
  };
  return { theirs: opening.theirs_D[0]!, agent: opening.agent_D[0]!, demander };
}
