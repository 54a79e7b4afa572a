import { z } from "zod";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

/** `private`: creator, collaborators and admins. `workspace`: every member. `public`: also whoever has the page's address. */
export const visibilities = ["private", "workspace", "public"] as const;
export type Visibility = (typeof visibilities)[number];
export const createProjectBody = z.strictObject({
  name: line(120),
  clientName: line(120).nullable().default(null),
  description: multiline(2000).default(""),
  visibility: z.enum(["private", "workspace"]).default("workspace"),
});
export const updateProjectBody = z
  .strictObject({
    name: line(120),
    clientName: line(120).nullable(),
    description: multiline(2000),
    archived: z.boolean(),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
export const listProjectsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  /** Case-insensitive part of the name or the client's name. */
  q: line(80, 0).optional(),
  archived: z.enum(["true", "false"]).default("false"),
});
export const projectDto = z.strictObject({
  id: uuid,
  name: z.string(),
  clientName: z.string().nullable(),
  description: z.string(),
  visibility: z.enum(visibilities),
  archivedAt: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  latestBuild: z.strictObject({ id: uuid, version: z.number().int(), createdAt: timestamp }).nullable(),
});
/** One project, with what the caller may do in it: a collaborator's role can go beyond the one in the workspace. */
export const projectDetailDto = projectDto.extend({ myRole: z.enum(["viewer", "editor", "admin", "owner"]) });
export type Project = z.infer<typeof projectDto>;
export type ProjectDetail = z.infer<typeof projectDetailDto>;
