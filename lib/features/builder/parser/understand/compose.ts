import type { Entity } from "../../blueprint/blueprint.schema";
import { toIdentifier, toLabel, uniqueName } from "../../blueprint/names";
import type { DomainSpec, EntitySpec } from "../domain-spec";
import type { Idea } from "../text";
import { type AccessPlan, deedFor, planAccess } from "./access";
import { businessOf } from "./business";
import { CONCEPTS } from "./concepts";
import { findTrade } from "./domains-lexicon";
import { guessType } from "./field-types";
import { glossaryKey, wordFor } from "./glossary";
import { GRAMMARS, word } from "./languages";
import { conceptOf } from "./mentions";
import { readOutline } from "./outline";
import { readPeople } from "./people";
import { type RuleReading, readRules } from "./permissions";
import { say } from "./sayings";
import { Sketch, type StatedField, type Thing } from "./sketch";
import { readStatements } from "./statements";
import { readStates } from "./states";

export type Composed = {
  spec: DomainSpec;
  stated: Thing[];
  unread: string[];
  limits: string[];
  headings: ReadonlySet<string>;
};

/** Understands an idea from its own words: catalogue, statements, rules; a trade fills in what a vague idea leaves open. */
export function compose(whole: Idea): Composed {
  const outline = readOutline(whole);
  const idea = { ...whole, sentences: outline.sentences };
  const sketch = new Sketch(idea.locale, idea.text);
  for (const role of outline.roles) addRole(sketch, role);
  readPeople(sketch, idea);
  readStatements(sketch, idea, outline);
  const stated = sketch.things.filter((thing) => thing.source === "stated");
  const trade = findTrade(idea.text, idea.locale);
  const isVague = complete(sketch, trade?.things ?? []);
  const beside = addBeside(sketch);
  readStates(sketch, idea.sentences);
  addDeeds(sketch, readRules(sketch, idea));
  linkByHabit(sketch);
  const rules = readRules(sketch, idea);
  const isBusiness = trade !== undefined || sketch.things.some((thing) => thing.concept?.person);
  const plan = planAccess(sketch, rules, isBusiness);
  const enums: Record<string, string> = {};
  const entities = sketch.things.map((thing) => entityOf(sketch, thing, { plan, enums, rules }));
  const isEnforced = entities.some((entity) => entity.extra?.noOverlap);
  const overlaps = isEnforced ? [] : rules.overlaps.map((item) => item.clause);
  const relations = sketch.links.map((link) => {
    const arrow = link.kind === "many" ? "<->" : link.isRequired ? "=>" : "->";
    const end = link.kind === "many" ? "" : link.isRequired ? " cascade" : " null";
    return `${link.from.key}.${link.to.key} ${arrow} ${link.to.key}${end} "${link.kind === "many" ? link.to.many : link.to.one}"`;
  });
  const locale = idea.locale;
  const clients = plan.roles.filter((role) => role.isGuest && role.key !== "newcomer").map((role) => role.label);
  return {
    stated,
    unread: [...rules.unread, ...overlaps],
    limits: rules.limits,
    headings: outline.headings,
    spec: {
      tenancy: "user",
      visibility: plan.isOpen ? "public" : "login",
      name: toLabel(
        nameOf(findTrade(idea.sentences[0] ?? "", locale)?.name, businessOf(idea)) ??
          sketch.things[0]?.many ??
          wordFor("app_name", locale) ??
          "My app",
      ),
      tagline: wordFor("tagline", locale) ?? "",
      primary: "#1d4ed8",
      currency: currencyOf(idea),
      roles: plan.roles,
      enums,
      entities,
      relations,
      features: ["search"],
      ...(entities.some((entity) => entity.fields.some((line) => /:(?:file|image)/.test(line)))
        ? { integrations: ["storage" as const] }
        : {}),
      assumptions: [
        ...(isVague ? [say("completed", locale, sketch.things.map((thing) => thing.many).join(", "))] : []),
        say("fields", locale),
        plan.isSolo
          ? say("solo", locale)
          : clients.length > 0
            ? say("clients", locale, clients.join(", "))
            : say("team", locale),
      ],
      covers: [
        ...beside,
        ...sketch.answered.map((text) => word(escapeRegExp(text))),
        ...(isEnforced ? [word(GRAMMARS[locale].overlap)] : []),
      ],
    },
  };
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The business by its own words where they hold the trade: a hair salon is more than a salon. */
function nameOf(trade: string | undefined, business: string | undefined): string | undefined {
  if (trade === undefined) return business;
  const isPart = business?.toLowerCase().includes(trade.toLowerCase());
  return isPart ? business : trade.replace(/^لل/u, "ال");
}

/** A role out of a list of roles: the boss goes by the name the idea gives, everybody else gets a role. */
function addRole(sketch: Sketch, label: string): void {
  if (word(GRAMMARS[sketch.locale].boss).test(label)) sketch.bossLabel ??= toLabel(label.slice(0, 40));
  else if (conceptOf(label, sketch.locale)?.concept.person === undefined)
    sketch.addPerson(label.slice(0, 40), "team", true);
}

const ENOUGH_THINGS = 3;

/** Fills a vague idea from its trade, or with one plain list; true when something was added. */
function complete(sketch: Sketch, trade: readonly string[]): boolean {
  if (sketch.things.length >= ENOUGH_THINGS || (trade.length === 0 && sketch.things.length > 0)) return false;
  const before = sketch.things.length;
  for (const id of sketch.things.some((thing) => thing.source === "stated") && before >= 2 ? [] : trade) {
    const concept = CONCEPTS.get(id);
    if (concept) sketch.addConcept(concept, undefined, "completed");
  }
  if (sketch.things.length > 0) return sketch.things.length > before;
  const [one = "Entry", many = "Entries"] = (wordFor("entry", sketch.locale) ?? "").split("/");
  const entry = sketch.addPhrase(one, "completed");
  if (entry) Object.assign(entry, { many, key: "entry" });
  return true;
}

/** What a place beside the business keeps: the pharmacy of a hospital has medicines. Returns the words this answers. */
function addBeside(sketch: Sketch): RegExp[] {
  return sketch.placesBeside().flatMap(({ name, things }) => {
    const own = things.flatMap((id) => CONCEPTS.get(id) ?? []).filter((concept) => !concept.person);
    const added = own.slice(0, 2).map((concept) => sketch.addConcept(concept, undefined, "stated"));
    return added.some(Boolean) ? [word(name)] : [];
  });
}

/** Bookings, orders and enrolments that follow from what clients may do. */
function addDeeds(sketch: Sketch, rules: RuleReading): void {
  for (const { actor, verbs, things, isForbidden, isSignUp } of rules.permissions) {
    const isClient = actor.kind === "person" && sketch.conceptById(actor.conceptId)?.person === "client";
    if (isForbidden || !isClient || !verbs.includes("create")) continue;
    const made = things.map((thing) => deedFor(thing, isSignUp));
    for (const id of made) {
      const concept = CONCEPTS.get(id ?? "");
      if (concept) sketch.addConcept(concept, undefined, "completed");
    }
  }
}

/** Links that follow from what things are: an appointment points to its customer when there are customers. */
function linkByHabit(sketch: Sketch): void {
  for (const thing of sketch.things) {
    for (const id of thing.concept?.links?.split(" ") ?? []) {
      const target = sketch.things.find((item) => item.concept?.id === id);
      if (target && !sketch.isLinked(target, thing)) sketch.link(thing, target, false);
    }
  }
}

type Context = { plan: AccessPlan; enums: Record<string, string>; rules: RuleReading };

function entityOf(sketch: Sketch, thing: Thing, context: Context): EntitySpec {
  const access = context.plan.access.get(thing);
  // States the idea names itself are kept; a decision alone brings its own.
  const hasStates = thing.fields.some((field) => field.choices && keyOf(field, sketch) === "status");
  const decision = hasStates ? undefined : context.rules.decisions.find((item) => item.thing === thing);
  const built = fieldsOf(sketch, thing, context.enums, decision !== undefined);
  const extra = extraOf(sketch, thing, built, context.rules);
  if (decision) {
    const roles = [...new Set(["manager", context.plan.roleOf(decision.actor)])];
    extra.workflow = {
      field: "status",
      transitions: ["approved", "declined"].map((to) => ({ from: "requested", to, roles })),
    };
  } else if (built.chain) {
    const [field, keys] = built.chain;
    extra.workflow = { field, transitions: keys.slice(1).map((to, at) => ({ from: keys[at] ?? to, to, roles: [] })) };
  }
  return {
    key: thing.key,
    label: `${clean(thing.one)}|${clean(thing.many)}`,
    ...(access?.isOwned ? { owner: "user" as const } : {}),
    ...(access?.isAssigned ? { assigned: true } : {}),
    title: built.title,
    fields: built.lines,
    defaults: built.defaults,
    read: access?.rules.read ?? "role:manager",
    create: access?.rules.create ?? "role:manager",
    update: access?.rules.update ?? "role:manager",
    delete: access?.rules.delete ?? "role:manager",
    extra,
  };
}

const clean = (text: string): string => text.replace(/[|"]/g, " ").replace(/\s+/g, " ").trim().slice(0, 60) || "-";

type Built = {
  lines: string[];
  title: string;
  defaults: Record<string, string>;
  keys: Set<string>;
  chain?: [string, string[]];
};

function fieldsOf(sketch: Sketch, thing: Thing, enums: Record<string, string>, isDecided: boolean): Built {
  const built: Built = { lines: [], title: "name", defaults: {}, keys: new Set() };
  const say = (key: string): string => wordFor(key, sketch.locale) ?? toLabel(key);
  const titled = thing.concept ? undefined : thing.fields.find((field) => TITLES.has(keyOf(field, sketch)));
  const basis = thing.concept?.fields.split(" ") ?? [
    `${titled ? keyOf(titled, sketch) : "name"}:text!*`,
    ...(thing.fields.length > 0 ? [] : ["notes:longtext"]),
  ];
  const replaced = new Set(thing.fields.filter((field) => field.choices).map((field) => keyOf(field, sketch)));
  if (isDecided) replaced.add("status");
  const status = isDecided ? ["status:enum(requested,approved,declined)!"] : [];
  for (const line of [...basis.filter((item) => !replaced.has(item.split(":")[0] ?? "")), ...status]) {
    const [, key = "", type = "", list, flags = ""] = /^(\w+):(\w+)(?:\(([\w,]+)\))?(.*)$/.exec(line) ?? [];
    built.keys.add(key);
    if (!list) {
      built.lines.push(`${key}:${type}${flags} ${say(key)}`);
      continue;
    }
    const enumKey = `${thing.key.slice(0, 28)}_${key}`;
    enums[enumKey] = `${say(key)}: ${list
      .split(",")
      .map((value) => `${value}=${say(value)}`)
      .join("|")}`;
    built.lines.push(`${key}:enum(${enumKey})${flags} ${say(key)}`);
    built.defaults[key] = list.split(",")[0] ?? "";
  }
  built.title = built.lines[0]?.split(":")[0] ?? "name";
  for (const field of thing.fields)
    if (!(isDecided && keyOf(field, sketch) === "status")) addStated(sketch, thing, field, { built, enums });
  return built;
}

/** Fields that say what a row is called, so no name is put beside them. */
const TITLES = new Set(["name", "title", "subject"]);

const keyOf = (field: StatedField, sketch: Sketch): string =>
  glossaryKey(field.label, sketch.locale) ?? toIdentifier(field.label, "field");

function addStated(
  sketch: Sketch,
  thing: Thing,
  field: StatedField,
  into: { built: Built; enums: Record<string, string> },
): void {
  const { built, enums } = into;
  const key = keyOf(field, sketch);
  // A person has a name, whatever the column is called.
  if (built.keys.has(key) || (key === "name" && built.keys.has("full_name"))) return;
  const free = uniqueName(key, new Set([...built.keys, "owner_id"]));
  built.keys.add(free);
  const label = clean(toLabel(field.label));
  if (!field.choices) {
    built.lines.push(
      `${free}:${field.type ?? guessType(field.label, sketch.locale)}${field.isRequired ? "!" : ""}${field.isUnique ? "^" : ""} ${label}`,
    );
    return;
  }
  const taken = new Set<string>();
  const values = field.choices.map((choice) => ({
    key: uniqueName(toIdentifier(choice, "choice"), taken),
    label: clean(choice.replace(/[=:]/g, " ")),
  }));
  const enumKey = uniqueName(
    `${thing.key.slice(0, 20)}_${free.slice(0, 16)}`.replace(/_+$/, ""),
    new Set(Object.keys(enums)),
  );
  enums[enumKey] = `${label.replaceAll(":", " ")}: ${values.map((value) => `${value.key}=${value.label}`).join("|")}`;
  built.lines.push(`${free}:enum(${enumKey})! ${label}`);
  built.defaults[free] = values[0]?.key ?? "";
  if (field.isChain) built.chain = [free, values.map((value) => value.key)];
}

type Extra = Partial<Pick<Entity, "workflow" | "uniques" | "ordered" | "noOverlap" | "savedViews">>;

function extraOf(sketch: Sketch, thing: Thing, built: Built, rules: RuleReading): Extra {
  const extra: Extra = {};
  const start = ["starts_at", "starts_on"].find((key) => built.keys.has(key));
  const end = ["ends_at", "ends_on"].find((key) => built.keys.has(key));
  if (start && end) extra.ordered = [{ a: start, b: end }];
  const overlaps = rules.overlaps.map((item) => item.things);
  const linked = (ids: string | undefined): Thing | undefined =>
    ids
      ?.split(" ")
      .flatMap((id) =>
        sketch.links
          .filter((link) => link.from === thing && link.kind === "one" && link.to.concept?.id === id)
          .map((link) => link.to),
      )[0];
  const overlap =
    overlaps.find((things) => things.includes(thing)) ??
    (overlaps[0]?.some((item) => spans(item)) ? undefined : overlaps[0]);
  if (overlap && start && end) {
    const named = overlap.find((item) =>
      sketch.links.some((link) => link.from === thing && link.to === item && link.kind === "one"),
    );
    const target = named ?? linked(thing.concept?.noOverlap);
    if (target) extra.noOverlap = { relation: `rel.${thing.key}.${target.key}`, start, end };
  }
  const per = linked(thing.concept?.uniquePer);
  if (per && built.keys.has("day")) extra.uniques = [[`rel.${thing.key}.${per.key}`, "day"]];
  if (built.keys.has("due_on")) {
    const isPaid = built.keys.has("paid_on");
    const done = ["finished", "returned", "cancelled"].find((value) => thing.concept?.fields.includes(value));
    const rest = isPaid
      ? [{ field: "paid_on", op: "isEmpty" as const }]
      : done && built.defaults.status
        ? [{ field: "status", op: "neq" as const, value: done }]
        : [];
    extra.savedViews = [
      {
        key: "overdue",
        label: wordFor("overdue", sketch.locale) ?? "Overdue",
        conditions: [{ field: "due_on", op: "beforeToday" }, ...rest],
      },
    ];
  }
  return extra;
}

const spans = (thing: Thing): boolean => /ends_(?:at|on)/.test(thing.concept?.fields ?? "");

function currencyOf(idea: Idea): string {
  if (/£|\bGBP\b|\bpounds?\b/u.test(idea.text)) return "GBP";
  if (/R\$/u.test(idea.text)) return "BRL";
  if (/€|\beuros?\b/iu.test(idea.text)) return "EUR";
  return idea.locale === "en" || idea.locale === "ar" ? "USD" : "EUR";
}
