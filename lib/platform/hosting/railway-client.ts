import "server-only";
import { z } from "zod";
import { env } from "@/lib/platform/env/env";
import { type HostToken, hostCaller, readAnswer } from "./host-call";
import { HostError, type HostFailure } from "./host-error";

const named = z.object({ id: z.string().min(1), name: z.string() });
const listOf = <T extends z.ZodType>(node: T) => z.object({ edges: z.array(z.object({ node })) });
const project = named.extend({ environments: listOf(named), services: listOf(named) });
const deployment = z.object({
  id: z.string().min(1),
  status: z.string(),
  staticUrl: z.string().nullish(),
  meta: z
    .object({ commitHash: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
});
const failures = z.object({ errors: z.array(z.object({ message: z.string().catch("") })).min(1) });

export type RailwayProject = z.infer<typeof project>;
export type RailwayDeployment = z.infer<typeof deployment>;
/** One service in one environment of a project. */
export type RailwayPlace = { projectId: string; environmentId: string; serviceId: string };

const kinds: [RegExp, HostFailure][] = [
  [/not authorized|unauthorized/i, "forbidden"],
  [/rate limit|too many requests/i, "rate_limited"],
  [/plan|trial|billing|upgrade|subscription/i, "payment"],
  [/not found/i, "not_found"],
];
const kindOf = (said: string): HostFailure => kinds.find(([words]) => words.test(said))?.[1] ?? "rejected";
const saidBy = (body: unknown): string | undefined =>
  failures
    .safeParse(body)
    .data?.errors.map(({ message }) => message)
    .join("; ");

const PROJECT = "id name environments { edges { node { id name } } } services { edges { node { id name } } }";

/**
 * What deploys need of Railway's GraphQL API, with one token, in one workspace. Nothing here changes or removes a project that
 * is there already, but for variables and source of its service. Methods throw HostError; as Railway says "Not Authorized" of
 * everything a token does not see, `forbidden` also means that there is no such thing.
 */
export function railwayClient({ token, team, signal }: HostToken) {
  const refusalOf = (body: unknown) => {
    const said = saidBy(body);
    return said === undefined ? { said: "" } : { said, failure: kindOf(said) };
  };
  const call = hostCaller({ base: env().RAILWAY_API_URL, token, signal, refusalOf });

  /** A failure of GraphQL comes with status 200. */
  async function ask<T>(query: string, variables: object, schema: z.ZodType<T>): Promise<T> {
    const answer = await call({ method: "POST", path: "", json: { query, variables } });
    const said = saidBy(readAnswer(z.unknown(), answer));
    if (said !== undefined) throw new HostError(kindOf(said), said);
    return readAnswer(z.object({ data: schema }), answer).data;
  }

  return {
    /** The workspaces of the token's person; a token made for one workspace stands for no person and is forbidden to ask. */
    workspaces: async () => {
      const schema = z.object({ me: z.object({ workspaces: z.array(named) }) });
      return (await ask("query { me { workspaces { id name } } }", {}, schema)).me.workspaces;
    },

    workspace: async (id: string) => {
      const query = "query ($id: String!) { workspace(workspaceId: $id) { id name } }";
      return (await ask(query, { id }, z.object({ workspace: named }))).workspace;
    },

    project: async (id: string): Promise<RailwayProject> =>
      (await ask(`query ($id: String!) { project(id: $id) { ${PROJECT} } }`, { id }, z.object({ project }))).project,

    /** A project of the workspace by what its description says. */
    async projectDescribed(description: string): Promise<RailwayProject | undefined> {
      const query = `query ($id: String) { projects(workspaceId: $id, first: 100) { edges { node { description ${PROJECT} } } } }`;
      const schema = z.object({ projects: listOf(project.extend({ description: z.string().nullish() })) });
      const { projects } = await ask(query, { id: team }, schema);
      return projects.edges.find(({ node }) => node.description === description)?.node;
    },

    createProject: async (wish: { name: string; description: string }): Promise<RailwayProject> => {
      const query = `mutation ($input: ProjectCreateInput!) { projectCreate(input: $input) { ${PROJECT} } }`;
      const input = { ...wish, workspaceId: team, defaultEnvironmentName: "production" };
      return (await ask(query, { input }, z.object({ projectCreate: project }))).projectCreate;
    },

    /** A service without a source: nothing is built yet. */
    createService: async (input: { projectId: string; name: string }): Promise<string> => {
      const query = "mutation ($input: ServiceCreateInput!) { serviceCreate(input: $input) { id name } }";
      return (await ask(query, { input }, z.object({ serviceCreate: named }))).serviceCreate.id;
    },

    /** Adds variables or gives them new values, without starting a deploy. */
    async saveVariables(place: RailwayPlace, variables: Record<string, string>): Promise<void> {
      const query = "mutation ($input: VariableCollectionUpsertInput!) { variableCollectionUpsert(input: $input) }";
      await ask(query, { input: { ...place, variables, skipDeploys: true } }, z.unknown());
    },

    /** `owner/name` that the service is built from; null without one. */
    async sourceOf({ environmentId, serviceId }: RailwayPlace): Promise<string | null> {
      const query =
        "query ($e: String!, $s: String!) { serviceInstance(environmentId: $e, serviceId: $s) { source { repo } } }";
      const source = z.object({ repo: z.string().nullish() }).nullish();
      const schema = z.object({ serviceInstance: z.object({ source }) });
      return (await ask(query, { e: environmentId, s: serviceId }, schema)).serviceInstance.source?.repo ?? null;
    },

    async connect(serviceId: string, input: { repo: string; branch: string }): Promise<void> {
      const query =
        "mutation ($id: String!, $input: ServiceConnectInput!) { serviceConnect(id: $id, input: $input) { id } }";
      await ask(query, { id: serviceId, input }, z.unknown());
    },

    /** @returns the deploy's id */
    deploy: async ({ environmentId, serviceId }: RailwayPlace, commitSha: string): Promise<string> => {
      const query =
        "mutation ($e: String!, $s: String!, $c: String!) { serviceInstanceDeployV2(environmentId: $e, serviceId: $s, commitSha: $c) }";
      const schema = z.object({ serviceInstanceDeployV2: z.string().min(1) });
      return (await ask(query, { e: environmentId, s: serviceId, c: commitSha }, schema)).serviceInstanceDeployV2;
    },

    /** Newest first. */
    deployments: async (input: RailwayPlace): Promise<RailwayDeployment[]> => {
      const query =
        "query ($input: DeploymentListInput!) { deployments(input: $input, first: 20) { edges { node { id status staticUrl meta } } } }";
      const { deployments } = await ask(query, { input }, z.object({ deployments: listOf(deployment) }));
      return deployments.edges.map(({ node }) => node);
    },

    deployment: async (id: string): Promise<RailwayDeployment> => {
      const query = "query ($id: String!) { deployment(id: $id) { id status staticUrl meta } }";
      return (await ask(query, { id }, z.object({ deployment }))).deployment;
    },

    async cancel(id: string): Promise<void> {
      await ask("mutation ($id: String!) { deploymentCancel(id: $id) }", { id }, z.unknown());
    },

    /** The address that Railway gave the service; undefined without one. */
    async domainOf({ projectId, environmentId, serviceId }: RailwayPlace): Promise<string | undefined> {
      const query =
        "query ($p: String!, $e: String!, $s: String!) { domains(projectId: $p, environmentId: $e, serviceId: $s) { serviceDomains { domain } } }";
      const schema = z.object({ domains: z.object({ serviceDomains: z.array(z.object({ domain: z.string() })) }) });
      const { domains } = await ask(query, { p: projectId, e: environmentId, s: serviceId }, schema);
      return domains.serviceDomains[0]?.domain;
    },

    async createDomain({ environmentId, serviceId }: RailwayPlace, targetPort: number): Promise<void> {
      const query = "mutation ($input: ServiceDomainCreateInput!) { serviceDomainCreate(input: $input) { domain } }";
      await ask(query, { input: { environmentId, serviceId, targetPort } }, z.unknown());
    },
  };
}
