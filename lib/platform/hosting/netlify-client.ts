import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { type HostToken, hostCaller, orUndefined, type Refusal, readAnswer } from "./host-call";

const user = z.object({ id: z.string().min(1), email: z.string().nullish(), full_name: z.string().nullish() });
const account = z.object({ id: z.string().min(1), slug: z.string().min(1), name: z.string() });
const site = z.object({
  id: z.string().min(1),
  name: z.string(),
  account_id: z.string().min(1),
  created_at: z.string(),
  published_deploy: z.unknown(),
});
const deploy = z.object({
  id: z.string().min(1),
  state: z.string(),
  title: z.string().nullish(),
  error_message: z.string().nullish(),
  ssl_url: z.string().nullish(),
  admin_url: z.string().nullish(),
});
const build = z.object({ id: z.string().min(1), deploy_id: z.string().min(1) });
const keys = z.array(z.object({ key: z.string() }));
const refusal = z.object({
  message: z.string().catch(""),
  errors: z.record(z.string(), z.array(z.string())).optional().catch(undefined),
});

export type NetlifyDeploy = z.infer<typeof deploy>;
export type NetlifySite = z.infer<typeof site>;
type Setting = { name: string; value: string; secret: boolean };

function refusalOf(body: unknown): Refusal {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return { said: "" };
  const { message, errors = {} } = parsed.data;
  const details = Object.entries(errors).map(([field, words]) => `${field} ${words.join(", ")}`);
  // Names are addresses, and those are unique among all sites of the world.
  const isTaken = /must be unique|already (taken|exists)/i.test([message, ...details].join("; "));
  return {
    said: [message, ...details].filter((text) => text !== "").join("; "),
    failure: isTaken ? "conflict" : undefined,
  };
}

/** Where a secret may be used: not while developing, where it could be read. */
const secretContexts = ["production", "deploy-preview", "branch-deploy"];
const envOf = ({ name, value, secret }: Setting) =>
  secret
    ? {
        key: name,
        is_secret: true,
        scopes: ["builds", "functions", "runtime"],
        values: secretContexts.map((context) => ({ context, value })),
      }
    : { key: name, is_secret: false, values: [{ context: "all", value }] };

/**
 * What deploys need of Netlify's API, with one token, in one team or in the default one of its person. Nothing here changes or
 * removes a site that is there already, but for its settings. Methods throw HostError.
 */
export function netlifyClient({ token, team, signal }: HostToken) {
  const call = hostCaller({ base: `${env().NETLIFY_API_URL}/api/v1`, token, signal, refusalOf });
  const of = (...parts: string[]) => `/${parts.map(encodeURIComponent).join("/")}`;
  return {
    /** Whose token it is. */
    async viewer(): Promise<{ id: string; name: string }> {
      const { id, email, full_name } = readAnswer(user, await call({ method: "GET", path: "/user" }));
      return { id, name: email || full_name || id };
    },

    /** A team by its id or its name in addresses; undefined when the token's person is in no such team. */
    async team(idOrSlug: string): Promise<{ id: string; slug: string } | undefined> {
      const teams = readAnswer(z.array(account), await call({ method: "GET", path: "/accounts?per_page=100" }));
      return teams.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug);
    },

    site: async (id: string): Promise<NetlifySite | undefined> =>
      await orUndefined(call({ method: "GET", path: of("sites", id) }).then((answer) => readAnswer(site, answer))),

    /** Among the sites that this token sees. */
    async siteCalled(name: string): Promise<NetlifySite | undefined> {
      const query = new URLSearchParams({ name, filter: "all", per_page: "100" });
      const found = readAnswer(z.array(site), await call({ method: "GET", path: `/sites?${query}` }));
      return found.find((one) => one.name === name);
    },

    createSite: async (name: string): Promise<NetlifySite> => {
      const path = team === null ? "/sites" : of(team, "sites");
      return readAnswer(site, await call({ method: "POST", path, json: { name } }));
    },

    /** Adds settings of a site, or gives them new values. */
    async saveSettings({ id, account_id }: NetlifySite, values: readonly Setting[]): Promise<void> {
      const query = new URLSearchParams({ site_id: id });
      const path = of("accounts", account_id, "env");
      const known = readAnswer(keys, await call({ method: "GET", path: `${path}?${query}` })).map(({ key }) => key);
      const fresh = values.filter(({ name }) => !known.includes(name));
      if (fresh.length > 0) await call({ method: "POST", path: `${path}?${query}`, json: fresh.map(envOf) });
      for (const setting of values.filter(({ name }) => known.includes(name)))
        await call({ method: "PUT", path: `${path}${of(setting.name)}?${query}`, json: envOf(setting) });
    },

    /** Builds the sources in a ZIP as the site's production deploy. @returns the deploy's id */
    async build(siteId: string, { title, zip }: { title: string; zip: Uint8Array }): Promise<string> {
      const path = `${of("sites", siteId, "builds")}?${new URLSearchParams({ title })}`;
      const bytes = { type: "application/zip", content: zip };
      const answer = await call({ method: "POST", path, bytes, timeoutMs: 120_000 });
      return readAnswer(build, answer).deploy_id;
    },

    /** Newest first. */
    deploys: async (siteId: string): Promise<NetlifyDeploy[]> =>
      readAnswer(z.array(deploy), await call({ method: "GET", path: `${of("sites", siteId, "deploys")}?per_page=30` })),

    deploy: async (id: string): Promise<NetlifyDeploy> =>
      readAnswer(deploy, await call({ method: "GET", path: of("deploys", id) })),

    async cancel(id: string): Promise<void> {
      await call({ method: "POST", path: of("deploys", id, "cancel"), json: {} });
    },
  };
}
