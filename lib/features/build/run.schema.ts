import { z } from "zod";
import { timestamp, uuid } from "@/lib/shared/schema";

/** What can happen to an idea on its way to a build. Every stage is a real one: it is written down when it begins. */
export const runEventDto = z.discriminatedUnion("type", [
  /** The offline engine has read the idea. */
  z.strictObject({ id: z.int(), at: timestamp, type: z.literal("read"), data: z.strictObject({ entities: z.int() }) }),
  /** A language model is asked; from the second attempt on, to put right what was wrong. */
  z.strictObject({
    id: z.int(),
    at: timestamp,
    type: z.literal("asking"),
    data: z.strictObject({ model: z.string(), attempt: z.int() }),
  }),
  /** No plan came of the model; the offline one is taken. */
  z.strictObject({
    id: z.int(),
    at: timestamp,
    type: z.literal("fallback"),
    data: z.strictObject({ code: z.string(), message: z.string() }),
  }),
  /** The plan stands and is compiled. */
  z.strictObject({
    id: z.int(),
    at: timestamp,
    type: z.literal("compiling"),
    data: z.strictObject({ appName: z.string(), entities: z.int() }),
  }),
  z.strictObject({
    id: z.int(),
    at: timestamp,
    type: z.literal("done"),
    data: z.strictObject({ buildId: uuid, version: z.int(), files: z.int() }),
  }),
  z.strictObject({
    id: z.int(),
    at: timestamp,
    type: z.literal("failed"),
    data: z.strictObject({ code: z.string(), message: z.string() }),
  }),
]);
export type RunEvent = z.infer<typeof runEventDto>;
export type RunEventType = RunEvent["type"];
export const RUN_EVENT_TYPES = ["read", "asking", "fallback", "compiling", "done", "failed"] as const;

export const runDto = z.strictObject({
  id: uuid,
  projectId: uuid,
  idea: z.string(),
  status: z.enum(["running", "done", "failed"]),
  events: z.array(runEventDto),
  createdAt: timestamp,
});
export type Run = z.infer<typeof runDto>;

/** `after`: the id of the last event already seen. A `Last-Event-ID` header says the same and counts more. */
export const runEventsQuery = z.strictObject({ after: z.coerce.number().int().min(0).max(10_000).default(0) });
