import { compile } from "../../dsl/compile.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import type { DomainName } from "../games/domains.ts";

/** Settings on a domain where an experiment says nothing. The model is any: no default depends on it. */
export function defaultSettings(domain: DomainName): RunSettings {
  const experiment = {
    name: "defaults",
    description: "What holds where nothing is said",
    model: { name: "tiny-qwen" },
    domain: { name: domain },
  };
  return compile(experiment, { source: "defaults" }).base;
}
