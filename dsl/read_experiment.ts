import { type DomainName, isDomainName } from "../lib/games/domains.ts";
import { firstNonJson } from "../lib/json/first_non_json.ts";
import { isObject } from "../lib/json/json.ts";
import { quoteList, suggest } from "../lib/text/nearest.ts";
import type { Fail } from "./experiment_error.ts";
import { DOMAIN_NAMES } from "./schema/domain.ts";
import { type ModelName, MODELS } from "./schema/model.ts";
import type { Subject } from "./schema/subject.ts";

/** An experiment of which it is known what it is about; all else is as it was written. */
export interface WrittenExperiment {
  readonly model: ModelName;
  readonly subject: Subject;
  /** Domains that are trained jointly stand under their names, so that paths lead to their options as to any other. */
  readonly sections: unknown;
}

function modelName(section: unknown, fail: Fail): ModelName {
  const isModelName = (name: string): name is ModelName => Object.hasOwn(MODELS, name);
  const name = isObject(section) ? section["name"] : undefined;
  if (typeof name === "string" && isModelName(name)) return name;
  throw fail(
    '"model" is missing or unknown: use qwen35_4b(), gemma4_e4b(), huggingFace("org/name"), modelFolder("/path"), ' +
      "tinyQwen(), tinyGemma() or tabular()",
  );
}

function domainName(section: unknown, path: string, fail: Fail): DomainName {
  const name = isObject(section) ? section["name"] : undefined;
  if (typeof name !== "string") {
    throw fail(`"${path}" must be a domain, such as kuhn(); domains are ${quoteList(DOMAIN_NAMES)}`);
  }
  if (!isDomainName(name)) {
    throw fail(`there is no domain "${name}", as "${path}" has it${suggest(name, DOMAIN_NAMES)}`);
  }
  return name;
}

/** The domains of a list under their names. */
function byName(domains: unknown, fail: Fail): ReadonlyMap<DomainName, unknown> {
  if (!Array.isArray(domains) || domains.length < 2) {
    throw fail(`"domains" must list two domains or more: a single one goes into "domain"`);
  }
  const named = new Map<DomainName, unknown>();
  for (const [index, domain] of domains.entries()) {
    const name = domainName(domain, `domains.${index}`, fail);
    if (named.has(name)) throw fail(`"domains" lists "${name}" twice: name each domain once`);
    named.set(name, domain);
  }
  return named;
}

/**
 * Finds out what an experiment is about. It may come from a file that was run without type checking, so nothing is assumed.
 *
 * @throws {ExperimentError} If it is no plain data, or names no model or no domain that there is.
 */
export function readExperiment(experiment: unknown, fail: Fail): WrittenExperiment {
  if (!isObject(experiment)) {
    throw fail("its default export is not an experiment: export what defineExperiment() returns");
  }
  const wrong = firstNonJson(experiment);
  if (wrong !== undefined) {
    const { path, what } = wrong;
    throw fail(
      `"${path.join(".")}" is ${what}, but an experiment is plain data: text, finite numbers, lists and the like`,
    );
  }
  const { domain, domains, ...rest } = experiment;
  const model = modelName(rest["model"], fail);
  if (domains === undefined) {
    return { model, subject: { domain: domainName(domain, "domain", fail) }, sections: { ...rest, domain } };
  }
  if (domain !== undefined) throw fail(`it has both "domain" and "domains": keep one`);
  const named = byName(domains, fail);
  return { model, subject: { domains: [...named.keys()] }, sections: { ...rest, domains: Object.fromEntries(named) } };
}
