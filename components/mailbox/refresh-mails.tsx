"use client";

import { Button, Switch } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconRefresh } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

const everyMs = 5000;

export function RefreshMails() {
  const router = useRouter();
  const [automatic, setAutomatic] = useState(true);
  const [pending, startTransition] = useTransition();
  const refresh = () => startTransition(() => router.refresh());
  useInterval(
    () => {
      if (automatic && document.visibilityState === "visible") router.refresh();
    },
    everyMs,
    { autoInvoke: true },
  );
  return (
    <>
      <Switch
        label="Refresh by itself"
        size="sm"
        checked={automatic}
        onChange={(event) => setAutomatic(event.currentTarget.checked)}
      />
      <Button
        variant="default"
        loading={pending}
        onClick={refresh}
        leftSection={<IconRefresh size={16} aria-hidden="true" />}
      >
        Refresh
      </Button>
    </>
  );
}
