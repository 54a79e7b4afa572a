import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import compression from "compression";
import { BadRequestError } from "@/lib/platform/errors/errors";
import { captureError } from "@/lib/platform/log/capture";
import { toAppError } from "./define-route";
import { failureResponse } from "./envelope";
import { listRoutes, type RouteEntry } from "./registry";
import { newRequestId } from "./request-id";
import { type FoundRoute, routeFinder } from "./route-finder";
import { apiContentSecurityPolicy, framedPath, staticHeaders } from "./static-headers";

/** @returns false when the request is left to Next.js */
export type NodeDoor = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

const headers = Object.entries({ ...staticHeaders, "content-security-policy": apiContentSecurityPolicy });
/** As Next.js does: bodies from 1 KB on, of types that shrink, unless the answer forbids it (`no-transform`). */
const compress = compression();

/**
 * Answers the API without the work that Next.js does for every request, which is as much as the work of a small answer
 * (docs/adr/0007-speed.md). The same handlers stand behind both doors. What is not exactly a route (HEAD, OPTIONS, a method or
 * a path that nobody serves, and the pages shown in frames, whose headers differ) is left to Next.js.
 */
export function nodeDoor(routes: readonly RouteEntry[] = listRoutes()): NodeDoor {
  const find = routeFinder(routes.filter((route) => !isFramed(route.path)));
  const found = new WeakMap<IncomingMessage, FoundRoute>();
  const listen = getRequestListener(
    async (request, { incoming }) => {
      const handled = found.get(incoming as IncomingMessage);
      if (!handled) throw new Error("a request without a route came through the door");
      return await withoutCause(await handled.route.handler(request, { params: Promise.resolve(handled.params) }));
    },
    {
      // The objects of the web stay those of Node.js, for Next.js and everybody else in this process.
      overrideGlobalObjects: false,
      // Handlers answer for their own errors; what fails before them is a request that cannot be read, as one with a bad Host.
      errorHandler: (cause) => {
        const error = cause instanceof RequestError ? new BadRequestError() : toAppError(cause);
        const requestId = newRequestId();
        if (error.status >= 500) captureError(error.cause ?? error, { requestId });
        return failureResponse(error, requestId);
      },
    },
  );
  return (incoming, outgoing) => {
    const { url = "", method = "" } = incoming;
    const end = url.indexOf("?");
    const handled = find(method, end === -1 ? url : url.slice(0, end));
    if (!handled) return false;
    found.set(incoming, handled);
    for (const [name, value] of headers) outgoing.setHeader(name, value);
    if (incoming.headers["accept-encoding"]) compress(incoming, outgoing, () => void listen(incoming, outgoing));
    else void listen(incoming, outgoing);
    return true;
  };
}

/**
 * A body that is made while it is sent may fail. The library would send the error's own words; so a failure before the first
 * piece is an answer like any other, and a later one ends in a sentence of ours with 500 or breaks the connection, depending on
 * what has left already. The cause goes to the log alone.
 */
async function withoutCause(response: Response): Promise<Response> {
  // JSON is whole before it leaves its handler.
  if (!response.body || response.headers.get("content-type")?.startsWith("application/json")) return response;
  const reader = response.body.getReader();
  const first = await reader.read();
  let isWanted = true;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        // Whoever asked may have gone meanwhile, which ends the reading too.
        if (!isWanted) return;
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (cause) {
        captureError(cause);
        controller.error(new Error("The answer could not be finished."));
      }
    },
    cancel(reason) {
      isWanted = false;
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

const isFramed = (path: string): boolean => framedPattern.test(path);
const framedPattern = new RegExp(
  `^${framedPath.replace(/:\w+(\([^)]*\))?/g, (_whole, choice?: string) => choice ?? "[^/]+")}$`,
);
