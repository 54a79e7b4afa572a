"use client";

import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ApiKey } from "@/lib/features/api-key/api-key.schema";
import { api } from "@/lib/shared/api-client";

const overlaps = [
  { value: "24", label: "24 hours", description: "Both keys work until tomorrow." },
  { value: "168", label: "7 days", description: "Time for a release." },
  { value: "0", label: "At once", description: "The old key has leaked: it stops working now." },
];

type Props = { apiKey: ApiKey | null; onClose: () => void; onRotated: (secret: string) => void };

export function RotateKeyDialog({ apiKey, onClose, onRotated }: Props) {
  const { scope } = useWorkspace();
  const [overlap, setOverlap] = useState("24");
  const rotate = useMutation({
    mutationFn: (id: string) =>
      api.post<ApiKey & { secret: string }>(`api-keys/${id}/rotate`, {
        query: scope,
        body: { overlapHours: Number(overlap) },
      }),
    onSuccess: ({ data }) => {
      onClose();
      onRotated(data.secret);
    },
  });
  return (
    <Modal
      opened={apiKey !== null}
      onClose={() => {
        rotate.reset();
        onClose();
      }}
      title={<Text fw={640}>Rotate {apiKey?.name}</Text>}
    >
      <Stack>
        <Radio.Group
          label="How long may the old key keep working?"
          description="You get a new key with the same name and scopes."
          value={overlap}
          onChange={setOverlap}
        >
          <Stack gap="sm" mt="sm">
            {overlaps.map((item) => (
              <Radio key={item.value} {...item} />
            ))}
          </Stack>
        </Radio.Group>
        <FormError error={rotate.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={rotate.isPending} onClick={() => apiKey !== null && rotate.mutate(apiKey.id)}>
            Rotate
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
