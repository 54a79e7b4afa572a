"use client";

import { Button, Divider, Stack } from "@mantine/core";
import { IconBrandGithub, IconBrandGoogle } from "@tabler/icons-react";
import { apiUrl } from "@/lib/shared/api-client";

type Props = { oauth: { google: boolean; github: boolean }; next: string | undefined };

const providers = [
  { id: "google", label: "Continue with Google", icon: IconBrandGoogle },
  { id: "github", label: "Continue with GitHub", icon: IconBrandGithub },
] as const;

/** Plain links: the answer is a redirect to the provider. */
export function OAuthButtons({ oauth, next }: Props) {
  const available = providers.filter((provider) => oauth[provider.id]);
  if (available.length === 0) return null;
  return (
    <Stack gap="xs">
      {available.map(({ id, label, icon: Icon }) => (
        <Button
          key={id}
          component="a"
          href={apiUrl(`auth/oauth/${id}`, { next })}
          variant="default"
          leftSection={<Icon size={18} aria-hidden="true" />}
        >
          {label}
        </Button>
      ))}
      <Divider label="or with e-mail" my="xs" />
    </Stack>
  );
}
