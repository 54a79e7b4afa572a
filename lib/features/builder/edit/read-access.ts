import { type Blueprint, type Entity, type EnumDef, type Rule, VERBS, type Verb } from "../blueprint/blueprint.schema";
import { singularize, toLabel } from "../blueprint/names";
import { applyOperations } from "./apply";
import { EditError, type Operation } from "./operations";
import { findEntity, keyOf, listOf, unquote } from "./read-names";

/** Wishes about who may do what: "apprentices can add repairs but not close them", "only mechanics can delete parts". */

type Answer = "may" | "only" | "not";
/** A deed on rows, or a step to a state (the word for it). */
type Deed = { verb: Verb } | { step: string };
type Wish = { answer: Answer; deeds: Deed[]; entity: Entity };
type Who = { roles: string[] } | { rule: Rule };

const can = "(?:can|may|are allowed to|is allowed to|should be able to)";
const cannot = "(?:cannot|can not|can't|can’t|may not|must not|mustn't|mustn’t|should not|are not allowed to|never)";
const onlyPattern = new RegExp(`^only (.+?) ${can} (.+)$`, "iu");
const mayPattern = new RegExp(`^(.+?) ${can} (only )?(.+?)(?:,? but (?:not|never|${cannot}) (.+))?$`, "iu");
const notPattern = new RegExp(`^(.+?) ${cannot} (.+)$`, "iu");

const deedWords: Record<string, Verb[]> = {
  ...{ see: ["read"], view: ["read"], read: ["read"], open: ["read"] },
  ...{ add: ["create"], create: ["create"], make: ["create"], enter: ["create"], record: ["create"] },
  ...{ edit: ["update"], change: ["update"], update: ["update"], modify: ["update"] },
  ...{ delete: ["delete"], remove: ["delete"] },
  manage: [...VERBS],
};

/** Words for the same step: a plan may call "closed" what somebody means by "finish". */
const sameStep = [
  ["close", "closed", "finish", "finished", "complete", "completed", "done", "resolve", "resolved", "fixed"],
  ["approve", "approved", "accept", "accepted", "confirm", "confirmed"],
  ["reject", "rejected", "decline", "declined", "refuse", "refused"],
  ["cancel", "cancelled", "canceled"],
  ["start", "started", "begin", "in progress", "in work"],
  ["reopen", "open", "new"],
  ["pay", "paid"],
  ["send", "sent"],
];

/** @returns undefined when the sentence is about something else. @throws EditError */
export function readAccess(blueprint: Blueprint, sentence: string): Operation[] | undefined {
  const role = /^(?:add|create) (?:an? |the )?(?:new )?roles? (?:of |called |named )?(.+)$/iu.exec(sentence);
  if (role) return listOf(role[1] ?? "").map((name) => newRole(name));
  const gone = /^(?:remove|delete|drop) the role (.+)$|^(?:remove|delete|drop) role (.+)$/iu.exec(sentence);
  if (gone) return [{ kind: "removeRole", role: roleNamed(blueprint, gone[1] ?? gone[2] ?? "") }];
  const renamed = /^(?:rename|call) (?:the )?role (.+?) (?:to|into|as) (.+)$/iu.exec(sentence);
  if (renamed)
    return [
      { kind: "renameRole", role: roleNamed(blueprint, renamed[1] ?? ""), label: toLabel(unquote(renamed[2] ?? "")) },
    ];
  // "add option Can wait to status" tells the plan, not a person.
  if (
    /^(?:add|put|create|rename|call|name|change|make|mark|set|remove|delete|drop|connect|link|relate)\s/iu.test(
      sentence,
    )
  )
    return undefined;
  const only = onlyPattern.exec(sentence);
  if (only) return carryOut(blueprint, only[1] ?? "", [["only", only[2] ?? ""]]);
  const not = notPattern.exec(sentence);
  const may = mayPattern.exec(sentence);
  // "can add but cannot close" reads from the first of the two.
  if (not && !(may && (may[1]?.length ?? 0) < (not[1]?.length ?? 0)))
    return carryOut(blueprint, not[1] ?? "", [["not", not[2] ?? ""]]);
  if (!may) return undefined;
  return carryOut(blueprint, may[1] ?? "", [["may", may[3] ?? ""], ...(may[4] ? [["not", may[4]] as const] : [])]);
}

function carryOut(
  blueprint: Blueprint,
  whoText: string,
  parts: readonly (readonly [Answer, string])[],
): Operation[] | undefined {
  let about: Entity | undefined;
  const wishes: Wish[] = [];
  for (const [answer, text] of parts) {
    for (const [deeds, object] of readDeeds(text)) {
      const entity = /^(?:it|them|these|those)$/iu.test(object) ? about : findEntity(blueprint, object);
      if (!entity) return undefined;
      about = entity;
      wishes.push({ answer, deeds, entity });
    }
  }
  if (wishes.length === 0) return undefined;
  const { who, added } = readWho(blueprint, whoText, parts[0]?.[0] === "not");
  const operations: Operation[] = [...added];
  let current = applyOperations(blueprint, added);
  for (const wish of wishes) {
    for (const deed of wish.deeds) {
      // Each change is read against what the one before it left.
      const entity = current.entities.find(({ id }) => id === wish.entity.id) ?? wish.entity;
      const more =
        "verb" in deed
          ? changedAccess(current, entity, { verb: deed.verb, answer: wish.answer, who })
          : changedSteps(current, entity, { word: deed.step, answer: wish.answer, who });
      operations.push(...more);
      current = applyOperations(current, more);
    }
  }
  if (operations.length === 0) throw new EditError("not_possible", "That is how it is already.");
  return operations;
}

/** "add and change repairs" -> the deeds and their object; "see repairs and close tickets" -> two of them. */
function readDeeds(text: string): [Deed[], string][] {
  const verb = "[\\p{L}’']+";
  const match = new RegExp(
    `^(${verb}(?:(?:,| and| or|/)+ ?(?:${verb}))*) (?:the |any |all |every |each |new )*([^,]+)$`,
    "iu",
  ).exec(text.trim());
  if (!match) return [];
  const words = (match[1] ?? "").split(/,\s*|\s+and\s+|\s+or\s+|\//iu).filter((word) => word.length > 0);
  const deeds = words.flatMap((word): Deed[] => {
    const verbs = Object.hasOwn(deedWords, word.toLowerCase()) ? deedWords[word.toLowerCase()] : undefined;
    return verbs ? verbs.map((each) => ({ verb: each })) : [{ step: word.toLowerCase() }];
  });
  const object = match[2] ?? "";
  const two = new RegExp(`^(.+?) and (${verb} .+)$`, "iu").exec(object);
  // "see repairs and close tickets", but "see repairs and parts".
  if (two && (two[2] ?? "").includes(" ")) return [[deeds, two[1] ?? ""], ...readDeeds(two[2] ?? "")];
  return listOf(object).map((one): [Deed[], string] => [deeds, one]);
}

const everybody =
  /^(?:everybody|everyone|all (?:people|users|members)|people|users|anybody|anyone)(?: who is| who are)?(?: signed in)?$/iu;

/** Roles that are there, or one that the wish brings along. */
function readWho(blueprint: Blueprint, text: string, mustExist: boolean): { who: Who; added: Operation[] } {
  const who = text.trim();
  if (/^(?:the public|visitors|strangers|guests without an account|people without an account)$/iu.test(who))
    return { who: { rule: { kind: "anyone" } }, added: [] };
  if (everybody.test(who)) return { who: { rule: { kind: "signedIn" } }, added: [] };
  const added: Operation[] = [];
  let current = blueprint;
  const roles = listOf(who).map((name) => {
    const known = roleKey(current, name);
    if (known !== undefined) return known;
    if (mustExist || name.split(" ").length > 3) return roleNamed(current, name);
    const operation = newRole(name);
    added.push(operation);
    current = applyOperations(current, [operation]);
    return current.roles.at(-1)?.key ?? "";
  });
  return { who: { roles }, added };
}

const newRole = (name: string): Operation => ({
  kind: "addRole",
  label: toLabel(singularize(unquote(name))),
  isGuest: false,
});

function roleKey(blueprint: Blueprint, name: string): string | undefined {
  const key = keyOf(name);
  const found = blueprint.roles.find((role) => role.key === key || keyOf(role.label) === key);
  return (
    found?.key ?? (/^(?:admin|administrator)$/u.test(key) ? blueprint.roles.find((r) => r.isAdmin)?.key : undefined)
  );
}

function roleNamed(blueprint: Blueprint, name: string): string {
  const key = roleKey(blueprint, name);
  if (key !== undefined) return key;
  const known = blueprint.roles.map(({ label }) => label).join(", ");
  throw new EditError(
    "not_found",
    known
      ? `There is no role “${unquote(name)}”. The plan has: ${known}.`
      : `There is no role “${unquote(name)}”: this app has no sign-in.`,
  );
}

const asRules = (who: Who): Rule[] => ("rule" in who ? [who.rule] : who.roles.map((role) => ({ kind: "role", role })));
const isSame = (a: Rule, b: Rule): boolean => JSON.stringify(a) === JSON.stringify(b);
const letsInAll = (rule: Rule): boolean => ["anyone", "signedIn", "orgMember"].includes(rule.kind);

function changedAccess(
  blueprint: Blueprint,
  entity: Entity,
  { verb, answer, who }: { verb: Verb; answer: Answer; who: Who },
): Operation[] {
  const before = entity.access[verb];
  const asked = asRules(who);
  if (answer === "only")
    return before.length === asked.length && asked.every((rule) => before.some((one) => isSame(one, rule)))
      ? []
      : [{ kind: "setAccess", entity: entity.id, verb, rules: asked }];
  if (answer === "not")
    return [{ kind: "setAccess", entity: entity.id, verb, rules: without(blueprint, entity, verb, who) }];
  // Adding rows of one's own is what `owner` lets everybody do.
  const isCovered = (rule: Rule) =>
    before.some(
      (one) =>
        isSame(one, rule) || (rule.kind === "role" && (letsInAll(one) || (verb === "create" && one.kind === "owner"))),
    );
  const missing = asked.filter((rule) => !isCovered(rule));
  if (missing.length === 0) return [];
  return [{ kind: "setAccess", entity: entity.id, verb, rules: [...before, ...missing] }];
}

/** The rules of a deed without somebody. @throws EditError where no rules can say that */
function without(blueprint: Blueprint, entity: Entity, verb: Verb, who: Who): Rule[] {
  if ("rule" in who) {
    const gone = who.rule.kind === "anyone" ? ["anyone"] : ["anyone", "signedIn", "orgMember"];
    return entity.access[verb].filter((rule) => !gone.includes(rule.kind));
  }
  const others = blueprint.roles.filter(({ key }) => !who.roles.includes(key));
  const named = entity.access[verb].flatMap((rule): Rule[] => {
    if (rule.kind === "role") return who.roles.includes(rule.role) ? [] : [rule];
    return letsInAll(rule) ? others.map(({ key }): Rule => ({ kind: "role", role: key })) : [rule];
  });
  const rules = named.filter((rule, at) => named.findIndex((other) => isSame(rule, other)) === at);
  const keepsOwn = rules.some(({ kind }) => kind === "owner");
  if (!keepsOwn) return rules;
  // Everybody may do this with rows of their own; that can go only where nobody else lives by it.
  const needs = others.filter(({ key }) => !rules.some((rule) => rule.kind === "role" && rule.role === key));
  if (needs.length > 0)
    throw new EditError(
      "not_possible",
      `Everybody may do this with ${entity.label.many} of their own. Say who may instead: “only ${needs.map(({ label }) => label).join(" and ")} can …”.`,
    );
  return rules.filter(({ kind }) => kind !== "owner");
}

function changedSteps(
  blueprint: Blueprint,
  entity: Entity,
  { word, answer, who }: { word: string; answer: Answer; who: Who },
): Operation[] {
  const at = stateFor(blueprint, entity, word);
  if ("rule" in who) throw new EditError("not_possible", `Say which roles may ${word} ${entity.label.many}.`);
  const keys = at.choices.values.map(({ key }) => key);
  const pairs = keys.flatMap((from) =>
    keys.filter((to) => to !== from).map((to) => ({ from, to, roles: [] as string[] })),
  );
  if (pairs.length > 100) throw new EditError("not_possible", `“${at.label}” has too many choices for steps.`);
  const before = entity.workflow?.field === at.key ? entity.workflow.transitions : pairs;
  const all = blueprint.roles.map(({ key }) => key);
  const roles = (now: readonly string[]): string[] => {
    if (answer === "only") return who.roles;
    if (answer === "may") return now.length === 0 ? [] : [...new Set([...now, ...who.roles])];
    const left = (now.length === 0 ? all : now).filter((key) => !who.roles.includes(key));
    if (left.length === 0) throw new EditError("not_possible", `Then nobody could ${word} ${entity.label.many}.`);
    return left;
  };
  const transitions = before.map((step) => (step.to === at.state ? { ...step, roles: roles(step.roles) } : step));
  if (JSON.stringify(transitions) === JSON.stringify(entity.workflow?.transitions ?? pairs)) return [];
  return [{ kind: "setWorkflow", entity: entity.id, field: at.field, transitions }];
}

type State = { field: string; key: string; label: string; choices: EnumDef; state: string };

/** The choice that a word for a step leads to. @throws EditError not_found, with the choices there are */
function stateFor(blueprint: Blueprint, entity: Entity, word: string): State {
  const forms = new Set([word, `${word}d`, `${word}ed`, `${word}${word.at(-1)}ed`, word.replace(/y$/u, "ied")]);
  const same = new Set(sameStep.find((words) => words.includes(word)) ?? []);
  const fields = entity.fields.flatMap((field) => {
    const choices = blueprint.enums.find(({ key }) => key === field.enum);
    return field.type === "enum" && choices ? [{ field, choices }] : [];
  });
  for (const wanted of [forms, same])
    for (const { field, choices } of fields)
      for (const { key, label } of choices.values)
        if (wanted.has(label.toLowerCase()) || wanted.has(key.replaceAll("_", " ")))
          return { field: field.id, key: field.key, label: field.label, choices, state: key };
  const known = fields.flatMap(({ choices }) => choices.values.map(({ label }) => label)).join(", ");
  throw new EditError(
    "not_found",
    known
      ? `“${word}” is no step of ${entity.label.many}. They can be: ${known}.`
      : `“${word}” was not understood: ${entity.label.many} have no states. Add them first, for example “add status: open / closed to ${entity.label.many}”.`,
  );
}
