import type { DomainSpec } from "./domain-spec";
import { genericDomain } from "./domains/generic";
import { gymDomain } from "./domains/gym";
import type { Idea } from "./text";

type Candidate = { pattern: RegExp; weight: number; build: (idea: Idea) => DomainSpec };

const CANDIDATES: Candidate[] = [
  {
    pattern: /\b(gym|fitness|crossfit|personal trainer|workout|gimnasio|yoga studio|pilates)\b/gi,
    weight: 3,
    build: gymDomain,
  },
];

/** The domain whose words occur most, weighted; the generic one when none fits. Ties go to the earlier entry. */
export function chooseDomain(idea: Idea): DomainSpec {
  let best: { score: number; build: Candidate["build"] } = { score: 0, build: genericDomain };
  for (const candidate of CANDIDATES) {
    const score = (idea.text.match(candidate.pattern)?.length ?? 0) * candidate.weight;
    if (score > best.score) best = { score, build: candidate.build };
  }
  return best.build(idea);
}
