import { assert, assertEquals } from "@std/assert";
import { auctionDomain, auctionPrompt, type Seen } from "../../../lib/games/auction/mod.ts";
import { ASKED } from "../../../lib/games/types.ts";
import { coinsOf, sequences, WORDS } from "./enumerate.ts";
import { playOut } from "./play_out.ts";

const PAPER = { rounds: 6, ties: "split", losses: "kept" } as const;

const words = (text: string) => text.split(/\s+/).length;

Deno.test("auctionPrompt() says what the player knows and what it may do", () => {
  const seen: Seen = {
    value: 4,
    score: 0.5,
    past: [{ own: 1, other: 3, outcome: "lost" }, { own: 2, other: 2, outcome: "tied" }, {
      own: 3,
      other: 1,
      outcome: "won",
    }],
  };
  const [system, user] = auctionPrompt(PAPER, seen);
  assertEquals([system.role, user.role], ["system", "user"]);
  assertEquals(
    user.content,
    "Round 4 of 6. Your score: 0.5. Bids so far (you-opponent): 1-3 lost, 2-2 tied, 3-1 won. " +
      "Your value: 4. Choose LOW, MEDIUM or HIGH.",
  );
  const [, first] = auctionPrompt(PAPER, { value: 2, score: 0, past: [] });
  assertEquals(first.content, "Round 1 of 6. Your score: 0. Your value: 2. Choose LOW, MEDIUM or HIGH.");
});

Deno.test("auctionPrompt() states the rules that are in force, in at most 70 words", () => {
  for (const ties of ["split", "coin"] as const) {
    for (const losses of ["kept", "clipped"] as const) {
      const [{ content }] = auctionPrompt({ rounds: 6, ties, losses }, { value: 2, score: 0, past: [] });
      assert(words(content) <= 70, `${words(content)} words`);
      for (
        const said of ["first-price", "LOW (1)", "MEDIUM (2)", "HIGH (3)", "2 or 4", "value minus its bid", "last line"]
      ) {
        assert(content.includes(said), said);
      }
      assertEquals(content.includes("half"), ties === "split");
      assertEquals(content.includes("coin"), ties === "coin");
      assertEquals(content.includes("at least 0"), losses === "clipped");
    }
  }
});

Deno.test("auctionPrompt() takes at most 40 words and two a past round", () => {
  const past = Array.from({ length: 5 }, () => ({ own: 2, other: 3, outcome: "lost" }) as const);
  const [, { content }] = auctionPrompt(PAPER, { value: 2, score: -0.5, past });
  assert(words(content) <= 40 + 2 * past.length, `${words(content)} words`);
});

Deno.test("auctionPrompt() and infosets correspond one to one, over everything that two rounds can lead to", () => {
  for (const ties of ["split", "coin"] as const) {
    const domain = auctionDomain({ rounds: 3, ties });
    const promptOf = new Map<string, string>(), infosetOf = new Map<string, string>();
    for (const draws of sequences(2, ties === "coin")) {
      const coins = coinsOf([...draws, draws[0]!]);
      for (let code = 0; code < 3 ** 4; code++) {
        // The four bids of the first two rounds; those of the third lead nowhere.
        const bid = (place: number) => WORDS[Math.floor(code / 3 ** place) % 3]!;
        const { asked } = playOut(
          domain.play(ASKED, coins),
          ({ player, round }) => round === 2 ? "LOW" : bid(2 * round + (player === "agent" ? 0 : 1)),
        );
        for (const { infoset, messages } of asked) {
          const prompt = JSON.stringify(messages);
          assertEquals(promptOf.get(infoset) ?? prompt, prompt);
          assertEquals(infosetOf.get(prompt) ?? infoset, infoset);
          promptOf.set(infoset, prompt);
          infosetOf.set(prompt, infoset);
        }
      }
    }
    assert(promptOf.size > 200, `${promptOf.size}`);
  }
});

Deno.test("auctionPrompt() tells nothing of the opponent's values or score, asked or scripted", () => {
  const domain = auctionDomain({ rounds: 3 });
  const texts = (opponent: "aggressive" | typeof ASKED, values: readonly number[]) => {
    const coins = coinsOf(
      values.map((value, round) => ({ values: [round % 2 === 0 ? 2 : 4, value], tieToFirst: true })),
    );
    const { asked } = playOut(
      domain.play(opponent, coins),
      ({ round, player }) => player === "agent" ? WORDS[round]! : WORDS[2 - round]!,
    );
    return asked.filter(({ player }) => player === "agent").map(({ messages, infoset }) => ({ messages, infoset }));
  };
  for (const opponent of ["aggressive", ASKED] as const) {
    const all = [2, 4].flatMap((a) => [2, 4].flatMap((b) => [2, 4].map((c) => texts(opponent, [a, b, c]))));
    for (const other of all) assertEquals(other, all[0]!);
  }
});

Deno.test("auctionPrompt() doesn't show the opponent what the agent has just bid", () => {
  const domain = auctionDomain({ rounds: 2 });
  const asked = WORDS.map((word) =>
    playOut(domain.play(ASKED, () => 0.75), ({ round, player }) => player === "agent" && round === 1 ? word : "LOW")
      .asked.filter(({ player }) => player === "opponent")
  );
  assertEquals(asked[1], asked[0]);
  assertEquals(asked[2], asked[0]);
});
