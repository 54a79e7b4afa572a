/** Words that break SQL, TypeScript, PostgREST, Next.js or Supabase when used as a bare identifier. */
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const POSTGRES = words(`
  all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate
  collation column concurrently constraint create cross current_catalog current_date current_role current_schema
  current_time current_timestamp current_user default deferrable desc distinct do else end except exists extract false
  fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int
  integer intersect interval into is isnull join lateral leading least left like limit localtime localtimestamp national
  natural nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
  placing position precision primary real references returning right row select session_user setof similar smallint
  some substring symmetric system_user table tablesample then time timestamp to trailing treat trim true union unique
  user using values varchar variadic verbose when where window with xmin xmax cmin cmax ctid tableoid
`);

const TYPESCRIPT = words(`
  abstract any arguments as async await bigint boolean break case catch class const continue debugger declare default
  delete do else enum eval export extends false finally for function get if implements import in infer instanceof
  interface is keyof let module namespace never new null number object of package private protected prototype public
  readonly require return set static string super switch symbol this throw true try type typeof undefined unique unknown
  var void while with yield error date map record promise symbol array function json math proxy reflect infinity nan
  document window global globalthis process buffer response request headers url event node element constructor
  prototype hasownproperty tostring valueof then
`);

const FRAMEWORK = words(`
  link form image fragment page layout route api loading template metadata head html body script style main props state
  ref key children config app component context provider suspense cookies params action actions middleware proxy
`);

const POSTGREST = words(
  "select order limit offset and or not columns on_conflict is in eq neq gt gte lt lte like ilike",
);

const APP = words(`
  login logout signup signin sign_in sign_up sign_out settings auth admin new edit delete dashboard team setup onboarding
  reset reset_password update_password files public private profile profiles account accounts organization organizations
  organization_member organization_members organization_invite organization_invites storage object objects bucket
  people report reports welcome export join_waitlist tied
  buckets users user role roles session sessions id owner_id org_id created_at updated_at deleted_at item items_item
`);

const PROTOTYPE = words("__proto__ constructor prototype proto");

const ENTITY_WORDS = new Set([...POSTGRES, ...TYPESCRIPT, ...FRAMEWORK, ...POSTGREST, ...APP, ...PROTOTYPE]);
const COLUMN_WORDS = new Set([
  ...POSTGRES,
  ...POSTGREST,
  ...PROTOTYPE,
  ...words("id owner_id org_id created_at updated_at deleted_at then hasownproperty tostring valueof search_text"),
]);

/** Suffix-free replacements that read better than a mechanical one. */
const ENTITY_RENAMES = new Map<string, string>([
  ["order", "customer_order"],
  ["class", "school_class"],
  ["group", "customer_group"],
  ["user", "person"],
  ["table", "dining_table"],
  ["page", "web_page"],
  ["document", "stored_document"],
  ["event", "calendar_event"],
  ["session", "class_session"],
  ["account", "customer_account"],
  ["item", "list_item"],
  ["package", "parcel"],
  ["public", "public_entry"],
  ["role", "job_role"],
  ["profile", "person_profile"],
  ["children", "enrolled_children"],
  ["people", "known_people"],
  ["reports", "filed_reports"],
]);

/** True when the word may not name an entity (table, route, TypeScript symbol). */
export const isReservedEntityName = (name: string): boolean => ENTITY_WORDS.has(name);

/** True when the word may not name a column. */
export const isReservedColumnName = (name: string): boolean => COLUMN_WORDS.has(name);

/** A safe identifier for a reserved entity word; the label keeps the user's word. */
export function renameReservedEntity(name: string): string {
  return ENTITY_RENAMES.get(name) ?? `${name}_entry`;
}

/** A safe identifier for a reserved column word; the label keeps the user's word. */
export function renameReservedColumn(name: string): string {
  return `${name}_value`;
}

/** Postgres keywords that must never be emitted bare, checked again by the SQL identifier escaper. */
export const isSqlKeyword = (name: string): boolean => POSTGRES.includes(name);
