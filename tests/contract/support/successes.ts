import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import type { Tenant, World } from "../../factories/world";
import { sampleRequest, send, type Variation } from "./requests";
import type { Route } from "./routes";

/** How a route gets to its success, where being the owner with a valid request is not enough. */
export type Success = (world: World, routes: Route[]) => Promise<Partial<Variation>>;

export const successes: Record<string, Success> = {
  // The world's own: what every other test has published does not fit on a page.
  listTemplates: async () => ({ extraQuery: { mine: "true" } }),
  listTemplateReviews: async (world) => ({ sample: ofListed(world.a) }),
  // Nobody reviews a template of their own workspace.
  reviewTemplate: async (world) => ({ sample: ofListed(world.b, { rating: 4 }) }),
  deleteTemplateReview: async (world) => ({ sample: ofListed(world.b) }),
  reportTemplateReview: async (world) => ({ sample: ofListed(world.a, { reason: "Advertising" }) }),
  // Whatever the rows of the world did before this leaves more than one page.
  listActivity: async () => ({ extraQuery: { limit: "100" } }),
  listAuditLogs: async () => ({ extraQuery: { limit: "100" } }),
  removeCollaborator: async (world, routes) => {
    const put = routes.find((route) => route.operationId === "setCollaborator");
    if (put) await send(put, { as: world.owner, sample: sampleRequest(put, world), workspace: world.a.slug });
    return {};
  },
  // The world's own export went to GitHub and is over.
  cancelExport: async (world) => ({
    sample: { params: { exportId: await queuedDeploy(world.a) }, query: {}, body: {} },
  }),
  leaveWorkspace: async (world) => ({ as: world.viewer }),
  endSession: async (world) => ({
    as: world.spare,
    sample: { params: { sessionId: world.spare.sessionId }, query: {}, body: {} },
  }),
  signOut: async (world) => ({ as: world.stranger }),
  restoreWorkspace: async (world) => ({ sample: { params: { workspaceId: world.deleted.id }, query: {}, body: {} } }),
  resendInvite: async (world) => {
    await asService((tx) =>
      sql`update public.workspace_invites set last_sent_at = now() - interval '1 hour' where id = ${world.a.inviteId}`.execute(
        tx,
      ),
    );
    return {};
  },
  getWorkspaceLogo: async (world, routes) => {
    const put = routes.find((route) => route.operationId === "setWorkspaceLogo");
    if (put) await send(put, { as: world.owner, sample: sampleRequest(put, world) });
    return {};
  },
  // The world's own is a text that has been read.
  retrySource: async (world) => ({ sample: await sourceLike(world.a, "failed") }),
  resyncSource: async (world) => ({ sample: await sourceLike(world.a, "ready") }),
  acceptInvite: async (world) => ({ as: world.spare, sample: invitedBy(await inviteSpare(world)) }),
  previewInvite: async (world) => ({ sample: invitedBy(await inviteSpare(world)) }),
  declineInvite: async (world) => ({ sample: invitedBy(await inviteSpare(world)) }),
  // A conversation that goes on is followed for minutes, and one that is not over is not rated.
  streamChat: async (world) => await resolve(world.a),
  rateChat: async (world) => await resolve(world.a),
  requestInvite: async (world) => ({ sample: invitedBy(await inviteSpare(world, "-1 day")) }),
};

/** Routes whose success needs a mailed secret or a configured provider; tests/integration goes that way. */
export const elsewhere: Record<string, { status: number; because: string }> = {
  signIn: { status: 401, because: "needs an account with a password: tests/integration/auth.test.ts" },
  verifyLink: { status: 410, because: "needs a mailed token: tests/integration/auth.test.ts" },
  changePassword: { status: 403, because: "needs the current password: tests/integration/auth.test.ts" },
  changeEmail: { status: 403, because: "needs the current password: tests/integration/auth.test.ts" },
  signInToDemo: { status: 404, because: "the tests' installation has no demo" },
  startOAuth: { status: 404, because: "no provider is configured" },
};

async function resolve({ conversationId }: Tenant): Promise<Record<string, never>> {
  await asService((tx) =>
    sql`update public.conversations set status = 'resolved', resolved_at = now() where id = ${conversationId}`.execute(
      tx,
    ),
  );
  return {};
}

async function queuedDeploy({ id, buildId, connectionId }: Tenant): Promise<string> {
  const { rows } = await asService((tx) =>
    sql<{ id: string }>`
      insert into public.exports (workspace_id, build_id, connection_id, target, site)
      values (${id}, ${buildId}, ${connectionId}, 'vercel', 'sample') returning id`.execute(tx),
  );
  return rows[0]?.id ?? "";
}

async function sourceLike({ id, assistantId }: Tenant, status: string) {
  const url = `https://example.test/${randomBytes(8).toString("hex")}`;
  const { rows } = await asService((tx) =>
    sql<{ id: string }>`
      insert into public.sources (workspace_id, assistant_id, kind, title, url, status)
      values (${id}, ${assistantId}, 'url', 'A page', ${url}, ${status}) returning id`.execute(tx),
  );
  return { params: { sourceId: rows[0]?.id ?? "" }, query: {}, body: {} };
}

function ofListed(tenant: Tenant, body: unknown = undefined) {
  return { params: { templateId: tenant.listedTemplateId, reviewId: tenant.reviewId }, query: {}, body };
}

function invitedBy(token: string) {
  return { params: {}, query: {}, body: { token } };
}

async function inviteSpare(world: World, expiresIn = "1 day"): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await asService(async (tx) => {
    const { id } = await tx
      .insertInto("workspace_invites")
      .values({
        workspace_id: world.a.id,
        email: world.spare.email,
        role: "viewer",
        expires_at: sql<string>`now() + ${expiresIn}::interval`,
        invited_by: world.owner.id,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("private.invitation_tokens")
      .values({ hash: sha256(token), workspace_id: world.a.id, invite_id: id })
      .execute();
  });
  return token;
}
