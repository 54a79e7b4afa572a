import type { Locale } from "../../blueprint/blueprint.schema";
import type { GeneratedFile } from "../types";
import { AR } from "./messages/ar";
import { DE } from "./messages/de";
import { EN, type Messages } from "./messages/en";
import { ES } from "./messages/es";
import { FR } from "./messages/fr";
import { IT } from "./messages/it";
import { PT } from "./messages/pt";
import { tsLiteral } from "./ts-literal";

const DICTIONARIES: Record<Locale, Messages> = { en: EN, es: ES, fr: FR, de: DE, pt: PT, it: IT, ar: AR };

/** Every word of the interface that does not come from the blueprint. */
export function messagesFile(locale: Locale): GeneratedFile {
  return {
    path: "lib/messages.ts",
    content: `/** Every word of the interface, in one place. */\nexport const messages = ${tsLiteral(DICTIONARIES[locale])} as const;\n`,
  };
}
