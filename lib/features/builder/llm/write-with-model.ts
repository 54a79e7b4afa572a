import type { Blueprint } from "../blueprint/blueprint.schema";
import type { BlueprintIssue } from "../blueprint/issues";
import { validateBlueprint } from "../blueprint/validate";
import { compileBlueprint } from "../compiler/compile";
import { withFixNotes } from "../parser/parse-idea";
import { normalizeIdea } from "../parser/text";
import { completeDraft } from "./complete-draft";
import { draftJsonSchema } from "./draft.schema";
import { holdBack } from "./hold-back";
import { keepRequirements } from "./keep-requirements";
import { askWithSchema, ideaMessage, repairMessage, rules } from "./prompt";

/** First try and three repairs. */
const MAX_ROUNDS = 4;
/** A wrong answer is shown to the model again; beyond this only its beginning. */
const MAX_ECHO = 60_000;

export type Message = { role: "system" | "user" | "assistant"; content: string };
export type Format = { kind: "schema"; name: string; schema: object } | { kind: "json" };
export type Reply<F extends string> = { text: string } | { failure: F };
/** Asks the model once. It keeps its own time, its own accounts and its own retries. */
export type Ask<F extends string> = (messages: Message[], format: Format) => Promise<Reply<F>>;

export type Written<F extends string> = { blueprint: Blueprint } | { failure: F | "invalid" };

type Options<F extends string> = {
  ask: Ask<F>;
  model: string;
  /** The failure that means: this server takes no schema. It is asked for plain JSON then. */
  schemaRefused: F;
  /** Told about each answer that was no valid plan, so that the accounts can say so. */
  onInvalid: () => void;
};

/**
 * Lets a model write the plan of an idea. `offline` is what the offline engine made of the same idea: it bounds who may do
 * what, and no wish that it found goes missing. Never throws for anything a model answers.
 */
export async function writeWithModel<F extends string>(offline: Blueprint, options: Options<F>): Promise<Written<F>> {
  const { ask, model, schemaRefused, onInvalid } = options;
  const schema = draftJsonSchema();
  const idea = normalizeIdea(offline.source.ideaText).text;
  let format: Format = { kind: "schema", name: "draft", schema };
  let messages = firstMessages(rules, idea);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    let reply = await ask(messages, format);
    if ("failure" in reply && reply.failure === schemaRefused && format.kind === "schema") {
      format = { kind: "json" };
      messages = firstMessages(askWithSchema(schema), idea);
      reply = await ask(messages, format);
    }
    if ("failure" in reply) return { failure: reply.failure };
    const result = readAnswer(reply.text, offline, model);
    if ("blueprint" in result) return result;
    onInvalid();
    messages = [
      ...messages.slice(0, 2),
      { role: "assistant", content: reply.text.slice(0, MAX_ECHO) },
      { role: "user", content: repairMessage(result.issues) },
    ];
  }
  return { failure: "invalid" };
}

const firstMessages = (system: string, idea: string): Message[] => [
  { role: "system", content: system },
  { role: "user", content: ideaMessage(idea) },
];

type Read = { blueprint: Blueprint } | { issues: BlueprintIssue[] };

function readAnswer(text: string, offline: Blueprint, model: string): Read {
  const json = parseJson(text);
  if (json === undefined) return { issues: [wrong("", "The answer is no JSON object.")] };
  const result = completeDraft(json, offline, model);
  if (!result.ok) return { issues: result.issues };
  const settled = validateBlueprint(keepRequirements(holdBack(withFixNotes(result), offline), offline));
  if (!settled.ok) return { issues: settled.issues };
  try {
    compileBlueprint(settled.blueprint);
    return { blueprint: settled.blueprint };
  } catch (cause) {
    return { issues: [wrong("", cause instanceof Error ? cause.message : "The draft cannot be compiled.")] };
  }
}

const wrong = (path: string, message: string): BlueprintIssue => ({
  path,
  code: "shape_invalid",
  message,
  severity: "error",
});

function parseJson(text: string): unknown {
  // Servers without structured output like to wrap JSON in a code fence.
  const bare = /^```(?:json)?\s*([\s\S]*?)\s*```$/.exec(text.trim())?.[1] ?? text;
  try {
    const value: unknown = JSON.parse(bare);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
