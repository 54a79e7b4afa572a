"use client";

import { Badge, Button, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { toastDone, toastError } from "@/components/patterns/toast";
import type { Session } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";
import { deviceName } from "@/lib/shared/format";
import classes from "./account-shell.module.css";

export const sessionsKey = ["me", "sessions"] as const;

export function SessionsList() {
  const queryClient = useQueryClient();
  const sessions = useQuery({
    queryKey: sessionsKey,
    queryFn: async ({ signal }) => (await api.get<Session[]>("me/sessions", { signal })).data,
  });
  const done = async (message: string) => {
    await queryClient.invalidateQueries({ queryKey: sessionsKey });
    toastDone(message);
  };
  const end = useMutation({
    mutationFn: (id: string) => api.delete(`me/sessions/${id}`),
    onSuccess: () => done("That session has ended."),
    onError: toastError,
  });
  const endOthers = useMutation({
    mutationFn: () => api.post("auth/sign-out", { body: { scope: "others" } }),
    onSuccess: () => done("Every other session has ended."),
    onError: toastError,
  });
  return (
    <QueryView query={sessions} skeleton={<RowsSkeleton rows={2} />}>
      {(rows) => (
        <Stack align="stretch">
          <ul className={classes.choices}>
            {rows.map((session) => (
              <li key={session.id} className={classes.choice}>
                <span className={classes.choiceText}>
                  <span>
                    <strong>{deviceName(session.userAgent)}</strong> {session.current && <Badge>This one</Badge>}
                  </span>
                  <span className={classes.dim}>
                    {session.ip === null ? "" : `${session.ip}, `}
                    <RelativeTime
                      iso={session.lastSeenAt ?? session.createdAt}
                      prefix={session.lastSeenAt === null ? "signed in" : "seen"}
                    />
                  </span>
                </span>
                {!session.current && (
                  <Button
                    size="xs"
                    variant="default"
                    loading={end.isPending && end.variables === session.id}
                    onClick={() => end.mutate(session.id)}
                    aria-label={`End the session of ${deviceName(session.userAgent)}`}
                  >
                    End
                  </Button>
                )}
              </li>
            ))}
          </ul>
          {rows.length > 1 && (
            <Button
              variant="default"
              loading={endOthers.isPending}
              onClick={() => endOthers.mutate()}
              style={{ alignSelf: "flex-start" }}
            >
              End all others
            </Button>
          )}
        </Stack>
      )}
    </QueryView>
  );
}
