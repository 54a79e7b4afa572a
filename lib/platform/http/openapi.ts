import { z } from "zod";
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameterObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from "zod-openapi";
import { apiKeyScopes, permissions, roles } from "@/lib/platform/auth/permissions";
import type { Access, RouteEntry } from "./registry";

type Info = { title: string; version: string; serverUrl: string; sessionCookie: string };
type Security = NonNullable<ZodOpenApiOperationObject["security"]>;
type JsonResponse = ZodOpenApiResponseObject & { headers: Record<string, oas31.ReferenceObject> };

const errorEnvelope = z
  .strictObject({
    success: z.literal(false),
    error: z.string().meta({ description: "A sentence for people." }),
    code: z.string().meta({ description: "For programs; never changes its meaning.", example: "NOT_FOUND" }),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "For VALIDATION_FAILED: `fields`, from path to sentence." }),
    requestId: z.string().meta({ example: "req_3fJ8…" }),
  })
  .meta({ id: "Error" });

const page = z.strictObject({
  nextCursor: z
    .string()
    .nullable()
    .meta({ description: "Pass it as `cursor` for the next page; null on the last one." }),
});

/** What any route of a kind may answer, by status. A route's own codes stand in its description. */
const common = {
  badRequest: [
    "400",
    "The request cannot be read.",
    [
      "BAD_REQUEST",
      "BAD_JSON",
      "BAD_VALUE",
      "BAD_CURSOR",
      "UNKNOWN_PARAMETER",
      "DUPLICATE_PARAMETER",
      "WORKSPACE_REQUIRED",
      "BAD_IDEMPOTENCY_KEY",
    ],
  ],
  unauthorized: [
    "401",
    "Nobody is signed in, or the session or key no longer stands.",
    ["UNAUTHORIZED", "SESSION_ENDED", "INVALID_API_KEY", "API_KEY_REVOKED", "API_KEY_EXPIRED", "API_KEY_ROTATED"],
  ],
  forbidden: [
    "403",
    "The role or the key's scopes do not allow this.",
    ["FORBIDDEN", "INSUFFICIENT_SCOPE", "SESSION_REQUIRED", "BAD_ORIGIN"],
  ],
  notFound: ["404", "It does not exist, or the caller may not see it.", ["NOT_FOUND"]],
  conflict: [
    "409",
    "The state of the thing does not allow this, or somebody changed it at the same time.",
    ["CONFLICT", "BUSY", "ALREADY_EXISTS", "IDEMPOTENCY_IN_FLIGHT"],
  ],
  tooLarge: ["413", "The body is larger than this route takes.", ["PAYLOAD_TOO_LARGE"]],
  mediaType: ["415", "The content type is not accepted.", ["UNSUPPORTED_MEDIA_TYPE"]],
  invalid: [
    "422",
    "Some fields need another look, or the rules forbid it.",
    ["VALIDATION_FAILED", "IDEMPOTENCY_KEY_REUSED"],
  ],
  rateLimited: ["429", "Too many requests; wait as long as Retry-After says.", ["RATE_LIMITED"]],
  internal: ["500", "Our fault. The request id helps us to find out.", ["INTERNAL"]],
  unavailable: ["503", "Not available right now; try again.", ["SERVICE_UNAVAILABLE", "DATABASE_UNAVAILABLE"]],
} as const satisfies Record<string, readonly [string, string, readonly string[]]>;

const headers = {
  RateLimit: {
    description: 'Remaining requests and seconds until the window ends: `"default";r=…;t=…`.',
    schema: { type: "string" },
  },
  RateLimitPolicy: { description: 'The limit: `"default";q=…;w=60`.', schema: { type: "string" } },
  RetryAfter: { description: "Seconds to wait.", schema: { type: "integer" } },
  RequestId: { description: "Names this request in our logs.", schema: { type: "string" } },
  IdempotencyReplayed: { description: "`true` when this is the first answer again.", schema: { type: "string" } },
} as const satisfies Record<string, oas31.HeaderObject>;

const ref = (name: keyof typeof headers): oas31.ReferenceObject => ({ $ref: `#/components/headers/${name}` });

/** Routes outside the API proper: no rate-limit headers, and an operator's token in place of a session. */
const operatorPaths: readonly { prefix: string; security: Security }[] = [
  { prefix: "/api/health/ready", security: [{}, { operatorToken: [] }] },
  { prefix: "/api/health", security: [{}] },
  { prefix: "/api/metrics", security: [{ operatorToken: [] }] },
  { prefix: "/api/internal/", security: [{ operatorToken: [] }] },
];

function operatorPath(route: RouteEntry) {
  return operatorPaths.find(({ prefix }) => route.path.startsWith(prefix));
}

function isWorkspacePermission(access: Access): access is Exclude<Access, "public" | "self" | "account" | "visitor"> {
  return access !== "public" && access !== "self" && access !== "account" && access !== "visitor";
}

function takesApiKey(access: Access): boolean {
  return (apiKeyScopes as readonly string[]).includes(access);
}

function securityOf(route: RouteEntry): Security {
  const operator = operatorPath(route);
  if (operator) return operator.security;
  if (route.permission === "public") return [{}];
  if (route.permission === "visitor") return [{ visitorSession: [] }];
  if (!isWorkspacePermission(route.permission)) return [{ session: [] }];
  const person = [{ session: [] }, { accessToken: [] }];
  return takesApiKey(route.permission) ? [...person, { apiKey: [route.permission] }] : person;
}

function describeAccess(route: RouteEntry): string {
  const { permission } = route;
  if (operatorPath(route)) return "For operators of this installation.";
  if (permission === "public") return "Nobody needs to be signed in.";
  if (permission === "visitor") return "For visitors of websites, with a session of this assistant.";
  if (!isWorkspacePermission(permission))
    return "For any signed-in person, about themselves. API keys and tokens are refused.";
  const allowed = roles.filter((role) => (permissions[permission] as readonly string[]).includes(role));
  const key = takesApiKey(permission) ? `an API key with the scope \`${permission}\`` : "no API key";
  return `Roles: ${allowed.join(", ")}; ${key}.`;
}

function descriptionOf(route: RouteEntry): string {
  const parts = [describeAccess(route)];
  if (route.idempotent) parts.push("Takes an `Idempotency-Key`.");
  if (route.errors.length > 0) parts.push(`Codes of its own: ${route.errors.map((code) => `\`${code}\``).join(", ")}.`);
  return parts.join(" ");
}

function parametersOf(route: RouteEntry): ZodOpenApiParameterObject[] {
  // The pipeline itself reads a workspace's id or address; such routes name no schema for it.
  const parameters: ZodOpenApiParameterObject[] = [...route.path.matchAll(/\{([^}]+)\}/g)]
    .map(([, name = ""]) => name)
    .filter((name) => !route.params || !(name in route.params.shape))
    .map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  if (isWorkspacePermission(route.permission) && !route.path.includes("{workspaceId}")) {
    parameters.push({ $ref: "#/components/parameters/Workspace" });
  }
  if (route.idempotent) parameters.push({ $ref: "#/components/parameters/IdempotencyKey" });
  return parameters;
}

function successOf(route: RouteEntry): JsonResponse {
  const limits = operatorPath(route) ? {} : { RateLimit: ref("RateLimit"), "RateLimit-Policy": ref("RateLimitPolicy") };
  const replayed = route.idempotent ? { "Idempotency-Replayed": ref("IdempotencyReplayed") } : {};
  const shared = { description: "Done.", headers: { "X-Request-Id": ref("RequestId"), ...limits, ...replayed } };
  if (route.rawResponse) {
    const binary = { schema: { type: "string", format: "binary" } } as const;
    return { ...shared, content: Object.fromEntries(route.rawResponse.map((type) => [type, binary])) };
  }
  const envelope = z.strictObject({
    success: z.literal(true),
    data: route.response ?? z.null(),
    message: z.string().optional(),
    ...(route.paginated ? { page } : {}),
  });
  return { ...shared, content: { "application/json": { schema: envelope } } };
}

function failuresOf(route: RouteEntry): ZodOpenApiResponsesObject {
  const hasBody = route.body !== undefined || route.rawBody !== undefined;
  const kinds: (keyof typeof common)[] = ["badRequest"];
  if (route.permission !== "public" || operatorPath(route)) kinds.push("unauthorized");
  if (route.permission !== "public" || route.method !== "GET") kinds.push("forbidden");
  if (route.permission !== "public" || route.params) kinds.push("notFound");
  if (route.method !== "GET") kinds.push("conflict");
  if (hasBody) kinds.push("tooLarge", "mediaType");
  if (hasBody || route.query || route.idempotent) kinds.push("invalid");
  kinds.push("rateLimited", "internal", "unavailable");
  return Object.fromEntries(
    kinds.map((kind) => [common[kind][0], { $ref: `#/components/responses/${kind}` }]),
  ) as ZodOpenApiResponsesObject;
}

function operationOf(route: RouteEntry): ZodOpenApiOperationObject {
  const bodySchema = { schema: { type: "string", format: "binary" } } as const;
  const content = route.rawBody
    ? Object.fromEntries(route.rawBody.map((type) => [type, bodySchema]))
    : route.body
      ? { "application/json": { schema: route.body } }
      : undefined;
  const query = route.query instanceof z.ZodObject ? route.query : undefined;
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: descriptionOf(route),
    security: securityOf(route),
    requestParams: { ...(route.params ? { path: route.params } : {}), ...(query ? { query } : {}) },
    parameters: parametersOf(route),
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: { [String(route.status)]: successOf(route), ...failuresOf(route) } as ZodOpenApiResponsesObject,
  };
}

function pathsOf(routes: readonly RouteEntry[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return paths;
}

function failureResponses(): Record<string, ZodOpenApiResponseObject> {
  return Object.fromEntries(
    Object.entries(common).map(([name, [, description, codes]]) => [
      name,
      {
        description: `${description} Codes: ${codes.join(", ")}.`,
        headers: {
          "X-Request-Id": ref("RequestId"),
          ...(name === "rateLimited" ? { "Retry-After": ref("RetryAfter") } : {}),
        },
        content: { "application/json": { schema: errorEnvelope } },
      },
    ]),
  );
}

const workspaceParameter: oas31.ParameterObject = {
  name: "workspace",
  in: "query",
  required: false,
  description: "Id or address of the workspace. Needed with a session; an API key belongs to one workspace already.",
  schema: { type: "string", maxLength: 80 },
};

const idempotencyParameter: oas31.ParameterObject = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "The same key with the same request gets the first answer again, for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

/** The contract of every registered route as OpenAPI 3.1. Nothing in it is written by hand twice. */
export function openApiDocument(routes: readonly RouteEntry[], info: Info): oas31.OpenAPIObject {
  const tags = [...new Set(routes.map((route) => route.tag))].sort().map((name) => ({ name }));
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: info.title,
      version: info.version,
      description:
        "Every answer is an envelope: `{success: true, data, message?, page?}` or `{success: false, error, code, details?, requestId}`. What you may not read answers exactly like what does not exist.",
    },
    servers: [{ url: info.serverUrl }],
    tags,
    paths: pathsOf(routes),
    components: {
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: info.sessionCookie,
          description: "Set by signing in; HttpOnly.",
        },
        accessToken: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The access token of the same session, for programs that act for a signed-in person.",
        },
        apiKey: {
          type: "http",
          scheme: "bearer",
          description: "`Authorization: Bearer atr_live_…`, with the scopes it was given.",
        },
        visitorSession: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "A session of fifteen minutes that a visitor's browser starts at one assistant.",
        },
        operatorToken: {
          type: "http",
          scheme: "bearer",
          description: "INTERNAL_TOKEN or METRICS_TOKEN of this installation.",
        },
      },
      parameters: { Workspace: workspaceParameter, IdempotencyKey: idempotencyParameter },
      headers,
      responses: failureResponses(),
      schemas: { Error: errorEnvelope },
    },
  });
}
