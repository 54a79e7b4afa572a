import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { type HostToken, hostCaller, orUndefined, type Refusal, readAnswer } from "./host-call";
import { HostError } from "./host-error";

const user = z.object({ user: z.object({ id: z.string().min(1), username: z.string().min(1) }) });
const team = z.object({ id: z.string().min(1), slug: z.string().min(1) });
const project = z.object({
  id: z.string().min(1),
  name: z.string(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  latestDeployments: z.array(z.unknown()).default([]),
});
const deployment = z.object({
  id: z.string().min(1),
  readyState: z.string(),
  url: z.string().nullish(),
  alias: z.array(z.string()).nullish(),
  inspectorUrl: z.string().nullish(),
  errorMessage: z.string().nullish(),
});
const deployments = z.object({
  deployments: z.array(
    z.object({ uid: z.string(), state: z.string().nullish(), meta: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
const settings = z.object({ failed: z.array(z.unknown()).default([]) });
const refusal = z.object({
  error: z.object({
    code: z.string().catch(""),
    message: z.string().catch(""),
    /** With `missing_files`: the SHA-1 of each. */
    missing: z.array(z.string()).optional().catch(undefined),
    invalidToken: z.boolean().optional().catch(undefined),
  }),
});

export type VercelFile = { path: string; sha: string; size: number };
export type VercelDeployment = z.infer<typeof deployment>;
type Setting = { name: string; value: string; secret: boolean };
type NewDeployment = {
  project: { id: string; name: string };
  framework: string;
  files: readonly VercelFile[];
  meta: Record<string, string>;
};

function refusalOf(body: unknown): Refusal {
  const parsed = refusal.safeParse(body);
  if (!parsed.success) return { said: "" };
  const { code, message, invalidToken, missing } = parsed.data.error;
  return {
    said: `${code}: ${message}`,
    // A token that is not valid gets a 403, as one without the right does.
    failure: invalidToken === true ? "unauthorized" : undefined,
    named: code === "missing_files" ? missing : undefined,
  };
}

/**
 * What deploys need of Vercel's REST API, with one token, in a team or in the token's own account. Nothing here changes or
 * removes a project that is there already, but for its settings. Methods throw HostError.
 */
export function vercelClient({ token, team: teamId, signal }: HostToken) {
  const call = hostCaller({ base: env().VERCEL_API_URL, token, signal, refusalOf });
  const at = (path: string, query: Record<string, string> = {}): string => {
    const all = new URLSearchParams({ ...query, ...(teamId === null ? {} : { teamId }) });
    return all.size === 0 ? path : `${path}?${all}`;
  };
  const projectPath = (idOrName: string) => `/v9/projects/${encodeURIComponent(idOrName)}`;
  return {
    /** Whose token it is. */
    async viewer(): Promise<{ id: string; name: string }> {
      const { user: found } = readAnswer(user, await call({ method: "GET", path: "/v2/user" }));
      return { id: found.id, name: found.username };
    },

    /** A team by its id or its name in addresses. */
    async team(idOrSlug: string): Promise<{ id: string; name: string }> {
      const path = `/v2/teams/${encodeURIComponent(idOrSlug)}`;
      const found = readAnswer(team, await call({ method: "GET", path }));
      return { id: found.id, name: found.slug };
    },

    project: async (idOrName: string) =>
      await orUndefined(call({ method: "GET", path: at(projectPath(idOrName)) }).then((a) => readAnswer(project, a))),

    createProject: async (wish: { name: string; framework: string }) =>
      readAnswer(project, await call({ method: "POST", path: at("/v11/projects"), json: wish })),

    /** Adds settings for production and previews, or gives them new values. Secret ones can never be read again, there either. */
    async saveSettings(projectId: string, values: readonly Setting[]): Promise<void> {
      const path = at(`/v10/projects/${encodeURIComponent(projectId)}/env`, { upsert: "true" });
      const json = values.map(({ name, value, secret }) => ({
        key: name,
        value,
        type: secret ? "sensitive" : "encrypted",
        target: ["production", "preview"],
      }));
      const { failed } = readAnswer(settings, await call({ method: "POST", path, json }));
      if (failed.length > 0) throw new HostError("rejected", `${failed.length} settings were not taken`);
    },

    /** The content of a file, by the SHA-1 under which a deployment then names it. */
    async upload(sha: string, content: Uint8Array): Promise<void> {
      const bytes = { type: "application/octet-stream", content, headers: { "x-vercel-digest": sha } };
      await call({ method: "POST", path: at("/v2/files"), bytes, timeoutMs: 60_000 });
    },

    /** Starts a production build of the files, or says which of them Vercel has to be given first, by SHA-1. */
    async deploy({ project: of, framework, files, meta }: NewDeployment): Promise<VercelDeployment | string[]> {
      const json = {
        name: of.name,
        project: of.id,
        target: "production",
        projectSettings: { framework },
        files: files.map(({ path, sha, size }) => ({ file: path, sha, size })),
        meta,
      };
      const path = at("/v13/deployments", { skipAutoDetectionConfirmation: "1" });
      const made = call({ method: "POST", path, json, timeoutMs: 60_000 }).then((answer) =>
        readAnswer(deployment, answer),
      );
      return await made.catch((cause: unknown) => {
        if (cause instanceof HostError && cause.named.length > 0) return [...cause.named];
        throw cause;
      });
    },

    /** Newest first, those that carry this word. */
    async deploymentsWith(projectId: string, [key, value]: [string, string]) {
      const path = at("/v6/deployments", { projectId, limit: "20", [`meta-${key}`]: value });
      const found = readAnswer(deployments, await call({ method: "GET", path }));
      return found.deployments.filter(({ meta }) => meta[key] === value);
    },

    deployment: async (id: string) =>
      readAnswer(deployment, await call({ method: "GET", path: at(`/v13/deployments/${encodeURIComponent(id)}`) })),

    async cancel(id: string): Promise<void> {
      await call({ method: "PATCH", path: at(`/v12/deployments/${encodeURIComponent(id)}/cancel`), json: {} });
    },
  };
}
