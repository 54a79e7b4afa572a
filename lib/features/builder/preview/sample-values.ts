import { formedSample } from "../blueprint/field-pattern";
import type { ColumnModel, TableModel } from "../compiler/model";
import { limitsOf } from "../compiler/sql/columns";
import type { Value } from "./runtime/types";

/** Made-up values that look like the real thing. `n` is the row's number; the same `n` gives the same value. */

export const FIRST_NAMES = ["Amara", "Bruno", "Chiara", "Diego", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas"];
export const LAST_NAMES = ["Okafor", "Silva", "Rossi", "Vega", "Demir", "Larsen", "Moreau", "Novak", "Costa", "Weber"];
const PLACES = ["Harbor", "Cedar", "Linden", "Aurora", "Orchard", "Juniper", "River", "Summit", "Maple", "Garden"];
const CITIES = ["Lisbon", "Valencia", "Bergen", "Ghent", "Porto", "Turin", "Graz", "Malmö"];
const COUNTRIES = ["Portugal", "Spain", "Norway", "Belgium", "Italy", "Austria", "Sweden", "France"];
const COMPANIES = ["Northwind", "Blue Finch", "Kestrel & Co", "Old Mill", "Tidewater", "Lumen", "Halcyon", "Quill"];
const COLOURS = ["#2f6f8f", "#b4552d", "#5b7f3a", "#7a4f9a", "#c08a1e", "#3f5f9f", "#9f3f5f", "#3f8f7f"];
const ENGLISH_NOTES = [
  "Went well; follow up next week.",
  "Please call before coming.",
  "New here, still finding their way.",
  "Prefers mornings.",
  "Everything as agreed.",
  "Ask about the second date.",
  "Paid in advance.",
  "Needs a little more time.",
];
const NOTES: Partial<Record<string, string[]>> = {
  es: [
    "Todo bien; retomar la próxima semana.",
    "Llamar antes de venir.",
    "Es su primera vez aquí.",
    "Prefiere las mañanas.",
    "Todo según lo acordado.",
    "Preguntar por la segunda fecha.",
    "Pagado por adelantado.",
    "Necesita un poco más de tiempo.",
  ],
};

const PERSON =
  /^(client|customer|member|patient|student|tenant|teacher|employee|owner|guest|contact|person|trainer|walker|coach|volunteer|parent|child|player|lead|candidate|instructor|doctor|driver|staff|user|author|attendee|guardian|landlord|artist|stylist|pupil|tutor|donor|subscriber|signup|waitlist|cliente|socio|miembro|paciente|alumno|estudiante|inquilino|profesor|empleado|entrenador|persona)s?$/;

export type SampleContext = { table: TableModel; locale: string; today: string; n: number };

export function sampleValue({ field, enumDef }: ColumnModel, context: SampleContext): Value {
  const { n } = context;
  const options = enumDef?.values ?? [];
  const pick = <T>(list: readonly T[]): T | undefined => list[n % list.length];
  switch (field.type) {
    case "enum":
      return pick(options)?.key ?? null;
    case "multiEnum":
      return options.filter((_option, index) => (index + n) % 3 === 0).map((option) => option.key);
    case "tags":
      return [["new", "regular", "priority"][n % 3] ?? "new"];
    case "bool":
      return (n * 7) % 3 !== 1;
    case "date":
      return dayFrom(context.today, spread(field.key, n));
    case "datetime":
      return `${dayFrom(context.today, spread(field.key, n))}T${hour(n)}:00:00.000Z`;
    case "time":
      return `${hour(n)}:${n % 2 === 0 ? "00" : "30"}`;
    case "color":
      return pick(COLOURS) ?? null;
    case "json":
      return "{}";
    case "file":
    case "image":
      return null;
    case "int":
    case "decimal":
    case "percent":
    case "duration":
    case "rating":
    case "money":
      return sampleNumber(field, n);
    default:
      return sampleText(field, context);
  }
}

const hour = (n: number): string => String(8 + ((n * 3) % 11)).padStart(2, "0");

/** Birthdays lie back, deadlines ahead, everything else on both sides of today. */
function spread(key: string, n: number): number {
  if (/birth|born|dob|nacimiento/.test(key)) return -(18 * 365 + n * 611);
  if (/due|deadline|expir|end|renew|until|vence|fin/.test(key)) return (n - 1) * 6;
  if (/joined|hired|created|since|registered|paid|alta/.test(key)) return -(n * 23 + 4);
  return (n - 3) * 3;
}

export function dayFrom(today: string, days: number): string {
  const date = new Date(`${today}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function sampleNumber(field: ColumnModel["field"], n: number): number {
  const { min, max } = limitsOf(field);
  const { key, type } = field;
  const plain = (): number => {
    if (type === "money" && /rent|deposit|salary|alquiler|fianza/.test(key)) return 65_000 + ((n * 15_000) % 90_000);
    if (type === "money") return [4_500, 12_000, 2_990, 8_500, 19_900, 6_400, 3_250, 15_000][n % 8] ?? 0;
    if (type === "rating") return 3 + (n % 3);
    if (type === "percent") return 10 + ((n * 13) % 80);
    if (type === "duration" || /minute|duration|minuto|duraci/.test(key)) return [30, 45, 60, 90][n % 4] ?? 30;
    if (/months|meses/.test(key)) return [1, 3, 6, 12][n % 4] ?? 1;
    if (/year|año/.test(key)) return 2016 + (n % 9);
    if (/age|edad/.test(key)) return 19 + ((n * 7) % 40);
    if (/capacity|seats|places|aforo|plazas/.test(key)) return 8 + ((n * 4) % 24);
    if (/weight|peso|size|area|metros/.test(key)) return 12 + ((n * 17) % 60);
    if (/rent|price|cost|alquiler|precio/.test(key)) return 400 + ((n * 150) % 900);
    return 1 + ((n * 3) % 12);
  };
  return Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min ?? 0, plain()));
}

export const personName = (n: number): string =>
  `${FIRST_NAMES[n % FIRST_NAMES.length]} ${LAST_NAMES[(n + Math.floor(n / 10)) % LAST_NAMES.length]}`;

const isPersonTable = (table: TableModel): boolean => PERSON.test(table.entity.key.split("_").at(-1) ?? "");

function sampleText(field: ColumnModel["field"], { table, locale, n }: SampleContext): string {
  const { key, type } = field;
  const formed = formedSample(field, n + 1);
  if (formed !== null) return formed;
  const at = (list: readonly string[]): string => list[n % list.length] ?? "";
  const person = personName(n);
  const plain = (): string => {
    if (type === "email") return `${person.toLowerCase().replace(" ", ".")}@example.com`;
    if (type === "url") return `https://example.com/${at(PLACES).toLowerCase()}`;
    if (type === "phone" || /phone|mobile|telefono/.test(key))
      return `+00 555 01${String(20 + n * 7).padStart(2, "0")}`;
    if (type === "geo") return `${38 + n}.72,-${9 + n}.14`;
    if (type === "longtext" || type === "richtext" || /note|comment|nota|comentario/.test(key))
      return at(NOTES[locale] ?? ENGLISH_NOTES);
    if (type === "address" || /address|street|direccion|calle/.test(key)) return `${12 + n * 5} ${at(PLACES)} Street`;
    if (/full_?name|nombre_completo/.test(key)) return person;
    if (/first_?name/.test(key)) return at(FIRST_NAMES);
    if (/last_?name|surname|apellido/.test(key)) return at(LAST_NAMES);
    if (/city|town|ciudad/.test(key)) return at(CITIES);
    if (/country|pais/.test(key)) return at(COUNTRIES);
    if (/company|business|employer|brand|empresa|marca/.test(key)) return at(COMPANIES);
    if (/color|colour/.test(key)) return ["Sand", "Ink", "Moss", "Rust"][n % 4] ?? "Sand";
    if (/code|number|sku|reference|serial|numero|codigo/.test(key))
      return `${key.charAt(0).toUpperCase()}-${1040 + n * 3}`;
    if (/name|nombre/.test(key) && (isPersonTable(table) || /person|contact|owner|guest|client/.test(key)))
      return person;
    if (key === table.entity.titleField) return isPersonTable(table) ? person : titled(table, locale, at(PLACES));
    return `${field.label} ${n + 1}`;
  };
  const { minLen = 0, maxLen = 1_000 } = limitsOf(field);
  return plain().slice(0, maxLen).padEnd(minLen, "x");
}

function titled(table: TableModel, locale: string, place: string): string {
  const one = table.entity.label.one;
  return locale === "es" ? `${one} ${place}` : `${place} ${one.toLowerCase()}`;
}
