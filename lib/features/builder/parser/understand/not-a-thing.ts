import type { Locale } from "../../blueprint/blueprint.schema";

/** Words that stand for the app itself or for nothing in particular; never a thing to keep records of. */
export const NOT_A_THING =
  /^(?:app|apps|application|site|website|web|system|software|platform|tool|portal|page|program|project|it|they|them|he|she|we|i|you|this|that|these|there|who|which|what|one|ones|thing|things|stuff|everything|everybody|everyone|something|data|info|information|field|fields|people|user|users|list|lists|way|day|time|etc|aplicaci[oó]n|aplicativo|aplica[cç][aã]o|sistema|sitio|plataforma|p[aá]gina|todo|todos|cosas|datos|usuarios?|usu[aá]rios?|appli|utilisateurs?|tout|choses|donn[eé]es|anwendung|seite|alles|daten|benutzer|nutzer|dinge|applicazione|sito|tutto|cose|dati|utent[ei]|تطبيق|موقع|نظام)$/iu;

/** A word of `NOT_A_THING` in its own language: "data" is a date in Portuguese and Italian. */
export const isNothing = (text: string, locale: Locale): boolean =>
  NOT_A_THING.test(text) && !((locale === "pt" || locale === "it") && /^data$/iu.test(text));
