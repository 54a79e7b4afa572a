import type { Blueprint } from "../../blueprint/blueprint.schema";
import { type BuiltStack, hasPages } from "../../blueprint/stacks";

type Feature = Blueprint["features"][number];

/** A file that spreadsheets write and read, as people call it in any of the languages. */
const sheets =
  "csv|excel|xlsx?|spreadsheets?|tabellenkalkulation|hojas? de c[aá]lculo|tableurs?|planilhas?|fogli[oe]? di calcolo|إكسل|اكسل";
const taking =
  "import|imports|imported|importing|importieren|importiert|importar|importer|importa|importare|upload|uploads|uploaded|uploading|hochladen|استيراد|نستورد";
const giving =
  "export|exports|exported|exporting|exportieren|exportiert|exportar|exporter|exporta|esportare|download|downloads|downloading|herunterladen|descargar|télécharger|scaricare|baixar|تصدير|تنزيل";

/** One word and the other, whichever comes first, in one sentence. */
function near(verbs: string, things: string): RegExp {
  const [verb, thing] = [verbs, things].map((words) => `(?<!\\p{L})(?:${words})(?!\\p{L})`);
  const between = "[^.!?\\n]{0,60}";
  return new RegExp(`${verb}${between}${thing}|${thing}${between}${verb}`, "iu");
}

const wishes: [Feature, RegExp][] = [
  ["csv-import", near(taking, sheets)],
  ["csv-export", near(giving, sheets)],
];

/** What a text asks for that needs no list, field or rule of its own, as far as the stack has it; and how it was said. */
export function featuresIn(text: string, stack: BuiltStack): { features: Feature[]; covers: RegExp[] } {
  const found = wishes.filter(
    ([feature, pattern]) => pattern.test(text) && (feature !== "csv-import" || hasPages(stack)),
  );
  return { features: found.map(([feature]) => feature), covers: found.map(([, pattern]) => pattern) };
}
