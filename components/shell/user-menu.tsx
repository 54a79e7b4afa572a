"use client";

import { ActionIcon, Menu, Text, VisuallyHidden } from "@mantine/core";
import { IconBell, IconCode, IconLogout, IconMail, IconUser } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { goTo } from "@/components/auth/use-demo";
import { toastError } from "@/components/patterns/toast";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import type { Me } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";

export function UserMenu({ me, mailbox }: { me: Me; mailbox: boolean }) {
  const queryClient = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => api.post("auth/sign-out", { body: {} }),
    onSuccess: () => {
      queryClient.clear();
      goTo("/");
    },
    onError: toastError,
  });
  return (
    <Menu width={240} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} radius="xl">
          <PersonAvatar name={me.displayName} src={me.avatarUrl} size={32} />
          <VisuallyHidden>Account menu of {me.displayName}</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: "0.4rem 0.75rem 0.6rem" }}>
          <Text size="sm" fw={600} truncate>
            {me.displayName}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {me.email}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} href="/account" leftSection={<IconUser size={16} aria-hidden="true" />}>
          Account
        </Menu.Item>
        <Menu.Item
          component={Link}
          href="/account/notifications"
          leftSection={<IconBell size={16} aria-hidden="true" />}
        >
          Notifications
        </Menu.Item>
        <Menu.Item component={Link} href="/docs/api" leftSection={<IconCode size={16} aria-hidden="true" />}>
          API reference
        </Menu.Item>
        {mailbox && (
          <Menu.Item component={Link} href="/dev/mail" leftSection={<IconMail size={16} aria-hidden="true" />}>
            Mailbox
          </Menu.Item>
        )}
        <Menu.Divider />
        <div style={{ padding: "0.35rem 0.75rem" }}>
          <ThemeSwitch fullWidth />
        </div>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden="true" />}
          onClick={() => signOut.mutate()}
          disabled={signOut.isPending}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
