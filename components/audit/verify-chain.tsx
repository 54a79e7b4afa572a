"use client";

import { Alert, Button, Modal, Stack, Text } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/patterns/form-error";
import { useTimeZone } from "@/components/workspace/use-me";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { api } from "@/lib/shared/api-client";
import { absoluteTime, plural } from "@/lib/shared/format";

type Result = { ok: boolean; entries: number; brokenAt: number | null; checkedAt: string };

export function VerifyChain() {
  const { scope } = useWorkspace();
  const timeZone = useTimeZone();
  const verify = useMutation({
    mutationFn: async () => (await api.get<Result>("audit-logs/verify", { query: scope })).data,
  });
  const result = verify.data;
  return (
    <>
      <Button
        variant="default"
        loading={verify.isPending}
        leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
        onClick={() => verify.mutate()}
      >
        Verify the chain
      </Button>
      <Modal
        opened={result !== undefined || verify.isError}
        onClose={() => verify.reset()}
        title={<Text fw={640}>Verification</Text>}
      >
        <Stack>
          <FormError error={verify.error} />
          {result?.ok === true && (
            <Alert icon={<IconShieldCheck aria-hidden="true" />} title="The chain is whole">
              {plural(result.entries, "entry follows", "entries follow")} from one another. Nothing was changed, added
              or taken out.
            </Alert>
          )}
          {result?.ok === false && (
            <Alert color="red" icon={<IconShieldX aria-hidden="true" />} title="The chain is broken">
              Entry #{result.brokenAt} does not follow from the one before. Export the log now and tell whoever runs
              this installation.
            </Alert>
          )}
          {result !== undefined && (
            <Text size="xs" c="dimmed">
              Checked {absoluteTime(result.checkedAt, timeZone)}
            </Text>
          )}
          <Button onClick={() => verify.reset()}>Close</Button>
        </Stack>
      </Modal>
    </>
  );
}
