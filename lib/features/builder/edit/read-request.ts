import type { Blueprint, FieldType, Locale } from "../blueprint/blueprint.schema";
import { singularize, toLabel } from "../blueprint/names";
import { guessType } from "../parser/understand/field-types";
import { applyOperations } from "./apply";
import { EditError, type Operation } from "./operations";
import { readAccess } from "./read-access";
import { readLinks } from "./read-links";
import { entityNamed, fieldNamed, findEntity, findField, listOf, noSuchField, unquote } from "./read-names";

/** What can be said, for the page's examples and for the answer to what was not understood. */
export const requestExamples = [
  "rename Part to Component",
  "add price (money) and photo to Parts",
  "add a list of Suppliers with name, e-mail and phone",
  "make phone required in Customers",
  "remove notes from Parts",
  "add option Waiting to status of Repairs",
  "apprentices can add repairs but not close them",
  "only mechanics can delete parts",
  "a repair has many parts, each with a quantity",
] as const;

/**
 * Reads a wish in plain words as operations on this blueprint. Each sentence is read against the blueprint that the ones
 * before it leave, so "add a list of Tools; add weight to Tools" works.
 * @throws EditError not_understood with what can be said instead, not_found with the names there are
 */
export function readRequest(blueprint: Blueprint, request: string): Operation[] {
  const sentences = request
    .split(/[;\n]+|\.\s+|,?\s+and then\s+|,?\s+then\s+/iu)
    .map((sentence) => sentence.trim().replace(/[.!]+$/u, ""))
    .filter((sentence) => sentence.length > 0)
    .slice(0, 20);
  if (sentences.length === 0) throw notUnderstood(request);
  let current = blueprint;
  return sentences.flatMap((sentence) => {
    const operations = readSentence(current, sentence);
    current = applyOperations(current, operations);
    return operations;
  });
}

type Reader = [RegExp, (blueprint: Blueprint, words: string[]) => Operation[]];

const please = /^(?:please|could you|can you|i (?:want|would like)(?: you)? to|let'?s|we (?:need|want) to)\s+/iu;

/** First match wins: the more particular patterns stand first. */
const readers: Reader[] = [
  [
    /^(?:call|name|rename) (?:the |this |my )?app (?:to |as )?(.+)$/iu,
    (_blueprint, [name = ""]) => [{ kind: "renameApp", name: unquote(name) }],
  ],
  [
    /^(?:rename|call|change) (?:the )?(?:list |entity )?(.+?) (?:to|into|as) (.+?) (?:in|of|on) (?:the )?(.+)$/iu,
    (blueprint, [field = "", label = "", entity = ""]) => [renamedField(blueprint, entity, field, label)],
  ],
  [/^(?:rename|call|change) (?:the )?(?:list |entity |field )?(.+?) (?:to|into|as) (.+)$/iu, renameThing],
  [
    /^(?:make|mark|set) (?:the )?(.+?) (?:as |to be )?(required|mandatory|optional|not required)(?: (?:in|of|on|for) (?:the )?(.+))?$/iu,
    (blueprint, [field = "", how = "", entity]) => {
      const at = findField(blueprint, field, entity);
      const required = /^(?:required|mandatory)$/iu.test(how);
      return [{ kind: "setRequired", entity: at.entity.id, field: at.field.id, required }];
    },
  ],
  [
    /^add (?:an? |the )?(?:option|choice|value|status) (.+?) to (?:the )?(.+?)(?: (?:of|in|on) (?:the )?(.+))?$/iu,
    (blueprint, [option = "", field = "", entity]) => {
      const at = findField(blueprint, field, entity);
      return [{ kind: "addOption", entity: at.entity.id, field: at.field.id, label: toLabel(unquote(option)) }];
    },
  ],
  [
    /^(?:add|create|new) (?:an? |the )?(?:new )?(?:list|table|entity|page)(?: of| for| called| named)? (.+?)(?: (?:with|having|that has)(?: the)?(?: fields?)? (.+))?$/iu,
    (_blueprint, [name = "", fields]) => [
      {
        kind: "addEntity",
        label: toLabel(singularize(unquote(name))),
        fields: fields ? listOf(fields).map((text) => readField(text, "en").label) : [],
      },
    ],
  ],
  [/^(?:add|put) (.+) (?:to|on|in|into) (?:the |every |each |all )?(.+)$/iu, addFields],
  [
    /^(?:remove|delete|drop) (?:the )?(?:fields? )?(.+?) (?:from|of|in|on) (?:the )?(.+)$/iu,
    (blueprint, [fields = "", entity = ""]) => {
      const list = findEntity(blueprint, entity);
      return listOf(fields).map((name): Operation => {
        const field = fieldNamed(list, name);
        if (!field) throw noSuchField(list, name);
        return { kind: "removeField", entity: list.id, field: field.id };
      });
    },
  ],
  [
    /^(?:remove|delete|drop) (?:the )?(?:list|table|entity)?(?: of)? ?(.+)$/iu,
    (blueprint, [name = ""]) => [{ kind: "removeEntity", entity: findEntity(blueprint, name).id }],
  ],
];

function readSentence(blueprint: Blueprint, sentence: string): Operation[] {
  const wish = sentence.replace(please, "");
  const particular = readAccess(blueprint, wish) ?? readLinks(blueprint, wish);
  if (particular) return particular;
  for (const [pattern, read] of readers) {
    const match = pattern.exec(wish);
    if (match) return read(blueprint, match.slice(1) as string[]);
  }
  throw notUnderstood(sentence);
}

function renameThing(blueprint: Blueprint, [from = "", to = ""]: string[]): Operation[] {
  const label = toLabel(unquote(to));
  const entity = entityNamed(blueprint, from);
  if (entity) return [{ kind: "renameEntity", entity: entity.id, label: toLabel(singularize(label)) }];
  const at = findField(blueprint, from, undefined);
  return [{ kind: "renameField", entity: at.entity.id, field: at.field.id, label }];
}

function renamedField(blueprint: Blueprint, entity: string, field: string, label: string): Operation {
  const at = findField(blueprint, field, entity);
  return { kind: "renameField", entity: at.entity.id, field: at.field.id, label: toLabel(unquote(label)) };
}

function addFields(blueprint: Blueprint, [fields = "", entity = ""]: string[]): Operation[] {
  const list = findEntity(blueprint, entity);
  return listOf(fields).map((text) => ({ kind: "addField", entity: list.id, ...readField(text, blueprint.locale) }));
}

const typeWords: [RegExp, FieldType][] = [
  [/\b(?:money|price|currency|amount)\b/iu, "money"],
  [/\b(?:whole number|integer|count)\b/iu, "int"],
  [/\b(?:number|decimal)\b/iu, "decimal"],
  [/\b(?:date and time|date-?time|timestamp)\b/iu, "datetime"],
  [/\bdate\b/iu, "date"],
  [/\btime\b/iu, "time"],
  [/\b(?:yes\s*\/\s*no|checkbox|boolean|tick box)\b/iu, "bool"],
  [/\b(?:photo|image|picture)\b/iu, "image"],
  [/\b(?:file|document|attachment)\b/iu, "file"],
  [/\b(?:long text|paragraph|notes)\b/iu, "longtext"],
  [/\be-?mail\b/iu, "email"],
  [/\bphone\b/iu, "phone"],
  [/\b(?:link|url|website)\b/iu, "url"],
  [/\b(?:percent|percentage)\b/iu, "percent"],
  [/\b(?:rating|stars)\b/iu, "rating"],
  [/\btags?\b/iu, "tags"],
  [/\bcolou?r\b/iu, "color"],
  [/\btext\b/iu, "text"],
];

type NewField = { label: string; type: FieldType; required: boolean; options: string[] };

/** "price (money, required)", "priority: low / medium / high", "photo" */
function readField(text: string, locale: Locale): NewField {
  const parts = /^(.+?)\s*(?:\((.+)\)|:\s*(.+)|\sas\s+(.+))$/u.exec(text);
  const name = parts?.[1] ?? text;
  const detail = parts?.[2] ?? parts?.[3] ?? parts?.[4] ?? "";
  const required = /\b(?:required|mandatory)\b/iu.test(text);
  const label = toLabel(
    unquote(
      name.replace(/\b(?:required|mandatory|optional)\b/giu, "").replace(/^(?:an?|the|new|field|fields)\s+/iu, ""),
    ),
  );
  const options = detail.includes("/") || detail.includes("|") ? detail.split(/[/|]/u).map((part) => part.trim()) : [];
  const choices = options.filter((part) => part.length > 0 && !/^(?:yes|no)$/iu.test(part));
  if (choices.length > 1) return { label, type: "enum", required, options: choices };
  const type = typeWords.find(([pattern]) => pattern.test(detail))?.[1] ?? guessType(label, locale);
  return { label, type, required, options: [] };
}

function notUnderstood(sentence: string): EditError {
  const examples = requestExamples.slice(0, 3).map((example) => `“${example}”`);
  return new EditError(
    "not_understood",
    `“${sentence.trim().slice(0, 100)}” was not understood. Say for example ${examples.join(", ")}.`,
  );
}
