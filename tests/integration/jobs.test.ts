import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as runByCron, POST as runNow } from "@/app/api/internal/jobs/route";
import { POST as retry } from "@/app/api/v1/jobs/[jobId]/retry/route";
import { GET as listDead } from "@/app/api/v1/jobs/dead/route";
import type { DeadJob } from "@/lib/features/job/job.schema";
import { allJobs } from "@/lib/features/jobs";
import { asUser, rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { ConflictError } from "@/lib/platform/errors/errors";
import { type AnyJob, anyJob, defineJob, type JobHandler } from "@/lib/platform/jobs/define-job";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { boss } from "@/lib/platform/jobs/queue";
import { runDueJobs } from "@/lib/platform/jobs/run-due";
import { runJob } from "@/lib/platform/jobs/run-job";
import { Runner, runRound } from "@/lib/platform/jobs/runner";
import { onShutdown } from "@/lib/platform/jobs/shutdown";
import { addMember, createPerson, createWorkspace, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

const payload = z.strictObject({ workspaceId: z.uuid().optional(), tag: z.string() });
type Payload = z.infer<typeof payload>;
let handler: JobHandler<Payload> = async () => {};

/** A kind of job of its own for each test, so that they do not see each other's. */
function probe(options: { retryLimit?: number; timeoutSeconds?: number; everySeconds?: number } = {}) {
  const job = defineJob<Payload>({
    name: `test.${randomUUID()}`,
    schema: payload,
    retryDelaySeconds: 1,
    load: async () => (data, run) => handler(data, run),
    ...options,
  });
  return { job, any: anyJob(job) };
}

type Row = { id: string; state: string; retry_count: number; priority: number };
async function rowsOf(name: string): Promise<Row[]> {
  const db = await rawDatabase();
  const { rows } =
    await sql<Row>`select id, state::text, retry_count, priority from pgboss.job where name = ${name} order by created_on, id`.execute(
      db,
    );
  return rows;
}
/** Makes waiting retries due at once. */
async function hurry(name: string): Promise<void> {
  await sql`update pgboss.job set start_after = now() - interval '1 second' where name = ${name} and state < 'active'`.execute(
    await rawDatabase(),
  );
}
const run = (any: AnyJob) => runDueJobs([any], { budgetMs: 5_000 });

let ws: TestWorkspace;
beforeAll(async () => {
  ws = await createWorkspace();
});
afterEach(() => {
  handler = async () => {};
});

describe("enqueue", () => {
  it("puts nothing in when the transaction is rolled back, and the job when it commits", async () => {
    const { job } = probe();
    const credentials = { kind: "session", userId: ws.owner.id, sessionId: ws.owner.sessionId } as const;
    const request = { requestId: "req_test", ip: null, userAgent: null, workspace: ws.id };
    const deed = (fail: boolean) =>
      asUser(credentials, request, async (tx) => {
        await tx.insertInto("projects").values({ workspace_id: ws.id, name: job.name }).execute();
        await enqueue(tx, job, { tag: "x" });
        // The caller is itself again afterwards, with no more rights than before.
        const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(tx);
        expect(rows[0]?.role).toBe("authenticated");
        if (fail) throw new ConflictError();
      });
    await expect(deed(true)).rejects.toBeInstanceOf(ConflictError);
    expect(await rowsOf(job.name)).toEqual([]);
    await deed(false);
    expect(await rowsOf(job.name)).toMatchObject([{ state: "created" }]);
  });

  it("gives a job's transaction its own role back, too", async () => {
    const { job } = probe();
    const role = await asService(async (tx) => {
      await enqueue(tx, job, { tag: "x" });
      return (await sql<{ role: string }>`select current_setting('role') as role`.execute(tx)).rows[0]?.role;
    });
    expect(role).toBe("service_role");
  });

  it("adds one job per waiting key, and again once it has run", async () => {
    const { job, any } = probe();
    expect(await enqueue(null, job, { tag: "a" }, { singletonKey: "k" })).not.toBeNull();
    expect(await enqueue(null, job, { tag: "b" }, { singletonKey: "k" })).toBeNull();
    expect(await enqueue(null, job, { tag: "c" })).not.toBeNull();
    expect((await run(any)).completed).toBe(2);
    expect(await enqueue(null, job, { tag: "d" }, { singletonKey: "k" })).not.toBeNull();
  });

  it("refuses a payload that does not fit", async () => {
    const { job } = probe();
    await expect(enqueue(null, job, { nope: 1 } as never)).rejects.toThrow(z.ZodError);
  });

  it("waits until its time", async () => {
    const { job, any } = probe();
    await enqueue(null, job, { tag: "later" }, { startAfter: new Date(Date.now() + 3_600_000) });
    expect((await run(any)).completed).toBe(0);
    await hurry(job.name);
    expect((await run(any)).completed).toBe(1);
  });

  it("lets no busy workspace starve a quiet one", async () => {
    const { job, any } = probe();
    const quiet = await createWorkspace();
    for (let i = 0; i < 5; i++) await enqueue(null, job, { workspaceId: ws.id, tag: `busy ${i}` });
    await enqueue(null, job, { workspaceId: quiet.id, tag: "quiet" });
    const order: string[] = [];
    handler = async ({ tag }) => void order.push(tag);
    await run(any);
    // First come, first served would have it last. A batch of hands works side by side, in any order.
    expect(order).toHaveLength(6);
    expect(order.indexOf("quiet")).toBeLessThan(env().mode === "embedded" ? 2 : 4);
  });

  it("is closed to everybody but the connection's own role", async () => {
    const db = await rawDatabase();
    for (const role of ["anon", "authenticated", "service_role"]) {
      for (const statement of [
        "select from pgboss.job",
        "insert into pgboss.job (name) values ('x')",
        "select from pgboss.queue",
      ]) {
        const tried = db.transaction().execute(async (tx) => {
          await sql`select set_config('role', ${role}, true)`.execute(tx);
          await sql.raw(statement).execute(tx);
        });
        await expect(tried, `${role}: ${statement}`).rejects.toMatchObject({ code: "42501" });
      }
    }
  });
});

describe("a round", () => {
  it("lets nobody starve behind a job that uses up the time and puts the rest of its work back", async () => {
    const [greedy, patient] = [probe(), probe()];
    const done: string[] = [];
    handler = async ({ tag }) => {
      done.push(tag);
      if (tag !== "greedy") return;
      await new Promise((resolve) => setTimeout(resolve, 60));
      await enqueue(null, greedy.job, { tag: "greedy" });
    };
    await enqueue(null, greedy.job, { tag: "greedy" });
    await enqueue(null, patient.job, { tag: "patient" });
    const round = () => runDueJobs([greedy.any, patient.any], { budgetMs: 50 });
    await round();
    await round();
    expect(done.slice(0, 2)).toEqual(["greedy", "patient"]);
  });
});

describe("running", () => {
  it("hands the handler its payload, tries again after a failure, and counts the tries", async () => {
    const { job, any } = probe({ retryLimit: 2 });
    await enqueue(null, job, { tag: "t" });
    const seen: [string, number][] = [];
    handler = async ({ tag }, { attempt }) => {
      seen.push([tag, attempt]);
      if (attempt < 3) throw new Error("not yet");
    };
    expect(await run(any)).toMatchObject({ retried: 1 });
    await hurry(job.name);
    expect(await run(any)).toMatchObject({ retried: 1 });
    await hurry(job.name);
    expect(await run(any)).toMatchObject({ completed: 1 });
    expect(seen).toEqual([
      ["t", 1],
      ["t", 2],
      ["t", 3],
    ]);
  });

  it("gives up on a handler that hangs", async () => {
    const { job, any } = probe({ retryLimit: 0, timeoutSeconds: 1 });
    await enqueue(null, job, { tag: "slow" });
    let told = false;
    handler = (_data, { signal }) =>
      new Promise(() =>
        signal.addEventListener("abort", () => {
          told = true;
        }),
      );
    expect(await run(any)).toMatchObject({ dead: 1 });
    expect(told).toBe(true);
  });

  it("takes a dead worker's job over, and ignores the dead one's late word", async () => {
    const { job, any } = probe();
    await enqueue(null, job, { tag: "orphan" });
    // The first worker claims the job and is never heard of again, until too late.
    const [claimed] = await boss().fetch<Payload>(job.name, { batchSize: 1, includeMetadata: true });
    if (!claimed) throw new Error("nothing claimed");
    expect((await run(any)).completed).toBe(0);
    await sql`update pgboss.job set started_on = now() - interval '1 hour' where name = ${job.name}`.execute(
      await rawDatabase(),
    );
    await boss().maintain();
    await hurry(job.name);
    const [second] = await boss().fetch<Payload>(job.name, { batchSize: 1, includeMetadata: true });
    expect(second?.id).toBe(claimed.id);
    const late = { id: claimed.id, data: claimed.data, retryCount: claimed.retryCount, retryLimit: claimed.retryLimit };
    expect(await runJob(any, late)).toBe("lost");
    expect(await rowsOf(job.name)).toMatchObject([{ state: "active" }]);
    if (second) expect(await runJob(any, { ...late, retryCount: second.retryCount })).toBe("completed");
  });

  it("claims each job once, however many look", async () => {
    const { job, any } = probe();
    for (let i = 0; i < 12; i++) await enqueue(null, job, { tag: String(i) });
    const done: string[] = [];
    handler = async ({ tag }) => void done.push(tag);
    await Promise.all([run(any), run(any), run(any)]);
    expect(done.toSorted()).toEqual(Array.from({ length: 12 }, (_, i) => String(i)).toSorted());
  });

  it("puts a scheduled job in once per slot, whoever asks", async () => {
    const { any } = probe({ everySeconds: 3_600 });
    const scheduled: AnyJob = { ...any, parseAndRun: async () => {} };
    await Promise.all([runRound([scheduled], 2_000), runRound([scheduled], 2_000)]);
    await runRound([scheduled], 2_000);
    expect(await rowsOf(any.name)).toMatchObject([{ state: "completed" }]);
  });

  it("stops tidily: the job under way ends, no further one begins", async () => {
    const { job, any } = probe();
    for (let i = 0; i < 3; i++) await enqueue(null, job, { tag: String(i) });
    let begun = 0;
    let ended = 0;
    const runner = new Runner([any]);
    const stopped = new Promise<void>((resolve) => {
      handler = async () => {
        begun++;
        resolve();
        await new Promise((next) => setTimeout(next, 300));
        ended++;
      };
    });
    await runner.start();
    await stopped;
    await runner.stop();
    expect([begun, ended]).toEqual([begun, begun]);
    expect(begun).toBeLessThan(3 + (env().mode === "embedded" ? 0 : 1));
    expect(runner.lastLookAt).not.toBeNull();
  });

  it("ends the process step by step, last opened first, whatever fails", async () => {
    const order: string[] = [];
    onShutdown("test-a", async () => void order.push("a"));
    onShutdown("test-b", async () => {
      order.push("b");
      throw new Error("stuck");
    });
    onShutdown("test-a", async () => void order.push("a2"));
    await (globalThis as { __atriumShutdown?: () => Promise<void> }).__atriumShutdown?.();
    expect(order).toEqual(["b", "a2"]);
  });
});

describe("dead jobs", () => {
  async function die(workspaceId: string, message = "The mail provider did not answer.") {
    const { job, any } = probe({ retryLimit: 0 });
    const id = await enqueue(null, job, { workspaceId, tag: "dead" });
    handler = async () => {
      throw new ConflictError("X", message);
    };
    expect(await run(any)).toMatchObject({ dead: 1 });
    handler = async () => {};
    return { id: id ?? "", any };
  }
  const dead = (as: Parameters<typeof call>[1]["as"], slug: string, query = "") =>
    call<DeadJob[]>(listDead, { as: as ?? null, path: `/api/v1/jobs/dead?workspace=${slug}${query}` });
  const again = (as: Parameters<typeof call>[1]["as"], slug: string, jobId: string) =>
    call(retry, {
      as: as ?? null,
      method: "POST",
      path: `/api/v1/jobs/${jobId}/retry?workspace=${slug}`,
      params: { jobId },
    });

  it("are shown to admins of their workspace only, and run again when told to", async () => {
    const mine = await createWorkspace();
    const { id, any } = await die(mine.id);
    expect((await dead(mine.owner, mine.slug)).json.data).toMatchObject([
      { id, queue: any.name, attempts: 1, error: "The mail provider did not answer." },
    ]);
    expect((await dead(ws.owner, ws.slug)).json.data).toEqual([]);
    expect((await dead(await addMember(mine, "editor"), mine.slug)).status).toBe(403);
    expect((await dead(await createPerson(), mine.slug)).status).toBe(404);
    // Somebody else's job is not there, and stays dead.
    expect((await again(ws.owner, ws.slug, id)).status).toBe(404);
    expect(await rowsOf(any.name)).toMatchObject([{ state: "failed" }]);
    expect((await again(mine.owner, mine.slug, id)).status).toBe(200);
    expect((await again(mine.owner, mine.slug, id)).status).toBe(404);
    expect(await run(any)).toMatchObject({ completed: 1 });
    expect((await dead(mine.owner, mine.slug)).json.data).toEqual([]);
    const audited = await asService((tx) =>
      tx
        .selectFrom("audit_logs")
        .select("target_id")
        .where("workspace_id", "=", mine.id)
        .where("action", "=", "job.retried")
        .execute(),
    );
    expect(audited).toEqual([{ target_id: id }]);
  });

  it("die again when the one more try fails, and page without a gap", async () => {
    const mine = await createWorkspace();
    const first = await die(mine.id);
    await die(mine.id);
    await die(mine.id);
    expect((await again(mine.owner, mine.slug, first.id)).status).toBe(200);
    handler = async () => {
      throw new Error("secret cause");
    };
    expect(await run(first.any)).toMatchObject({ dead: 1 });
    const page = await dead(mine.owner, mine.slug, "&limit=2");
    const rest = await dead(mine.owner, mine.slug, `&limit=2&cursor=${page.json.page?.nextCursor}`);
    const all = [...page.json.data, ...rest.json.data];
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({ id: first.id, attempts: 2 });
    expect(page.text).not.toContain("secret cause");
    expect(rest.json.page?.nextCursor).toBeNull();
  });
});

describe("/api/internal/jobs", () => {
  it("runs what is due for the operator's token and nobody else", async () => {
    for (const [method, handler] of [
      ["POST", runNow],
      ["GET", runByCron],
    ] as const) {
      const ask = (headers: Record<string, string>) =>
        call(handler, { as: null, method, path: "/api/internal/jobs", headers });
      expect((await ask({})).status).toBe(401);
      expect((await ask({ authorization: `Bearer ${env().METRICS_TOKEN}` })).status).toBe(401);
      const answer = await ask({ authorization: `Bearer ${env().INTERNAL_TOKEN}` });
      expect([answer.status, answer.json.success]).toEqual([200, true]);
      expect(answer.json.data).toMatchObject({ completed: expect.any(Number), dead: 0 });
    }
    const db = await rawDatabase();
    const names = allJobs.filter((job) => job.everySeconds !== undefined).map((job) => job.name);
    const { rows } = await sql<{
      name: string;
    }>`select distinct name from pgboss.job where name = any(${names}::text[]) and state = 'completed'`.execute(db);
    expect(rows.map((row) => row.name).toSorted()).toEqual(names.toSorted());
  });
});
