import "server-only";
import { sql } from "kysely";
import { demoEmail } from "@/lib/features/account/services/sign-in";
import { buildRepository } from "@/lib/features/build/build.repository";
import { createBuild } from "@/lib/features/build/services/create-build";
import { offlinePlan } from "@/lib/features/build/services/write-plan";
import { projectRepository } from "@/lib/features/project/project.repository";
import type { Engine } from "@/lib/platform/db/engine";
import type { LiteApp } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";
import { withoutAuthMails } from "@/lib/platform/supabase/mail-next";

const people = [
  { email: demoEmail, name: "Robin Vale", role: "owner" },
  { email: "mira@atrium.local", name: "Mira Okafor", role: "admin" },
  { email: "jonas@atrium.local", name: "Jonas Brandt", role: "editor" },
] as const;

type DemoProject = { name: string; client: string; description: string; idea?: string };

/** The last one has no build yet, so that a visitor can try it. */
const projects: readonly DemoProject[] = [
  {
    name: "Member app",
    client: "Harbour Street Gym",
    description: "Sign-ups, classes and check-ins on the phone.",
    idea: "An app for a gym called Harbour Street. Members choose a plan, book training sessions on their phone and check in at the door. Trainers run the sessions. Members only see their own bookings.",
  },
  {
    name: "Tenant desk",
    client: "Linden Properties",
    description: "Leases, rent and repairs for fourteen flats.",
    idea: "An app called Linden Desk for our fourteen flats: tenants, leases with a start and an end date, monthly rent with a due date, and repair requests with a photo. Tenants only see their own lease.",
  },
  { name: "Launch page", client: "Fjord Coffee", description: "A waiting list before the roastery opens." },
];

/** The demo workspace of an installation without accounts. Does nothing when it is there already. */
export async function seedDemo(lite: LiteApp, engine: Engine): Promise<void> {
  const accounts = await engine.kysely
    .selectFrom("auth.users")
    .select(["email", "email_confirmed_at"])
    .where(
      "email",
      "in",
      people.map((person) => person.email),
    )
    .execute();
  // Confirmed together with everything else: a start that was killed before leaves accounts that are not.
  if (accounts.some(({ email, email_confirmed_at }) => email === demoEmail && email_confirmed_at !== null)) return;
  const e = env();
  // Most starts find the demo there and need nothing of this.
  const { readDemoDocuments, seedAssistant } = await import("./seed-assistant");
  const documents = await readDemoDocuments();
  for (const person of people) {
    if (accounts.some(({ email }) => email === person.email)) continue;
    const response = await withoutAuthMails(() =>
      lite.fetch(
        new Request(`${e.SITE_URL}/auth/v1/signup`, {
          method: "POST",
          headers: { apikey: e.SUPABASE_PUBLISHABLE_KEY, "content-type": "application/json" },
          body: JSON.stringify({ email: person.email, password: e.demoPassword, data: { display_name: person.name } }),
        }),
      ),
    );
    if (!response.ok) throw new Error(`demo account ${person.email}: ${response.status} ${await response.text()}`);
  }
  await engine.transaction(async (tx) => {
    const emails = people.map((person) => person.email);
    await tx
      .updateTable("auth.users")
      .set({ email_confirmed_at: sql<string>`now()` })
      .where("email", "in", emails)
      .execute();
    const profiles = await tx
      .selectFrom("profiles")
      .select(["id", "email", "display_name"])
      .where("email", "in", emails)
      .execute();
    const staff = (email: string) => {
      const found = profiles.find((profile) => profile.email === email);
      if (!found) throw new Error(`no profile for ${email}`);
      return { id: found.id, name: found.display_name };
    };
    const idOf = (email: string) => staff(email).id;
    await sql`select set_config('request.jwt.claims', ${JSON.stringify({ sub: idOf(demoEmail) })}, true), set_config('atrium.via', 'seed', true)`.execute(
      tx,
    );
    const workspace = await tx
      .insertInto("workspaces")
      .values({ name: "Juniper Studio", slug: "juniper", created_by: idOf(demoEmail) })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("workspace_members")
      .values(people.map((person) => ({ workspace_id: workspace.id, user_id: idOf(person.email), role: person.role })))
      .execute();
    const deps = { projects: projectRepository(tx, workspace.id), builds: buildRepository(tx, workspace.id) };
    for (const project of projects) {
      const { id } = await tx
        .insertInto("projects")
        .values({
          workspace_id: workspace.id,
          name: project.name,
          client_name: project.client,
          description: project.description,
          created_by: idOf(demoEmail),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      const { idea } = project;
      if (idea !== undefined)
        await createBuild(deps, { projectId: id, idea, plan: offlinePlan(idea, "next-supabase") });
      if (project.client === "Fjord Coffee")
        await seedAssistant(tx, { id: workspace.id, projectId: id, staff }, documents);
    }
  });
}
