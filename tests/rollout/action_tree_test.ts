import { assertEquals } from "@std/assert";
import { branches, chosenAction, type OpenChoice } from "../../lib/rollout/action_tree.ts";

const END = 0;
const choice = (...actions: number[][]): OpenChoice => ({
  prefix: [],
  left: actions.map((tokens, action) => ({ action, tokens })),
});
const told = (ways: ReturnType<typeof branches>) =>
  ways.map(({ token, then }) => [token, then.prefix, then.left.map(({ action }) => action)]);

Deno.test("branches() passes over what all actions share and splits where they differ", () => {
  assertEquals(told(branches(choice([7, 1, 5], [7, 2, 5], [7, 1, 6]), END)), [
    [1, [7, 1], [0, 2]],
    [2, [7, 2], [1]],
  ]);
});

Deno.test("branches() ends an action where another goes on", () => {
  assertEquals(told(branches(choice([1], [1, 2]), END)), [[END, [1, END], [0]], [2, [1, 2], [1]]]);
});

Deno.test("chosenAction() is the action that is alone", () => {
  const [first] = branches(choice([1], [2]), END);
  assertEquals(chosenAction(first!.then), 0);
  assertEquals(chosenAction(choice([1], [2])), undefined);
});
