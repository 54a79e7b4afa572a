"use client";

import { Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { toastError } from "@/components/patterns/toast";
import type { NotificationType, Preference } from "@/lib/features/notification/notification.schema";
import { api } from "@/lib/shared/api-client";

const words: Record<NotificationType, string> = {
  "invite.accepted": "Somebody accepts my invitation",
  "invite.expired": "An invitation of mine expires",
  "invite.requested": "Somebody asks for a new invitation",
  "member.role_changed": "My role changes",
  "member.removed": "I am removed from a workspace",
  "member.joined": "Somebody joins the workspace",
  "api_key.created": "An API key is created",
  "api_key.rotated": "An API key is rotated",
  "api_key.expiring": "An API key is about to expire",
  "project.shared": "Somebody adds you to a project",
  "comment.mentioned": "Somebody mentions you in a comment",
  "comment.created": "A comment on a version of yours, or a reply in a thread of yours",
  "build.ready": "A build that took a while ends",
  "export.succeeded": "An export or deploy of mine is done",
  "export.failed": "An export or deploy of mine fails",
  "conversation.handoff": "A visitor asks for a person",
  "conversation.assigned": "Somebody gives me a conversation",
  "lead.created": "A visitor leaves their details",
  "assistant.quota_80": "80 % of a month's conversations are used",
  "assistant.quota_100": "A month's conversations are used up",
  "workspace.deleted": "A workspace of mine is deleted",
  "workspace.restored": "A workspace of mine is restored",
  "security.password_changed": "My password changes",
};
const key = ["notification-preferences"] as const;
type Change = { type: NotificationType; channel: "in_app" | "email"; enabled: boolean };

export function PreferencesPage() {
  const queryClient = useQueryClient();
  const preferences = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<Preference[]>("notification-preferences", { signal })).data,
  });
  const set = useMutation({
    mutationFn: (change: Change) => api.put("notification-preferences", { body: change }),
    onMutate: (change) => {
      const before = queryClient.getQueryData<Preference[]>(key);
      queryClient.setQueryData<Preference[]>(key, (rows) =>
        rows?.map((row) =>
          row.type === change.type ? { ...row, [change.channel === "email" ? "email" : "inApp"]: change.enabled } : row,
        ),
      );
      return { before };
    },
    onError: (error, _change, context) => {
      queryClient.setQueryData(key, context?.before);
      toastError(error);
    },
  });
  const toggle = (row: Preference, channel: Change["channel"], checked: boolean) =>
    row.mutable ? (
      <Switch
        checked={checked}
        aria-label={`${words[row.type]}: ${channel === "email" ? "by e-mail" : "in Atrium"}`}
        onChange={(event) => set.mutate({ type: row.type, channel, enabled: event.currentTarget.checked })}
      />
    ) : (
      <Text size="sm" fw={600}>
        Always
      </Text>
    );
  const columns: Column<Preference>[] = [
    {
      key: "type",
      header: "When",
      primary: true,
      render: (row) => (
        <>
          {words[row.type]}
          {!row.mutable && (
            <span style={{ display: "block", fontSize: "0.8125rem", color: "var(--mantine-color-dimmed)" }}>
              Cannot be turned off: it keeps you and your account safe
            </span>
          )}
        </>
      ),
    },
    { key: "inApp", header: "In Atrium", width: "8rem", render: (row) => toggle(row, "in_app", row.inApp) },
    { key: "email", header: "By e-mail", width: "8rem", render: (row) => toggle(row, "email", row.email) },
  ];
  return (
    <>
      <PageHeader title="Notifications" description="What you hear about, and how. Changes are saved at once." />
      <QueryView query={preferences} skeleton={<RowsSkeleton rows={8} />}>
        {(rows) => (
          <DataTable caption="Notification settings" columns={columns} rows={rows} rowKey={(row) => row.type} />
        )}
      </QueryView>
    </>
  );
}
