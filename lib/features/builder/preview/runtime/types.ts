/** What the preview's document carries: the part of a blueprint its pages need, and the sample rows. Plain JSON. */

export type Verb = "read" | "create" | "update" | "delete";
export type Value = string | number | boolean | string[] | null;

/** How rows of one kind are tied to rows of another: a child that points here, or a many-to-many link. */
export type Via =
  | { kind: "child"; resource: string; column: string }
  | { kind: "many"; many: string; side: 0 | 1; resource: string };

export type Rule =
  | { kind: "anyone" }
  | { kind: "signedIn" }
  | { kind: "owner" }
  | { kind: "role"; role: string }
  | { kind: "column"; column: string }
  | { kind: "relatedOwner"; column: string; to: string | null }
  | { kind: "sharedVia"; via: Via };

export type Option = { value: string; label: string };

export type FieldKind =
  | "text"
  | "longtext"
  | "int"
  | "decimal"
  | "money"
  | "bool"
  | "date"
  | "time"
  | "datetime"
  | "email"
  | "url"
  | "phone"
  | "enum"
  | "multiEnum"
  | "tags"
  | "file"
  | "image"
  | "color"
  | "json"
  | "rating";

export type FieldDef = {
  column: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  unique: boolean;
  inList: boolean;
  searchable: boolean;
  /** Columns whose product this is; shown, never typed in. */
  product: [string, string] | null;
  help: string;
  options: Option[];
  initial: Value;
  min: number | null;
  max: number | null;
  minLength: number | null;
  maxLength: number | null;
  /** What the whole text has to look like, as a regular expression without anchors. */
  pattern: string | null;
};

export type LinkDef = {
  column: string;
  label: string;
  /** Key of a resource; null is a person's account. */
  to: string | null;
  required: boolean;
  single: boolean;
  onDelete: "restrict" | "cascade" | "setNull";
};

export type Condition = {
  column: string;
  op: "eq" | "neq" | "isEmpty" | "isSet" | "beforeToday" | "afterToday";
  value: Value;
};

export type Resource = {
  key: string;
  route: string;
  one: string;
  many: string;
  titleColumn: string;
  isPublic: boolean;
  hasOwner: boolean;
  assignsOwner: boolean;
  fields: FieldDef[];
  links: LinkDef[];
  manies: { key: string; label: string; to: string }[];
  children: { resource: string; column: string }[];
  views: { key: string; label: string; conditions: Condition[] }[];
  access: Record<Verb, Rule[]>;
  workflow: { column: string; steps: { from: string; to: string; roles: string[] }[] } | null;
  /** Roles that may read the history; null keeps none. */
  history: { column: string; roles: string[] | null } | null;
  uniques: string[][];
  ordered: { a: string; b: string }[];
  noOverlap: { link: string; start: string; end: string } | null;
  onlyWhen: { link: string; to: string; column: string; value: string } | null;
  canExport: boolean;
};

export type Person = { id: string; name: string; email: string; role: string };
export type Row = { id: string; createdAt: string; owner: string | null; values: Record<string, Value> };

/** Words of the interface, by the names the generated app has for them. */
export type Messages = Record<Word, string>;

export type Word =
  | "account"
  | "accountHelp"
  | "add"
  | "all"
  | "alreadyExists"
  | "browse"
  | "cancel"
  | "checkFields"
  | "choose"
  | "createdAt"
  | "dashboard"
  | "delete"
  | "deleteConfirm"
  | "deleteWarning"
  | "downloadCsv"
  | "edit"
  | "getStarted"
  | "history"
  | "invalid"
  | "mainNavigation"
  | "no"
  | "notAllowed"
  | "notFoundText"
  | "notFoundTitle"
  | "nothingFound"
  | "nothingToChoose"
  | "nothingYet"
  | "overlaps"
  | "required"
  | "save"
  | "search"
  | "signIn"
  | "signOut"
  | "skipToContent"
  | "statusNotAllowed"
  | "stillInUse"
  | "tooLarge"
  | "tooLong"
  | "tooShort"
  | "tooSmall"
  | "views"
  | "welcome"
  | "yes";

export type PreviewData = {
  app: {
    name: string;
    tagline: string;
    locale: string;
    currency: string;
    /** Pages to click through, or routes for programs. */
    kind: "pages" | "api";
    hasDashboard: boolean;
    /** Follows the surrounding page unless the app itself is always light or always dark. */
    followsTheme: boolean;
    highlights: string[];
  };
  today: string;
  messages: Messages;
  roles: { key: string; label: string }[];
  people: Person[];
  /** The role the preview begins with. */
  firstRole: string;
  defaultRole: string;
  staffRoles: string[];
  navigation: string[];
  resources: Resource[];
  rows: Record<string, Row[]>;
  /** Pairs of row ids by key of the many-to-many link. */
  pairs: Record<string, [string, string][]>;
};
