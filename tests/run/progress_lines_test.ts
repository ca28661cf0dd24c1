import { assertEquals } from "@std/assert";
import {
  checkpointProgress,
  constantPenaltyWarnings,
  iterationProgress,
  sftProgress,
} from "../../lib/run/progress_lines.ts";
import { evaluation, iteration } from "../results/lines.ts";

const kuhn = iteration.domains["kuhn"]!;

Deno.test("iterationProgress() says an iteration in a line, a domain's name where there are several", () => {
  const [line, ...others] = iterationProgress(iteration, 40);
  assertEquals(line, "SEPO  1/40  pay 0.100  exploit –  KL 0.000  gap 1.0e-6  fallback 0.0 %");
  assertEquals(others, []);
  const two = { ...iteration, domains: { auction: kuhn, kuhn: { ...kuhn, fallbackRate: 0.125 } } };
  assertEquals(iterationProgress(two, 5), [
    "SEPO 1/5  auction  pay 0.100  exploit –  KL 0.000  gap 1.0e-6  fallback 0.0 %",
    "SEPO 1/5  kuhn  pay 0.100  exploit –  KL 0.000  gap 1.0e-6  fallback 12.5 %",
  ]);
});

Deno.test("iterationProgress() has a dash for a KL that β = 0 leaves out", () => {
  const without = { ...iteration, step: { ...iteration.step, kl: null } };
  assertEquals(iterationProgress(without, 1)[0]!.includes("KL –"), true);
});

const withConstant = (constant: NonNullable<typeof kuhn.constant>) => ({
  ...iteration,
  domains: { kuhn: { ...kuhn, constant } },
});

Deno.test("constantPenaltyWarnings() names the penalties that can't move the policy, by domain", () => {
  assertEquals(constantPenaltyWarnings(withConstant(["exploitability"]), "per-pool"), [
    "Warning: in kuhn, exploitability is the same in all episodes of each group in this iteration, so its gradient is 0",
  ]);
  assertEquals(constantPenaltyWarnings(withConstant(["collusion", "externality"]), "auxiliary"), [
    "Warning: in kuhn, collusion and externality are the same in all episodes of each group in this iteration, so their " +
    "gradients are 0",
  ]);
  const both = { ...iteration, domains: { ipd: { ...kuhn, constant: [] }, kuhn } };
  assertEquals(constantPenaltyWarnings(both, "per-pool").length, 1);
});

Deno.test("constantPenaltyWarnings() says of shared credit that it will stay so", () => {
  const [warning] = constantPenaltyWarnings(withConstant(["exploitability"]), "shared");
  assertEquals(warning!.endsWith(": credit is shared, a constant that cancels in every iteration"), true);
});

Deno.test("constantPenaltyWarnings() is silent where penalties vary", () => {
  assertEquals(constantPenaltyWarnings(withConstant([]), "per-pool"), []);
});

Deno.test("checkpointProgress() says J, pay, exploitability and what the best response gains", () => {
  assertEquals(
    checkpointProgress(evaluation),
    "SEPO 1, kuhn: J -0.300, pay -0.050, exploit 0.100, best-response advantage 0.800",
  );
  const played = { ...evaluation, exploitability: null, bestResponse: { ...evaluation.bestResponse, played: 0.25 } };
  assertEquals(checkpointProgress(played), "SEPO 1, kuhn: J -0.300, pay -0.050, best-response advantage 0.250");
});

Deno.test("sftProgress() says loss, speed and time left when a line is due", () => {
  let clock = 0;
  const lines: string[] = [];
  const told = sftProgress((line) => lines.push(line), () => clock);
  for (let step = 1; step <= 30; step++, clock++) told({ step, steps: 30, loss: 1.23456, tokensPerSecond: 987.6 });
  // Three seconds in, then 15 seconds on, then at the end.
  assertEquals(lines, [
    "SFT 4/30  loss 1.235  988 tokens/s  0:26 left",
    "SFT 19/30  loss 1.235  988 tokens/s  0:11 left",
    "SFT 30/30  loss 1.235  988 tokens/s  0:00 left",
  ]);
});
