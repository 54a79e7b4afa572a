"use client";

import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { toastError } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { api } from "@/lib/shared/api-client";
import { absoluteTime, plural } from "@/lib/shared/format";

type Verdict = { ok: boolean; entries: number; brokenAt: number | null; checkedAt: string };

export function VerifyChain() {
  const { scope } = useWorkspace();
  const verify = useMutation({
    mutationFn: async () => (await api.get<Verdict>("audit-logs/verify", { query: scope })).data,
    onError: toastError,
  });
  const verdict = verify.data;
  return (
    <Alert
      mb="md"
      role="status"
      color={verdict === undefined ? "gray" : verdict.ok ? "patina" : "red"}
      icon={verdict?.ok === false ? <IconAlertTriangle aria-hidden="true" /> : <IconShieldCheck aria-hidden="true" />}
      title={title(verdict)}
    >
      {verdict === undefined
        ? "Each entry carries a fingerprint of the one before it. Checking walks the whole chain."
        : verdict.ok
          ? `Checked ${absoluteTime(verdict.checkedAt)}.`
          : "Somebody with direct access to the database changed or removed entries. Compare with your last export."}{" "}
      <Button size="compact-sm" variant="default" ml="xs" loading={verify.isPending} onClick={() => verify.mutate()}>
        {verdict === undefined ? "Check the chain" : "Check again"}
      </Button>
    </Alert>
  );
}

function title(verdict: Verdict | undefined): string {
  if (verdict === undefined) return "Is this log complete?";
  if (verdict.ok) return `The chain holds: ${plural(verdict.entries, "entry", "entries")}`;
  return `The chain breaks at entry ${verdict.brokenAt ?? "?"}`;
}
