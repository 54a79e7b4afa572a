import { z } from "zod";
import { runRepository } from "@/lib/features/build/run.repository";
import { runEventsQuery } from "@/lib/features/build/run.schema";
import { getRun } from "@/lib/features/build/services/get-run";
import { readRunEvents } from "@/lib/features/build/services/read-run-events";
import { waitForNews } from "@/lib/features/build/services/run-news";
import { defineRoute } from "@/lib/platform/http/define-route";
import { eventStream, lastEventId } from "@/lib/platform/http/event-stream";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";
/** A stream ends itself a minute earlier; the browser comes back with the last event's id. */
export const maxDuration = 300;

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/runs/{runId}/events",
  operationId: "streamBuildRun",
  tag: "Builder",
  summary: "Follow a run as server-sent events; Last-Event-ID resumes after an event",
  permission: "builds.read",
  params: z.object({ runId: uuid }),
  query: runEventsQuery,
  rawResponse: ["text/event-stream"],
  errors: ["BAD_EVENT_ID", "TOO_MANY_STREAMS"],
  handle: async ({ tx, workspace, caller, credentials, context, params: { runId }, query, request, afterCommit }) => {
    const after = lastEventId(request, query.after);
    await getRun(runRepository(tx, workspace.id), runId);
    const subject = caller.kind === "user" ? caller.userId : caller.keyId;
    // The stream begins once this transaction is over: it looks again by itself, as its caller, each time in a short one.
    afterCommit(async () =>
      eventStream({
        subject,
        after,
        read: async (seen) => {
          const { events, ended } = await readRunEvents(
            { credentials, context, workspaceId: workspace.id, runId },
            seen,
          );
          return { events: events.map((event) => ({ id: event.id, type: event.type, data: event })), ended };
        },
        wait: (ms, signal) => waitForNews(runId, ms, signal),
        signal: request.signal,
      }),
    );
    return new Response(null);
  },
});
