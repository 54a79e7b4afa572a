import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { POST as createKeyRoute } from "@/app/api/v1/api-keys/route";
import { POST as editBuild } from "@/app/api/v1/builds/[buildId]/edits/route";
import { POST as accept } from "@/app/api/v1/invites/accept/route";
import { DELETE as removeMember, PATCH as updateMember } from "@/app/api/v1/members/[userId]/route";
import { POST as createBuild } from "@/app/api/v1/projects/[projectId]/builds/route";
import { POST as createProject } from "@/app/api/v1/projects/route";
import { POST as leaveWorkspace } from "@/app/api/v1/workspaces/[workspaceId]/leave/route";
import { asService } from "@/lib/platform/db/service-role";
import {
  type Accepted,
  auditOf,
  freshEmail,
  invite,
  invited,
  inviteRow,
  resendInvite,
  revokeInvite,
  roleOf,
  withToken,
} from "../factories/invites";
import {
  addMember,
  createPerson,
  createProject as createProjectRow,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { call } from "../harness/call";

// PGlite runs everything one after another and can show no race, so a pass there would prove nothing.
if (!process.env.DATABASE_URL) {
  throw new Error(
    "tests/postgres needs a real server: TEST_DATABASE_URL=postgres://postgres@127.0.0.1:5432/atrium_test npx vitest run --project postgres",
  );
}

const times = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const tally = (values: (string | number)[]) => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};
const owners = async (workspace: TestWorkspace) =>
  (
    await asService((tx) =>
      tx
        .selectFrom("workspace_members")
        .select("user_id")
        .where("workspace_id", "=", workspace.id)
        .where("role", "=", "owner")
        .execute(),
    )
  ).length;
const demote = (workspace: TestWorkspace, as: Person, target: Person) =>
  call(updateMember, {
    as,
    method: "PATCH",
    path: `/api/v1/members/${target.id}?workspace=${workspace.slug}`,
    params: { userId: target.id },
    body: { role: "viewer" },
  });

describe("one invitation, many at once", () => {
  it("lets one person in once, however often they click", async () => {
    const ws = await createWorkspace();
    const { id, token, person } = await invited(ws);
    const answers = await times(20, () => withToken<Accepted>(accept, token, person));
    expect(tally(answers.map((answer) => answer.status))).toEqual({ 200: 20 });
    expect(tally(answers.map((answer) => answer.json.data.status))).toEqual({ accepted: 1, already_member: 19 });
    const members = await asService((tx) =>
      tx
        .selectFrom("workspace_members")
        .select("role")
        .where("workspace_id", "=", ws.id)
        .where("user_id", "=", person.id)
        .execute(),
    );
    expect(members).toEqual([{ role: "editor" }]);
    expect((await auditOf(id)).filter(([action]) => action === "invite.accepted")).toEqual([
      ["invite.accepted", person.id],
    ]);
  });

  it("lets in the person it is for and nobody else", async () => {
    const ws = await createWorkspace();
    const { token, person } = await invited(ws);
    const wrong = await createPerson();
    const answers = await times(10, (index) => withToken<Accepted>(accept, token, index % 2 === 0 ? person : wrong));
    expect(tally(answers.filter((_, index) => index % 2 === 0).map((answer) => answer.status))).toEqual({ 200: 5 });
    // After the invitation is used, the wrong person learns that instead.
    for (const answer of answers.filter((_, index) => index % 2 === 1))
      expect(["INVITE_EMAIL_MISMATCH", "INVITE_USED"]).toContain(answer.json.code);
    expect(await roleOf(wrong, ws)).toBeUndefined();
    expect(await roleOf(person, ws)).toBe("editor");
  });

  it("never lets in through a link that was replaced or withdrawn first", async () => {
    for (const end of [resendInvite, revokeInvite]) {
      await times(6, async () => {
        const ws = await createWorkspace();
        const { id, token, person } = await invited(ws);
        const [entered, ended] = await Promise.all([withToken<Accepted>(accept, token, person), end(ws, ws.owner, id)]);
        const isIn = (await roleOf(person, ws)) !== undefined;
        expect([isIn, (await inviteRow(id)).accepted_at !== null]).toEqual([
          entered.status === 200,
          entered.status === 200,
        ]);
        expect(entered.status === 200 ? [409] : [200]).toContain(ended.status);
      });
    }
  });

  it("makes one invitation of many for the same address", async () => {
    const ws = await createWorkspace();
    const email = freshEmail();
    const answers = await times(10, () => invite(ws, ws.owner, { email, role: "viewer" }));
    expect(tally(answers.map((answer) => answer.json.code ?? answer.status))).toEqual({ 201: 1, INVITE_EXISTS: 9 });
  });

  it("lets many different people in side by side without a deadlock", async () => {
    const ws = await createWorkspace();
    const made = [];
    for (let i = 0; i < 20; i++) made.push(await invited(ws, "viewer"));
    const answers = await Promise.all(made.map(({ token, person }) => withToken<Accepted>(accept, token, person)));
    expect(tally(answers.map((answer) => answer.json.data.status))).toEqual({ accepted: 20 });
  });
});

describe("the last owner", () => {
  it("stays, when the last two step down at once", async () => {
    for (let round = 0; round < 5; round++) {
      const ws = await createWorkspace();
      const second = await addMember(ws, "owner");
      const answers = await Promise.all([demote(ws, ws.owner, ws.owner), demote(ws, second, second)]);
      expect(tally(answers.map((answer) => answer.json.code ?? answer.status))).toEqual({ 200: 1, LAST_OWNER: 1 });
      expect(await owners(ws)).toBe(1);
    }
  });

  it("stays, when the last two demote or remove each other at once", async () => {
    for (let round = 0; round < 5; round++) {
      const ws = await createWorkspace();
      const second = await addMember(ws, "owner");
      const remove = () =>
        call(removeMember, {
          as: second,
          method: "DELETE",
          path: `/api/v1/members/${ws.owner.id}?workspace=${ws.slug}`,
          params: { userId: ws.owner.id },
        });
      const answers = await Promise.all([
        demote(ws, ws.owner, second),
        round % 2 === 0 ? demote(ws, second, ws.owner) : remove(),
      ]);
      // Whoever was removed first has no workspace left to act in: 404 instead of 409.
      const [first, refused] = answers.map((answer) => answer.status).sort();
      expect(first).toBe(200);
      expect(round % 2 === 0 ? [409] : [404, 409]).toContain(refused);
      expect(await owners(ws)).toBe(1);
    }
  });

  it("stays, when the last two leave at once", async () => {
    for (let round = 0; round < 5; round++) {
      const ws = await createWorkspace();
      const second = await addMember(ws, "owner");
      const go = (person: Person) =>
        call(leaveWorkspace, {
          as: person,
          method: "POST",
          path: `/api/v1/workspaces/${ws.id}/leave`,
          params: { workspaceId: ws.id },
          body: {},
        });
      const answers = await Promise.all([go(ws.owner), go(second)]);
      expect(answers.map((answer) => answer.json.code ?? "left").sort()).toEqual(["LAST_OWNER", "left"]);
      expect(await owners(ws)).toBe(1);
    }
  });

  it("is kept by the database alone, too, when nobody asks first", async () => {
    const ws = await createWorkspace();
    const second = await addMember(ws, "owner");
    const stepDown = (person: Person) =>
      asService((tx) =>
        tx
          .updateTable("workspace_members")
          .set({ role: "viewer" })
          .where("workspace_id", "=", ws.id)
          .where("user_id", "=", person.id)
          .execute(),
      );
    const results = await Promise.allSettled([stepDown(ws.owner), stepDown(second)]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await owners(ws)).toBe(1);
  });
});

describe("one Idempotency-Key", () => {
  it("makes one project of fifty requests", async () => {
    const ws = await createWorkspace();
    const answers = await times(50, () =>
      call<{ id: string }>(createProject, {
        as: ws.owner,
        method: "POST",
        path: `/api/v1/projects?workspace=${ws.slug}`,
        body: { name: "Once" },
        headers: { "idempotency-key": "same" },
      }),
    );
    const outcomes = answers.map((answer) =>
      answer.status !== 201
        ? answer.json.code
        : answer.headers.get("idempotency-replayed") === "true"
          ? "replayed"
          : "created",
    );
    const { created, replayed = 0, IDEMPOTENCY_IN_FLIGHT: refused = 0, ...rest } = tally(outcomes);
    expect([created, replayed + refused, rest]).toEqual([1, 49, {}]);
    const ids = answers.filter((answer) => answer.status === 201).map((answer) => answer.json.data.id);
    expect(new Set(ids).size).toBe(1);
    const rows = await asService((tx) =>
      tx.selectFrom("projects").select("id").where("workspace_id", "=", ws.id).execute(),
    );
    expect(rows).toHaveLength(1);
  });
});

describe("the cap on API keys", () => {
  it("holds when thirty are made at once with room for five", async () => {
    const ws = await createWorkspace();
    await asService((tx) =>
      sql`insert into public.api_keys (workspace_id, name, prefix, last4, hash, role, scopes)
        select ${ws.id}, 'k' || n, 'atr_live_', 'abcd', sha256(convert_to(${ws.id} || n, 'UTF8')), 'viewer', array['projects.read']
        from generate_series(1, 95) n`.execute(tx),
    );
    const answers = await times(30, () =>
      call(createKeyRoute, {
        as: ws.owner,
        method: "POST",
        path: `/api/v1/api-keys?workspace=${ws.slug}`,
        body: { name: "One more", scopes: ["projects.read"] },
      }),
    );
    expect(tally(answers.map((answer) => answer.json.code ?? answer.status))).toEqual({ 201: 5, API_KEY_LIMIT: 25 });
    const rows = await asService((tx) =>
      tx.selectFrom("api_keys").select("id").where("workspace_id", "=", ws.id).execute(),
    );
    expect(rows).toHaveLength(100);
  });
});

describe("one plan, many changes at once", () => {
  it("keeps one of them as the next version; the others hear that they came too late and leave nothing", async () => {
    const ws = await createWorkspace();
    const projectId = await createProjectRow(ws, "Workshop");
    const scope = `workspace=${ws.slug}`;
    const built = await call<{ id: string }>(createBuild, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/projects/${projectId}/builds?${scope}`,
      params: { projectId },
      body: { idea: "An app to track parts and repairs" },
    });
    const buildId = built.json.data.id;
    const answers = await times(10, (index) =>
      call(editBuild, {
        as: ws.owner,
        method: "POST",
        path: `/api/v1/builds/${buildId}/edits?${scope}`,
        params: { buildId },
        body: { operations: [{ kind: "renameApp", name: `Name ${index}` }] },
      }),
    );
    expect(tally(answers.map(({ status }) => status))).toEqual({ 201: 1, 409: 9 });
    const { rows } = await asService((tx) =>
      sql<{ version: number }>`select version from public.builds where project_id = ${projectId} order by 1`.execute(
        tx,
      ),
    );
    expect(rows.map(({ version }) => version)).toEqual([1, 2]);
  });
});
