"use client";

import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone } from "@/components/patterns/toast";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { meKey } from "@/components/workspace/use-me";
import type { WorkspaceSummary } from "@/lib/features/account/account.schema";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { api } from "@/lib/shared/api-client";
import classes from "./workspaces.module.css";

export function DeletedWorkspace({ workspace }: { workspace: WorkspaceSummary }) {
  const router = useRouter();
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.post(`workspaces/${workspace.id}/restore`, { body: {} }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: meKey });
      toastDone(`${workspace.name} is back.`);
      router.refresh();
    },
  });
  return (
    <>
      <WorkspaceAvatar name={workspace.name} src={workspace.logoUrl} size={40} />
      <span className={classes.text}>
        <span className={classes.name}>{workspace.name}</span>
        <span className={classes.meta}>
          {workspace.deletedAt !== null && <RelativeTime iso={workspace.deletedAt} prefix="Deleted" />}
          {workspace.purgeAt !== null && (
            <>
              , <RelativeTime iso={workspace.purgeAt} prefix="erased for good" />
            </>
          )}
        </span>
      </span>
      {roleAllows(workspace.role, "workspace.delete") && (
        <Button
          variant="default"
          loading={restore.isPending || restore.isSuccess}
          onClick={() => restore.mutate()}
          leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
          aria-label={`Restore ${workspace.name}`}
        >
          Restore
        </Button>
      )}
      {restore.error !== null && (
        <div className={classes.wide}>
          <FormError error={restore.error} />
        </div>
      )}
    </>
  );
}
