import {
  applyOperations,
  type Blueprint,
  compileBlueprint,
  type GeneratedFile,
  type Operation,
  operationSchema,
  parseIdea,
  readRequest,
} from "@/lib/features/builder";

/** What a studio asks for on the way, one wish a version. The last one takes something away. */
const WISHES = [
  "rename Part to Component",
  "add price (money) and photo to Components; add a list of Customers with name, e-mail and phone",
  "remove phone from Customers; rename Customer to Client",
];

/** What only a form can say, one of each kind: the form of a text, choices in order, rules between fields and lists. */
function byForm(blueprint: Blueprint): Operation[] {
  const list = (label: string) => {
    const found = blueprint.entities.find((entity) => entity.label.one === label);
    if (!found) throw new Error(`no ${label}`);
    return found;
  };
  const [component, repair] = [list("Component"), list("Repair")];
  const added = (label: string, type: string, more: object = {}) => ({
    ...{ kind: "addField", entity: repair.id, label, type },
    ...more,
  });
  return [
    { kind: "changeApp", tagline: "Fixed by Friday", locale: "de", currency: "CHF", theme: { dark: "dark" } },
    { kind: "setFeature", feature: "csv-import", on: true },
    { kind: "setFeature", feature: "csv-export", on: true },
    added("Ticket", "text"),
    added("Stage", "enum", { options: ["New", "In work", "Done"] }),
    added("Starts", "date"),
    added("Ends", "date"),
    added("Hours", "decimal"),
    added("Rate", "money"),
    added("Cost", "money"),
    { kind: "addRelation", from: repair.id, to: component.id, relation: "many-one", label: "Used component" },
  ].map((one) => operationSchema.parse(one));
}

function rulesByForm(blueprint: Blueprint): Operation[] {
  const repair = blueprint.entities.find(({ label }) => label.one === "Repair");
  const relation = blueprint.relations.at(-1)?.id;
  const field = (label: string) => repair?.fields.find((one) => one.label === label)?.id;
  return [
    { kind: "changeField", field: field("Ticket"), unique: true, validation: { pattern: "[A-Z]{2}-[0-9]{4}" } },
    { kind: "setProduct", field: field("Cost"), of: [field("Hours"), field("Rate")] },
    { kind: "addOrder", a: field("Starts"), b: field("Ends") },
    { kind: "setNoOverlap", rule: { relation, start: field("Starts"), end: field("Ends") } },
    { kind: "addUnique", parts: [relation, field("Starts")] },
    { kind: "setTitle", field: field("Ticket") },
    {
      ...{ kind: "addView", label: "Being worked on" },
      conditions: [{ field: field("Stage"), op: "eq", value: "in_work" }],
    },
  ].map((one) => operationSchema.parse({ entity: repair?.id, ...one }));
}

/** Wishes again, and then two steps back: a plan of before becomes the newest version. */
const LATER_WISHES = [
  "a repair has many components, each with a quantity and a price",
  "apprentices can add repairs but not close them",
];

/** The plans of a project that was changed nine times. */
function editedPlans(): Blueprint[] {
  const first = parseIdea("An app to track parts and repairs").blueprint;
  const versions: Blueprint[] = [first];
  const last = () => versions.at(-1) ?? first;
  for (const wish of WISHES) versions.push(applyOperations(last(), readRequest(last(), wish)));
  for (const operations of [byForm, rulesByForm]) versions.push(applyOperations(last(), operations(last())));
  for (const wish of LATER_WISHES) versions.push(applyOperations(last(), readRequest(last(), wish)));
  const [before, earlier] = [versions.at(-2), versions.at(-3)];
  return [...versions, ...(before && earlier ? [before, earlier] : [])];
}

export const EDITED_VERSIONS = editedPlans().length;

/** A project of ten versions, compiled with its history. @param version from 1; the newest when left out */
export function editedProject(version = EDITED_VERSIONS): GeneratedFile[] {
  const plans = editedPlans().slice(0, version);
  const [newest] = plans.slice(-1);
  if (!newest) throw new RangeError(`no version ${version}`);
  return compileBlueprint(newest, { history: plans.slice(0, -1) }).files;
}
