import { z } from "zod";
import { getWorkspace, updateWorkspace } from "@/lib/features/workspace/services/change-workspace";
import { dropLogo, logoLimitBytes, logoTypes, readLogo, storeLogo } from "@/lib/features/workspace/services/logo";
import { workspaceRepository } from "@/lib/features/workspace/workspace.repository";
import { workspaceDto } from "@/lib/features/workspace/workspace.schema";
import { toWorkspaceDto } from "@/lib/features/workspace/workspace.serializer";
import { asUser } from "@/lib/platform/db/db";
import { callerId } from "@/lib/platform/http/caller";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/workspaces/{workspaceId}/logo";
const tag = "Workspaces";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getWorkspaceLogo",
  tag,
  summary: "The workspace's logo",
  permission: "workspace.read",
  query: z.strictObject({ v: z.string().max(40).optional() }),
  rawResponse: ["image/webp"],
  handle: async ({ tx, caller, workspace, afterCommit }) => {
    const row = await getWorkspace(workspaceRepository(tx, callerId(caller)), workspace.id);
    // In embedded mode the file store shares the database's one session, so it is asked once this transaction is over.
    afterCommit(async () => {
      const bytes = await readLogo(row.logo_path);
      return new Response(Buffer.from(bytes), {
        headers: {
          "content-type": "image/webp",
          "cache-control": "private, max-age=31536000, immutable",
          "content-security-policy": "default-src 'none'; sandbox",
        },
      });
    });
    return null;
  },
});

export const PUT = defineRoute({
  method: "PUT",
  path,
  operationId: "setWorkspaceLogo",
  tag,
  summary: "Upload a logo: PNG, JPEG or WebP, at most 1 MB",
  permission: "workspace.update",
  rawBody: logoTypes,
  bodyLimitBytes: logoLimitBytes,
  rateLimit: "heavy",
  response: workspaceDto,
  errors: ["TYPE_MISMATCH", "BAD_IMAGE"],
  handle: async ({ tx, caller, workspace, bytes, request, credentials, context, afterCommit }) => {
    const before = await getWorkspace(workspaceRepository(tx, callerId(caller)), workspace.id);
    afterCommit(async () => {
      const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
      const stored = await storeLogo(workspace.id, bytes, type);
      const after = await asUser(credentials, { ...context, workspace: workspace.id }, (own) =>
        updateWorkspace(workspaceRepository(own, callerId(caller)), workspace.id, { logo_path: stored }),
      );
      await dropLogo(before.logo_path);
      return toWorkspaceDto({ ...after, role: workspace.role });
    });
    return toWorkspaceDto({ ...before, role: workspace.role });
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "removeWorkspaceLogo",
  tag,
  summary: "Remove the logo",
  permission: "workspace.update",
  response: workspaceDto,
  handle: async ({ tx, caller, workspace, afterCommit }) => {
    const workspaces = workspaceRepository(tx, callerId(caller));
    const before = await getWorkspace(workspaces, workspace.id);
    const after = await updateWorkspace(workspaces, workspace.id, { logo_path: null });
    afterCommit(async () => {
      await dropLogo(before.logo_path);
      return undefined;
    });
    return toWorkspaceDto({ ...after, role: workspace.role });
  },
});
