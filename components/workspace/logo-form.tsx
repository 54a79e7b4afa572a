"use client";

import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { ApiError, api } from "@/lib/shared/api-client";
import { formatBytes } from "@/lib/shared/format";
import { meKey } from "./use-me";
import { useWorkspace } from "./workspace-context";

const maxBytes = 1_000_000;
const types = ["image/png", "image/jpeg", "image/webp"];

export function LogoForm() {
  const { workspace } = useWorkspace();
  const queryClient = useQueryClient();
  const reset = useRef<() => void>(null);
  const refresh = () => queryClient.invalidateQueries({ queryKey: meKey });
  const upload = useMutation({
    mutationFn: (file: File) => {
      const problem = fileProblem(file);
      if (problem !== null) throw new ApiError({ status: 422, code: "FILE_REFUSED", message: problem });
      return api.put(`workspaces/${workspace.id}/logo`, { file });
    },
    onSuccess: async () => {
      await refresh();
      toastDone("The new logo is in place.");
    },
    // The same file can be chosen again after a failure.
    onSettled: () => reset.current?.(),
  });
  const remove = useMutation({
    mutationFn: () => api.delete(`workspaces/${workspace.id}/logo`),
    onSuccess: async () => {
      await refresh();
      toastDone("The logo was removed.");
    },
  });
  return (
    <Stack>
      <Group>
        <WorkspaceAvatar name={workspace.name} src={workspace.logoUrl} size={64} />
        <FileButton resetRef={reset} accept={types.join(",")} onChange={(file) => file !== null && upload.mutate(file)}>
          {(props) => (
            <Button {...props} variant="default" loading={upload.isPending}>
              {workspace.logoUrl === null ? "Choose a picture" : "Replace"}
            </Button>
          )}
        </FileButton>
        {workspace.logoUrl !== null && (
          <Button variant="subtle" color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            Remove
          </Button>
        )}
      </Group>
      {workspace.logoUrl === null && (
        <Text size="sm" c="dimmed">
          Without a picture, the initials stand in.
        </Text>
      )}
      <FormError error={upload.error ?? remove.error} />
    </Stack>
  );
}

function fileProblem(file: File): string | null {
  if (!types.includes(file.type)) return "This is not a PNG, JPEG or WebP picture.";
  return file.size > maxBytes ? `This picture has ${formatBytes(file.size)}; 1 MB is the limit.` : null;
}
