import { assert, assertEquals } from "@std/assert";
import { compile } from "../../dsl/compile.ts";
import { loadExperiment } from "../../dsl/load.ts";

/** λe, λc and λx of each domain in training, and the size of its SFT set: the paper's. */
const DOMAINS = {
  ipd: { penalties: { exploitability: 2.4, collusion: 1, externality: 1.8 } },
  auction: { penalties: { exploitability: 1.2, collusion: 1, externality: 1.8 } },
  negotiation: { penalties: { exploitability: 3, collusion: 2, externality: 1.8 } },
  "negotiation-gt": { penalties: { exploitability: 3, collusion: 2, externality: 1.8 }, sft: [3200, 800] },
  kuhn: { penalties: { exploitability: 1.5 }, sft: [6400, 1600] },
} as const;

const REPOSITORIES = { qwen: "Qwen/Qwen3.5-4B", gemma: "google/gemma-4-E4B-it" } as const;

async function baseOf(name: string) {
  const { source, experiment } = await loadExperiment(name);
  const { base } = compile(experiment, { source });
  const { sft, sepo, model } = base;
  assertEquals(
    [sft.lora.rank, sft.lora.alpha, sft.lora.dropout, sft.lora.targets, sft.weights],
    [32, 64, 0.05, "paper", "lora"],
  );
  assertEquals([sft.learningRate, sft.schedule, sft.warmupRatio], [2e-5, "cosine", 0.05]);
  assertEquals([sft.batchSize, sft.accumulation, sft.maxLength, sft.epochs], [2, 4, 512, 3]);
  assertEquals([sepo.lora.rank, sepo.lora.alpha, sepo.lora.targets], [16, 32, "paper"]);
  assertEquals([sepo.iterations, sepo.episodesPerOpponent, sepo.checkpointEvery], [100, 4, 25]);
  assertEquals([sepo.temperature, sepo.maxNewTokens, sepo.maxGradNorm, sepo.epsilon], [0.8, 512, 1, 0.2]);
  assert(model.name === "hugging-face");
  assertEquals([model.precision, model.thinking], ["bfloat16", false]);
  return { base, repository: model.repository };
}

for (const [domain, { penalties, ...rest }] of Object.entries(DOMAINS)) {
  for (const [model, repository] of Object.entries(REPOSITORIES)) {
    Deno.test(`${domain}-${model} has the paper's model, λ and hyperparameters`, async () => {
      const { base, repository: found } = await baseOf(`${domain}-${model}`);
      assertEquals(found, repository);
      assert("domain" in base);
      assertEquals(base.domain.name, domain);
      assertEquals(base.penalties, { ...penalties });
      assertEquals([base.sepo.learningRate, base.sepo.beta], domain === "kuhn" ? [3e-6, 0.2] : [1e-5, 0.1]);
      if ("sft" in rest) assertEquals([base.sft.examples, base.sft.validationExamples], [...rest.sft]);
    });
  }
}

Deno.test("multi-qwen trains the paper's three domains jointly on its joint data set", async () => {
  const { base } = await baseOf("multi-qwen");
  assert("domains" in base);
  const { ipd, auction, negotiation } = DOMAINS;
  const wanted = { ipd: ipd.penalties, auction: auction.penalties, negotiation: negotiation.penalties };
  assertEquals(base.penalties, wanted);
  assertEquals([base.sft.examples, base.sft.validationExamples], [25_590, 6398]);
});

for (const model of Object.keys(REPOSITORIES)) {
  Deno.test(`mechanism-${model} is ipd-${model} with its credit, weighting and return varied`, async () => {
    const { base } = await baseOf(`mechanism-${model}`);
    assertEquals(base, (await baseOf(`ipd-${model}`)).base);
  });
}
