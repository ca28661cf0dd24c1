import type { Experiment } from "../data/experiment.ts";
import { type Markup, markup } from "../markup.ts";

const HIDDEN = markup` class="unseen"`;

/** A part of the page for each domain, under the domain's name, which is not shown where there is but one. */
export async function perDomain(
  { domains }: Experiment,
  content: (domain: string) => Markup | Promise<Markup>,
): Promise<Markup> {
  const parts: Markup[] = [];
  for (const domain of domains) {
    parts.push(markup`<h3${domains.length === 1 ? HIDDEN : ""}>${domain}</h3>
${await content(domain)}`);
  }
  return markup`${parts}`;
}
