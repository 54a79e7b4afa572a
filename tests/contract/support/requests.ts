import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { signVisitorToken } from "@/lib/platform/auth/visitor-token";
import type { Person } from "../../factories/people";
import type { Tenant, World } from "../../factories/world";
import { type Answer, call } from "../../harness/call";
import { peerToken } from "../../harness/github-peer";
import type { Route } from "./routes";
import { sampleOf } from "./sample";

/** A request that a caller with every right would get through with. */
export type Sample = { params: Record<string, string>; query: Record<string, string>; body: unknown };

/** Where the id in a path comes from. A schema knows its form, never a row. */
export const rowIds: Record<string, (tenant: Tenant, world: World) => string> = {
  workspaceId: (tenant) => tenant.id,
  projectId: (tenant) => tenant.projectId,
  commentId: (tenant) => tenant.commentId,
  pageKey: (tenant) => tenant.pageKey,
  buildId: (tenant) => tenant.buildId,
  runId: (tenant) => tenant.runId,
  inviteId: (tenant) => tenant.inviteId,
  exportId: (tenant) => tenant.exportId,
  connectionId: (tenant) => tenant.connectionId,
  templateId: (tenant) => tenant.templateId,
  reviewId: (tenant) => tenant.reviewId,
  apiKeyId: (tenant) => tenant.keyId,
  userId: (tenant) => tenant.memberId,
  jobId: (tenant) => tenant.jobId,
  assistantId: (tenant) => tenant.assistantId,
  assistantKey: (tenant) => tenant.assistantKey,
  sourceId: (tenant) => tenant.sourceId,
  documentId: (tenant) => tenant.documentId,
  conversationId: (tenant) => tenant.conversationId,
  messageId: (tenant) => tenant.messageId,
  leadId: (tenant) => tenant.leadId,
  gapId: (tenant) => tenant.gapId,
  curatedAnswerId: (tenant) => tenant.curatedAnswerId,
  testQuestionId: (tenant) => tenant.testQuestionId,
  testRunId: (tenant) => tenant.testRunId,
  cannedReplyId: (tenant) => tenant.cannedReplyId,
  sessionId: (tenant, world) => (tenant === world.a ? world.owner.sessionId : world.stranger.sessionId),
};

/** What a schema cannot say: values that have to name something that exists, or that depend on each other. */
const byHand: Record<string, (world: World, tenant: Tenant) => { body?: unknown; query?: Record<string, string> }> = {
  getAssistantInsights: () => ({ query: {} }),
  getWorkspaceInsights: () => ({ query: {} }),
  createTestQuestion: () => ({ body: { question: "Do you sell boats?", expect: "unknown" } }),
  updateTestQuestion: () => ({ body: { expect: "unknown" } }),
  createCuratedAnswer: () => ({ body: { question: "Do you sell gloves?", answer: "Yes." } }),
  updateCuratedAnswer: () => ({ body: { answer: "At ten." } }),
  updateGaps: (_world, tenant) => ({ body: { ids: [tenant.gapId], status: "dismissed" } }),
  createAssistant: (_world, tenant) => ({ body: { name: "Front desk", projectId: tenant.projectId } }),
  updateAssistant: () => ({ body: { greeting: "Hello" } }),
  createConnection: () => ({ body: { provider: "github", token: peerToken } }),
  createExport: (_world, tenant) => ({
    body: { target: "new_repository", connectionId: tenant.connectionId, repository: "sample" },
  }),
  // Each value alone is a change; all of them together are one that says the same twice.
  createComment: () => ({ body: { body: "Looks right" } }),
  updateComment: () => ({ body: { resolved: true } }),
  // The member of the sample may read only.
  assignConversation: () => ({ body: { userId: null } }),
  // A visitor of the world has no address: with a transcript this would be another request.
  resolveConversation: () => ({ body: {} }),
  replyToVisitor: () => ({ body: { text: "We open at nine.", clientKey: randomUUID() } }),
  streamConversation: () => ({ query: { seconds: "1" } }),
  shareProject: () => ({ body: { pageSummary: "What it is for" } }),
  createInvite: () => ({ body: { email: "invited@example.test", role: "viewer" } }),
  deleteWorkspace: (_world, tenant) => ({ body: { confirmSlug: tenant.slug } }),
  transferWorkspace: (_world, tenant) => ({ body: { userId: tenant.memberId, myNewRole: "editor" } }),
  // Nobody's account, whatever other tests have signed up.
  signIn: () => ({ body: { email: `nobody-${randomUUID()}@example.test`, password: "wrong horse" } }),
  proposeBuildChange: () => ({ body: { request: "call the app Other" } }),
  editBuild: () => ({ body: { operations: [{ kind: "renameApp", name: "Other" }] } }),
  publishTemplate: (_world, tenant) => ({
    body: { buildId: tenant.buildId, name: "Sample template", summary: "A sample", category: "other" },
  }),
  // Alone, a build would be a change as well; its name is one in any case.
  updateTemplate: () => ({ body: { name: "Another name" } }),
  moderateTemplates: (_world, tenant) => ({ body: { action: "feature", templateId: tenant.listedTemplateId } }),
  useTemplate: () => ({ body: { name: "From a template" } }),
  getBuildFile: () => ({ query: { path: "README.md" } }),
  compareBuilds: (_world, tenant) => ({ query: { with: tenant.buildId } }),
  createSource: () => ({ body: { kind: "text", text: "The workshop closes at six." } }),
  updateSource: () => ({ body: { title: "Another title" } }),
  uploadSource: () => ({ query: { name: "notes.txt" } }),
  searchBuildFiles: () => ({ query: { q: "select" } }),
  openChat: () => ({ body: {} }),
  sendChatMessage: (_world, tenant) => ({
    body: { text: "When do you open?", clientKey: `sample-${randomUUID()}`, conversationId: tenant.conversationId },
  }),
  askForPerson: (_world, tenant) => ({ body: { conversationId: tenant.conversationId } }),
  leaveLead: () => ({ body: { email: "lead@example.test", consent: true, consentVersion: 1 } }),
};

/** @throws Error naming the part of the route that has neither a schema to sample nor a value by hand */
export function sampleRequest(route: Route, world: World, tenant: Tenant = world.a): Sample {
  const own = byHand[route.operationId]?.(world, tenant) ?? {};
  const params: Record<string, string> = {};
  const shape: Record<string, unknown> = route.params ? (sampleOf(route.params) as Record<string, unknown>) : {};
  for (const name of parameterNames(route.path)) {
    const value = rowIds[name]?.(tenant, world) ?? shape[name];
    if (typeof value !== "string") throw new Error(`${route.operationId}: no value for {${name}}; add it to rowIds`);
    params[name] = value;
  }
  const query = own.query ?? (route.query ? sampleOf(route.query) : {});
  if (query === undefined) throw new Error(`${route.operationId}: no valid query found; state one in byHand`);
  const body = own.body ?? (route.body ? sampleOf(route.body) : undefined);
  if (route.body && !route.body.safeParse(body).success)
    throw new Error(`${route.operationId}: no valid body found; state one in byHand`);
  return {
    params,
    query: Object.fromEntries(Object.entries(query as object).map(([name, value]) => [name, String(value)])),
    body,
  };
}

export function parameterNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

export function isWorkspaceRoute(route: Route): boolean {
  return !["public", "self", "account", "visitor"].includes(route.permission);
}

/** A visitor's session with the assistant of a tenant. */
export async function visitorSession({
  visitorId,
  assistantId,
  assistantKey,
  id,
}: Tenant): Promise<{ secret: string }> {
  return { secret: await signVisitorToken({ visitorId, assistantId, assistantKey, workspaceId: id }) };
}

/** Who gets through with a request that is otherwise right. */
export async function rightCaller(route: Route, world: World): Promise<Person | { secret: string } | null> {
  if (route.permission === "public") return null;
  return route.permission === "visitor" ? await visitorSession(world.a) : world.owner;
}

export type Variation = {
  as?: Person | { secret: string } | null;
  sample: Sample;
  /** Id or address of the workspace asked for; left out for routes that name it in their path. */
  workspace?: string;
  extraQuery?: Record<string, string>;
  raw?: BodyInit;
  headers?: Record<string, string>;
};

/** Sends a route its sample, with whatever a test wants to be different. */
export async function send(route: Route, variation: Variation): Promise<Answer> {
  const { sample, workspace, extraQuery, raw, headers } = variation;
  const query = new URLSearchParams({
    ...sample.query,
    ...(workspace === undefined ? {} : { workspace }),
    ...extraQuery,
  });
  const path = route.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(sample.params[name] ?? ""));
  const body = route.rawBody && raw === undefined ? (route.rawBody[0] === "text/csv" ? csv : await png()) : raw;
  const type = route.rawBody ? { "content-type": route.rawBody[0] ?? "" } : {};
  return await call(route.handler, {
    as: variation.as ?? null,
    method: route.method,
    path: query.size > 0 ? `${path}?${query}` : path,
    params: sample.params,
    ...(route.method === "GET" ? {} : body === undefined ? { body: sample.body ?? {} } : { raw: body }),
    headers: {
      ...(body !== undefined && !route.rawBody ? { "content-type": "application/json" } : {}),
      ...type,
      ...headers,
    },
  });
}

let image: Uint8Array<ArrayBuffer> | undefined;
const csv = "question,answer\r\nDo you sell helmets?,Yes.\r\n";

async function png(): Promise<Uint8Array<ArrayBuffer>> {
  image ??= new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "#1f5c4d" } })
      .png()
      .toBuffer(),
  );
  return image;
}
