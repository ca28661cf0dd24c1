import { LEAD_IN } from "../parse_last_line.ts";
import { parseWord } from "../parse_word.ts";
import { ASKED, type Domain } from "../types.ts";
import { demonstrateIpd } from "./demonstrate.ts";
import { ipdEpisode } from "./episode.ts";
import { jointsOf, START } from "./history.ts";
import { historyTree } from "./history_tree.ts";
import { type IpdStrategy, strategyMachine } from "./strategies.ts";
import { ipdOptions, type IpdOptionsInput } from "./options.ts";
import { RESPONSE_IN_WORDS, responseToChoices } from "./response_to_table.ts";
import { ACTIONS, POINTS } from "./rules.ts";
import { simpleResponses } from "./simple_responses.ts";

/** `COOPERATE (C)`, as the rules introduce the moves. */
const SHORT_FORMS = Object.fromEntries(Object.entries(ACTIONS).map(([move, word]) => [word, move]));

/**
 * The iterated prisoner's dilemma as a domain. Collusion is the rate of defection, which the objective penalizes against
 * partners who trust; externality is what the pair falls short of mutual cooperation.
 *
 * @example
 * ```ts
 * import { ipdDomain } from "./domain.ts";
 * const domain = ipdDomain({ rounds: 4 });
 * const play = domain.play("tit-for-tat", () => 0.5);
 * const first = play.next(); // asks for the first round's move
 * ```
 *
 * @throws {z.ZodError} If the options aren't valid.
 */
export function ipdDomain(options: IpdOptionsInput = {}): Domain<IpdStrategy> {
  const { rounds, pools } = ipdOptions.parse(options);
  const histories = historyTree(rounds);
  return {
    name: "ipd",
    rounds,
    payoffScale: 3 / POINTS.R,
    pools,
    play: (opponent, coins) =>
      ipdEpisode(histories, opponent === ASKED ? ASKED : strategyMachine(opponent, rounds), coins),
    parse: (reply, legal) => parseWord(reply, legal, LEAD_IN, SHORT_FORMS),
    observableState: (infoset) => jointsOf(infoset).at(-1) ?? START,
    bestResponseAgainst: RESPONSE_IN_WORDS,
    bestResponse: (choices, goal) => responseToChoices(choices, rounds, goal),
    simpleResponses: (choices, goal) => simpleResponses(choices, rounds, goal),
    demonstrate: (coins, choices) => demonstrateIpd(histories, coins, choices),
  };
}
