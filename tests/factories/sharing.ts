import { GET as getBuild } from "@/app/api/v1/builds/[buildId]/route";
import { PUT as put, DELETE as remove } from "@/app/api/v1/projects/[projectId]/collaborators/[userId]/route";
import { GET as collaborators } from "@/app/api/v1/projects/[projectId]/collaborators/route";
import { GET as people } from "@/app/api/v1/projects/[projectId]/people/route";
import { GET as getProject } from "@/app/api/v1/projects/[projectId]/route";
import { GET as getSharing, PATCH as patchSharing } from "@/app/api/v1/projects/[projectId]/sharing/route";
import { GET as listProjects } from "@/app/api/v1/projects/route";
import { GET as publicProject } from "@/app/api/v1/public-projects/[pageKey]/route";
import type { Build } from "@/lib/features/build/build.schema";
import type { Project, ProjectDetail } from "@/lib/features/project/project.schema";
import type { Collaborator, ProjectPerson, PublicProject, Sharing } from "@/lib/features/sharing/sharing.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { call } from "../harness/call";
import type { Person, TestWorkspace } from "./people";

type Who = Person | { secret: string };
export type Place = { ws: TestWorkspace; projectId: string };

const at = ({ ws, projectId }: Place, rest = "", query = "") => ({
  path: `/api/v1/projects/${projectId}${rest}?workspace=${ws.slug}${query}`,
  params: { projectId },
});
export const projectFor = (place: Place, as: Who) => call<ProjectDetail>(getProject, { as, ...at(place) });
export const projectsOf = async (ws: TestWorkspace, as: Who): Promise<string[]> => {
  const answer = await call<Project[]>(listProjects, { as, path: `/api/v1/projects?workspace=${ws.slug}&limit=100` });
  return answer.json.data.map((project) => project.id);
};
export const buildFor = (ws: TestWorkspace, as: Who, buildId: string) =>
  call<Build>(getBuild, { as, path: `/api/v1/builds/${buildId}?workspace=${ws.slug}`, params: { buildId } });
export const sharingFor = (place: Place, as: Who) => call<Sharing>(getSharing, { as, ...at(place, "/sharing") });
export const share = (place: Place, as: Who, body: unknown) =>
  call<Sharing>(patchSharing, { as, method: "PATCH", ...at(place, "/sharing"), body });
export const collaboratorsFor = (place: Place, as: Who, query = "") =>
  call<Collaborator[]>(collaborators, { as, ...at(place, "/collaborators", query) });
export const peopleFor = (place: Place, as: Who, query = "") =>
  call<ProjectPerson[]>(people, { as, ...at(place, "/people", query) });
const one = (place: Place, userId: string) => {
  const { path, params } = at(place, `/collaborators/${userId}`);
  return { path, params: { ...params, userId } };
};
export const putOn = (place: Place, as: Who, userId: string, role: string) =>
  call<Collaborator>(put, { as, method: "PUT", ...one(place, userId), body: { role } });
export const takeOff = (place: Place, as: Who, userId: string) =>
  call(remove, { as, method: "DELETE", ...one(place, userId) });
export const pageFor = (pageKey: string) =>
  call<PublicProject>(publicProject, { path: `/api/v1/public-projects/${pageKey}`, params: { pageKey } });
/** The key at the end of a page's address. */
export const keyOf = (sharing: Sharing): string => sharing.pageUrl?.split("/p/")[1] ?? "";

export async function projectRow({ projectId }: Place) {
  return await (await rawDatabase())
    .selectFrom("projects")
    .selectAll()
    .where("id", "=", projectId)
    .executeTakeFirstOrThrow();
}
