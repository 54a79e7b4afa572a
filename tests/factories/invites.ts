import { type RawBuilder, sql } from "kysely";
import { POST as resend } from "@/app/api/v1/invites/[inviteId]/resend/route";
import { DELETE as revoke } from "@/app/api/v1/invites/[inviteId]/route";
import { POST as create } from "@/app/api/v1/invites/route";
import type { Invite } from "@/lib/features/invite/invite.schema";
import { asService } from "@/lib/platform/db/service-role";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { call } from "../harness/call";
import { createPerson, type Person, type TestWorkspace } from "./people";

export type Created = Invite & { link: string };
export type Accepted = { status: string; workspaceSlug: string; projectId: string | null };
export type Caller = Person | { secret: string } | null;
export type Invited = { id: string; token: string; person: Person };

let counter = 0;
export const freshEmail = () => `invitee-${process.pid}-${Date.now()}-${counter++}@example.test`;
export const tokenOf = (created: Created) => created.link.split("/").at(-1) ?? "";

export const invite = (workspace: TestWorkspace, as: Caller, body: Record<string, unknown>) =>
  call<Created>(create, { as, method: "POST", path: `/api/v1/invites?workspace=${workspace.slug}`, body });

const act = (handler: RouteHandler, method: string) => (workspace: TestWorkspace, as: Caller, id: string) =>
  call<Created>(handler, {
    as,
    method,
    path: `/api/v1/invites/${id}?workspace=${workspace.slug}`,
    params: { inviteId: id },
  });
export const resendInvite = act(resend, "POST");
export const revokeInvite = act(revoke, "DELETE");

export const withToken = <T = unknown>(handler: RouteHandler, token: string, as: Caller = null) =>
  call<T>(handler, { as, method: "POST", path: "/api/v1/invites/x", body: { token } });

/** An invitation that stands, and the confirmed account it is for. */
export async function invited(workspace: TestWorkspace, role = "editor"): Promise<Invited> {
  const person = await createPerson({ email: freshEmail() });
  const { json } = await invite(workspace, workspace.owner, { email: person.email, role });
  return { id: json.data.id, token: tokenOf(json.data), person };
}

export const inviteRow = (id: string) =>
  asService((tx) => tx.selectFrom("workspace_invites").selectAll().where("id", "=", id).executeTakeFirstOrThrow());

type Changes = Partial<Record<"expires_at" | "accepted_at" | "requested_at", RawBuilder<string>>> & {
  accepted_by?: string;
};
export const setInvite = (id: string, changes: Changes) =>
  asService((tx) => tx.updateTable("workspace_invites").set(changes).where("id", "=", id).execute());
export const expire = (id: string) => setInvite(id, { expires_at: sql`now() - interval '1 second'` });

export async function roleOf(person: Person, workspace: TestWorkspace): Promise<string | undefined> {
  const row = await asService((tx) =>
    tx
      .selectFrom("workspace_members")
      .select("role")
      .where("workspace_id", "=", workspace.id)
      .where("user_id", "=", person.id)
      .executeTakeFirst(),
  );
  return row?.role;
}

/** What the audit log tells of one invitation: action and actor, oldest first. */
export async function auditOf(inviteId: string): Promise<[string, string | null][]> {
  const rows = await asService((tx) =>
    tx
      .selectFrom("audit_logs")
      .select(["action", "actor_id"])
      .where("target_id", "=", inviteId)
      .where("target_type", "=", "invite")
      .orderBy("seq")
      .execute(),
  );
  return rows.map((row) => [row.action, row.actor_id]);
}
