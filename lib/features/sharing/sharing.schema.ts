import { z } from "zod";
import { visibilities } from "@/lib/features/project/project.schema";
import { planContents } from "@/lib/features/template/template.schema";
import { cursor, line, multiline, timestamp, uuid } from "@/lib/shared/schema";

export const collaboratorRoles = ["viewer", "editor"] as const;
export type CollaboratorRole = (typeof collaboratorRoles)[number];

export const pageKeyParam = z.string().regex(/^[0-9a-f]{24}$/);
export const shareProjectBody = z
  .strictObject({
    visibility: z.enum(visibilities),
    /** Search engines may list the page. */
    pageIndexed: z.boolean(),
    /** The page shows the idea in the client's words. */
    pageShowsIdea: z.boolean(),
    /** What the page says about the app; empty for a sentence made from the plan. */
    pageSummary: multiline(300),
    /** The version that the page is about; null for the newest, whichever that is. */
    pageVersion: z.int().min(1).max(2_147_483_647).nullable(),
    /** Gives the page another address; the one before leads nowhere from then on. */
    newAddress: z.literal(true),
  })
  .partial()
  .refine((value) => Object.keys(value).length > 0, "Nothing to change");
export const sharingDto = z.strictObject({
  visibility: z.enum(visibilities),
  /** Where the page is; null unless the project is public. */
  pageUrl: z.string().nullable(),
  pageIndexed: z.boolean(),
  pageShowsIdea: z.boolean(),
  pageSummary: z.string(),
  /** The version that the page stays with; null while it follows the newest. */
  pageVersion: z.number().int().nullable(),
  /** The caller decides who sees the project. */
  canSetVisibility: z.boolean(),
});
export const collaboratorDto = z.strictObject({
  userId: uuid,
  displayName: z.string(),
  email: z.string(),
  role: z.enum(collaboratorRoles),
  /** Not a member of the workspace: sees only the projects they were added to. */
  isGuest: z.boolean(),
  addedAt: timestamp,
});
export const setCollaboratorBody = z.strictObject({ role: z.enum(collaboratorRoles) });
export const listPeopleQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  /** Case-insensitive beginning of a word of the name. */
  q: line(80, 0).optional(),
});
export const personDto = z.strictObject({ userId: uuid, displayName: z.string() });
/** What a public project's page shows: nothing of the workspace, its people or its client. */
export const publicProjectDto = z.strictObject({
  name: z.string(),
  summary: z.string(),
  idea: z.string().nullable(),
  version: z.number().int(),
  builtAt: timestamp,
  indexed: z.boolean(),
  ...planContents.shape,
});
export type Sharing = z.infer<typeof sharingDto>;
export type Collaborator = z.infer<typeof collaboratorDto>;
export type ProjectPerson = z.infer<typeof personDto>;
export type PublicProject = z.infer<typeof publicProjectDto>;
