import type { Locale } from "../blueprint/blueprint.schema";
import { singularize } from "../blueprint/names";
import type { DomainSpec } from "./domain-spec";
import { bakeryDomain } from "./domains/bakery";
import { clinicDomain } from "./domains/clinic";
import { crmDomain } from "./domains/crm";
import { gymDomain } from "./domains/gym";
import { helpdeskDomain } from "./domains/helpdesk";
import { inventoryDomain } from "./domains/inventory";
import { landlordDomain } from "./domains/landlord";
import { recipesDomain } from "./domains/recipes";
import { rentalDomain } from "./domains/rental";
import { schoolDomain } from "./domains/school";
import { waitlistDomain } from "./domains/waitlist";
import { walksDomain } from "./domains/walks";
import type { Idea } from "./text";

type Candidate = {
  pattern: RegExp;
  weight: number;
  /** Words that name the domain by themselves. Without one of them it takes two different words to be meant. */
  names?: RegExp;
  /** Words other domains use as well: they count only where no word of `yieldsTo` is said. */
  shared?: { pattern: RegExp; yieldsTo: RegExp };
  /** Without one of these words the others name something else: a shelter has dogs and no walks. */
  needs?: RegExp;
  /** Languages its labels are written in; English alone when absent. */
  languages?: Locale[];
  build: (idea: Idea) => DomainSpec;
};

const GYM = /\b(gym|fitness|crossfit|personal trainer|workouts?|gimnasio|yoga studio|pilates)\b/gi;

/** Words that name a domain weigh more than words that merely occur in it. */
const CANDIDATES: Candidate[] = [
  {
    pattern: /\b(wait ?list|coming soon|pre-?launch|early access|lista de espera)\b/gi,
    weight: 4,
    names:
      /\b(coming soon|pre-?launch|early access)\b|\be-?mail wait ?list\b|\bwait ?list (page|for (my|our) (app|product|launch))\b/i,
    build: () => waitlistDomain,
  },
  {
    pattern: GYM,
    weight: 3,
    names: /\b(gym|fitness|crossfit|gimnasio|yoga studio|pilates)\b/i,
    build: () => gymDomain,
  },
  {
    pattern: /\b(landlord|tenants?|flats?|apartments?|leases?|rental propert(?:y|ies)|inquilinos?)\b/gi,
    weight: 2,
    names: /\b(landlord|tenants?|rental propert(?:y|ies)|inquilinos?)\b/i,
    build: () => landlordDomain,
  },
  {
    pattern: /\b(help ?desk|tickets?|support agents?|agents?|sla)\b/gi,
    weight: 2,
    names: /\b(help ?desk|support tickets?)\b/i,
    build: () => helpdeskDomain,
  },
  {
    pattern: /\b(bakery|bakeries|orders?|order items?|panader[ií]a)\b/gi,
    weight: 1.5,
    // It is about tickets with lines; somebody who takes pre-orders for bread is better read word by word.
    needs: /\border items?\b/i,
    build: () => bakeryDomain,
  },
  {
    pattern: /(?<![\p{L}])(dental|dentists?|odont[oó]logos?|dentistas?)(?![\p{L}])/giu,
    weight: 2,
    names: /dental|dentist|odont/iu,
    languages: ["en", "es"],
    build: (idea) => clinicDomain(idea.locale),
  },
  {
    pattern: /\b(lend(?:ing)?|rental|rent out|hire out|borrow|gear|deposits?|equipment)\b/gi,
    weight: 2,
    names: /\b(?:gear|equipment) (?:rental|lending|hire)\b/i,
    needs: /\b(lend(?:ing)?|rental|rent out|hire out|borrow)\b/i,
    build: () => rentalDomain,
  },
  {
    pattern: /\b(school|teachers?|children|pupils?|parents?|attendance|kindergarten)\b/gi,
    weight: 2,
    names: /\b(school|kindergarten)\b/i,
    shared: { pattern: /\b(class(?:es)?)\b/gi, yieldsTo: GYM },
    build: () => schoolDomain,
  },
  {
    pattern: /\b(dog walks?|dogs?|walkers?|pet sitters?|pawpals)\b/gi,
    weight: 2,
    names: /\b(walkers?|dog walks?|pawpals|pet sitters?)\b/i,
    needs: /\b(walks?|walkers?|walking|sitters?|pawpals)\b/i,
    build: () => walksDomain,
  },
  {
    pattern: /\b(recipes?|cookbook|recetas?)\b/gi,
    weight: 3,
    names: /\b(recipes?|cookbook|recetas?)\b/i,
    build: () => recipesDomain,
  },
  {
    pattern: /\b(crm|sales pipeline|deals?|leads|prospects?)\b/gi,
    weight: 3,
    names: /\b(crm|sales pipeline)\b/i,
    build: () => crmDomain,
  },
  {
    pattern: /\b(inventory|stock|warehouse|inventario|suppliers?)\b/gi,
    weight: 3,
    names: /\b(inventory|warehouse|inventario|stock (?:control|management|levels?))\b/i,
    build: () => inventoryDomain,
  },
];

/** One stray word such as "equipment" or "attendance" is said in a hundred trades and means none of them. */
function isMeant(idea: Idea, { pattern, shared, names }: Candidate): boolean {
  if (names?.test(idea.text)) return true;
  const said = [pattern, ...(shared ? [shared.pattern] : [])].flatMap((words) => idea.text.match(words) ?? []);
  return new Set(said.map((found) => singularize(found.toLowerCase()))).size >= 2;
}

const count = (idea: Idea, pattern: RegExp): number => idea.text.match(pattern)?.length ?? 0;

/** The domain whose words occur most, weighted; none when no domain fits. Ties go to the earlier entry. */
export function chooseDomain(idea: Idea): DomainSpec | undefined {
  // One stray word such as “orders” does not make a bakery.
  let best: { score: number; build: Candidate["build"] | undefined } = { score: 1.9, build: undefined };
  for (const candidate of CANDIDATES) {
    if (!(candidate.languages ?? ["en"]).includes(idea.locale)) continue;
    const { pattern, shared, weight, needs } = candidate;
    if (needs && !needs.test(idea.text)) continue;
    if (!isMeant(idea, candidate)) continue;
    const isFree = shared !== undefined && idea.text.match(shared.yieldsTo) === null;
    const score = (count(idea, pattern) + (isFree ? count(idea, shared.pattern) : 0)) * weight;
    if (score > best.score) best = { score, build: candidate.build };
  }
  return best.build?.(idea);
}
