import type { z } from "zod";
import { type Dataset, DATASETS } from "../../lib/data/datasets.ts";
import { isObject } from "../../lib/json/json.ts";
import type { DomainEntry } from "../../lib/games/domain_entry.ts";
import type { DomainName } from "../../lib/games/domains.ts";
import { entryOf } from "./domain.ts";
import type { evaluationSchema } from "./evaluation.ts";
import type { sepoSchema } from "./sepo.ts";
import type { sftSchema } from "./sft.ts";
import { byName, namesOf, type Subject } from "./subject.ts";

/** Sections that have the same settings whatever the domain. */
interface Sections {
  readonly sft?: z.input<typeof sftSchema>;
  readonly sepo?: z.input<typeof sepoSchema>;
  readonly evaluation?: z.input<typeof evaluationSchema>;
}

/** Where a single domain's defaults differ from those of every domain; learning rate and β are the paper's. */
const OF_DOMAIN: Readonly<Partial<Record<DomainName, Sections>>> = {
  kuhn: { sepo: { learningRate: 3e-6, beta: 0.2 }, evaluation: { samples: 256 } },
};

/** As many examples as the data set has that is about just these domains; nothing where there is none. */
function examplesOf(names: readonly DomainName[]): Sections {
  const sets: readonly Dataset[] = Object.values(DATASETS);
  const isOfThese = ({ domains }: Dataset) =>
    domains.length === names.length && names.every((name) => domains.includes(name));
  const set = sets.find(isOfThese);
  return set === undefined ? {} : { sft: { examples: set.train, validationExamples: set.valid } };
}

/** λ that the subject's entries name, in the form in which its settings hold them. */
function weightsOf(subject: Subject, ofEntry: (entry: DomainEntry) => DomainEntry["evaluationPenalties"]) {
  const ofName = (name: DomainName) => ofEntry(entryOf(name));
  return "domain" in subject ? ofName(subject.domain) : byName(subject.domains, ofName);
}

/** What settings about `subject` are where nothing is said, in layers: the later lie over the earlier. */
export function defaultsOf(subject: Subject): readonly object[] {
  const evaluated = namesOf(subject).some((name) => entryOf(name).evaluationPenalties !== undefined);
  return [
    { sft: {}, sepo: {}, penalties: weightsOf(subject, ({ penalties }) => penalties) },
    { evaluation: evaluated ? { penalties: weightsOf(subject, (entry) => entry.evaluationPenalties) } : {} },
    examplesOf(namesOf(subject)),
    "domain" in subject ? OF_DOMAIN[subject.domain] ?? {} : {},
  ];
}

/** What settings say of others that are not written: an estimate of ∇J without bias has no use for the paper's choices. */
export function impliedBy(sections: unknown): readonly object[] {
  const sepo = isObject(sections) ? sections["sepo"] : undefined;
  const exact = isObject(sepo) && sepo["groupWeighting"] === "exact";
  return exact ? [{ sepo: { return: "toGo", advantageStd: false, clip: "pool" } satisfies Sections["sepo"] }] : [];
}
