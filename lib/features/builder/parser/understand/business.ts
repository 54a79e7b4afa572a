import type { Locale } from "../../blueprint/blueprint.schema";
import type { Idea } from "../text";
import { GRAMMARS, isSmallWord, word } from "./languages";
import { NOT_A_THING } from "./not-a-thing";

const NAMED_BY: Record<Locale, string> = {
  en: "(?:(?:we|our \\p{L}+) (?:runs?|are|is|own)|i (?:run|own)|(?:app|tool|system|site|website|software|platform|tracker|database) for) (?:my|our|an?|the)",
  es: "(?:para|tenemos|somos|de|llevar|gestionar|organizar) (?:mi|nuestr[oa]|una?)",
  fr: "(?:pour|nous sommes|gérons|gérer) (?:mon|ma|notre|une?)",
  de: "(?:für|wir sind|wir betreiben|führe|betreibe) (?:mein(?:en|e)?|unser(?:en|e)?|ein(?:en|e)?)",
  pt: "(?:para|somos|temos|organizar|gerir|gerenciar) (?:o |a )?(?:meu|minha|nosso|nossa|uma?)",
  it: "(?:per|siamo|gestiamo|gestire|organizzare) (?:il |la )?(?:mio|mia|nostr[oa]|una?)",
  ar: "(?!)",
};
const SMALL = /^(?:(?:small|little|tiny|local|new|own|pequeñ[oa]|petite?|kleine[nrms]?|pequen[oa]|piccol[oa]) )+/iu;

/** What the idea calls the business or group it is for, in its own words: "climbing hall". Undefined when it does not say. */
export function businessOf(idea: Idea): string | undefined {
  const pattern = new RegExp(
    `(?:^|[^\\p{L}])${NAMED_BY[idea.locale]} ((?:[\\p{L}'’-]+ ){0,2}?[\\p{L}'’-]+(?: (?:de|di|da|do|del|della) [\\p{L}'’-]+)?)(?=\\s*(?:[.,:;!?(–—]|$)|\\s(?:with|and|that|where|to|in|on|of|for|called|con|y|en|que|de|avec|et|qui|dans|à|mit|und|im|zur|zum|com|e|em|do|da|di|a|al|che|del|della)(?!\\p{L}))`,
    "iu",
  );
  for (const sentence of idea.sentences.slice(0, 2)) {
    const name = (pattern.exec(sentence)?.[1] ?? "").replace(SMALL, "").trim();
    if (name.length >= 3 && name.length <= 40 && !NOT_A_THING.test(name.split(" ").at(-1) ?? "")) return name;
  }
  return titleOf(idea);
}

/** A first sentence of a few words without a deed is a title: "Guestbook.", "Community allotments." */
function titleOf({ sentences, locale }: Idea): string | undefined {
  const title = (sentences[0] ?? "").replace(/[.!]+$/u, "").trim();
  const words = title.split(/\s+/u);
  const isTitle =
    sentences.length > 1 &&
    words.length <= 4 &&
    /^\p{L}[\p{L}\p{M}\s'’-]{2,39}$/u.test(title) &&
    !words.some((item) => isSmallWord(item.toLowerCase(), locale) || NOT_A_THING.test(item)) &&
    !word(GRAMMARS[locale].track).test(words[0] ?? "");
  return isTitle ? title : undefined;
}
